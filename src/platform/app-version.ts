import { Workbox } from 'workbox-window';
import { buildOnDevice, writePin } from './build-cache.ts';
import { trustedUrl } from './trusted-url.ts';
import type { WorkerRequest, WorkerStatus } from './worker-messages.ts';

declare const __VERTTI_BUILD__: string;

export interface AppVersion {
  /** The build this page runs. */
  readonly build: string;
  /** Whether another build is on the device and waits to be chosen. */
  readonly updateWaiting: boolean;
  /** Calls `listener` at each change of `updateWaiting`; returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Asks the server for a newer build; without a network nothing happens. It is fetched whole, then waits. */
  check(): Promise<void>;
  /** Changes to the waiting build, the pin notwithstanding, and loads the page again. Everything must be stored first. */
  choose(): Promise<void>;
  /**
   * Keeps this page's build across restarts until then (milliseconds by the device's own clock), or until somebody chooses the new one.
   * @returns false while the build is not whole on the device: such a one cannot be promised
   */
  pin(until: number): Promise<boolean>;
  unpin(): Promise<void>;
  readiness(): Promise<Readiness>;
}

export type Readiness =
  | { ready: true; files: number }
  /** `no-worker`: this browser, or this address (http), keeps no app. `fetching`: not here yet, `missing`: what the browser has thrown out. */
  | { ready: false; reason: 'no-worker' | 'fetching' }
  | { ready: false; reason: 'missing'; missing: string[] };

const hour = 60 * 60 * 1000;

/** Registers the service worker and tells about builds. Where there is no worker the app runs all the same, only not without a network. */
export function createAppVersion(): AppVersion {
  const build = __VERTTI_BUILD__;
  const worker = 'serviceWorker' in navigator ? new Workbox(trustedUrl('/service-worker.js')) : undefined;
  const listeners = new Set<() => void>();
  let updateWaiting = false;

  function found(): void {
    updateWaiting = true;
    for (const listener of listeners) listener();
  }

  async function check(): Promise<void> {
    // Offline, or the server is being renewed: the build at hand goes on, and the next look is in an hour.
    await worker?.update().catch(() => undefined);
  }

  async function start(): Promise<void> {
    if (!worker) return;
    worker.addEventListener('waiting', found);
    await worker.register();
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void check());
    setInterval(() => void check(), hour);
    const active = navigator.serviceWorker.controller;
    // The active worker may be of a newer build than the pinned page that it serves.
    if (active && (await ask(active, { type: 'status' })).worker !== build) found();
  }

  // A refused registration (private window, full disk) is what `readiness` reports.
  start().catch(() => undefined);

  return {
    build,
    get updateWaiting() {
      return updateWaiting;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check,
    async choose() {
      if ('caches' in window) await writePin(caches, undefined);
      const waiting = (await navigator.serviceWorker?.getRegistration())?.waiting;
      if (!waiting) return location.reload();
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage({ type: 'activate-now' } satisfies WorkerRequest);
    },
    async pin(until) {
      if (!('caches' in window) || !(await buildOnDevice(caches, build))) return false;
      await writePin(caches, { build, until });
      return true;
    },
    async unpin() {
      if ('caches' in window) await writePin(caches, undefined);
    },
    async readiness() {
      if (!worker || !('caches' in window)) return { ready: false, reason: 'no-worker' };
      const held = await buildOnDevice(caches, build);
      if (!held) return { ready: false, reason: (await navigator.serviceWorker.getRegistration()) ? 'fetching' : 'no-worker' };
      return held.missing.length ? { ready: false, reason: 'missing', missing: held.missing } : { ready: true, files: held.files };
    },
  };
}

function ask(worker: ServiceWorker, request: WorkerRequest): Promise<WorkerStatus> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event: MessageEvent<WorkerStatus>) => resolve(event.data);
    worker.postMessage(request, [port2]);
  });
}
