import { answerFile, answerPage, dropOldBuilds, fillBuild, fillLater, readPin, servedBuild, type ListedFile } from './build-cache.ts';
import type { WorkerRequest, WorkerStatus } from './worker-messages.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: ListedFile[] };
declare const __VERTTI_BUILD__: string;

const own = __VERTTI_BUILD__;
const listed = self.__WB_MANIFEST.map(({ url, integrity, isLater = false }) => ({ url, integrity, isLater }));
const files = listed.filter(file => !file.isLater).map(({ url, integrity }) => ({ url, integrity }));

self.addEventListener('install', event => {
  // Rejecting leaves the worker before this one in charge, with its own build whole.
  event.waitUntil(fillBuild(caches, own, files, (url, init) => fetch(url, init)));
});

self.addEventListener('activate', event => {
  event.waitUntil(dropOldBuilds(caches, own, Date.now()).then(() => self.clients.claim()));
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  const isPage = request.mode === 'navigate' && (url.pathname === '/' || !listed.some(file => file.url === url.pathname));
  const kept = isPage ? answerPage(caches, own, Date.now()) : answerFile(caches, own, Date.now(), url.pathname);
  event.respondWith(kept.then(answer => answer ?? fetch(request)));
});

self.addEventListener('message', event => {
  const request: WorkerRequest = event.data;
  const answer = request.type === 'activate-now' ? self.skipWaiting() : status().then(found => event.ports[0]?.postMessage(found));
  event.waitUntil(answer);
  // The page asks for the status when its first screen is there. What does not come now is asked for at the next start.
  if (request.type === 'status') event.waitUntil(answer.then(fetchLater).catch(() => undefined));
});

let fetching: Promise<void> | undefined;

function fetchLater(): Promise<void> {
  const later = listed.filter(file => file.isLater);
  fetching ??= fillLater(caches, own, later, (url, init) => fetch(url, init)).finally(() => (fetching = undefined));
  return fetching;
}

async function status(): Promise<WorkerStatus> {
  return { worker: own, served: await servedBuild(caches, own, Date.now()), pin: await readPin(caches) };
}
