import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface BenchPages {
  origin: string;
  /** Passes `/api/…` on to a server, with a device's session, until told to stop. @returns what it answered, which `/kept/0`, `/kept/1` … give again */
  forward(to: string, cookie: string): readonly Buffer[];
  stopForwarding(): void;
  close(): void;
}

/** Builds the bench's own pages as the app is built, and serves them on loopback. */
export async function serveBenchPages(): Promise<BenchPages> {
  const folder = mkdtempSync(join(tmpdir(), 'vertti-bench-pages-'));
  await build({
    root: 'tests/bench/pages',
    configFile: false,
    logLevel: 'error',
    plugins: [svelte()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      rollupOptions: { input: ['tests/bench/pages/measure.html', 'tests/bench/pages/bare.html'] },
    },
  });
  writeFileSync(join(folder, 'bare-worker.js'), bareWorker(builtFiles(folder)));
  let kept: Buffer[] = [];
  let target: { origin: string; cookie: string } | null = null;
  const agent = new Agent({ keepAlive: true });
  const server = createServer((request, response) => {
    if (target && request.url?.startsWith('/api/')) return pass(target, request, response);
    const [, index] = /^\/kept\/(\d+)$/.exec(request.url ?? '') ?? [];
    if (index) return void response.writeHead(200, { 'content-type': 'application/json' }).end(kept[Number(index)]);
    const file = join(folder, new URL(request.url ?? '/', 'http://x').pathname);
    try {
      const bytes = readFileSync(file);
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    forward(origin, cookie) {
      target = { origin, cookie };
      kept = [];
      return kept;
    },
    stopForwarding: () => void (target = null),
    close,
  };

  function pass({ origin, cookie }: { origin: string; cookie: string }, asked: IncomingMessage, response: ServerResponse): void {
    const { host } = new URL(origin);
    const headers = { ...asked.headers, origin, host, cookie, 'accept-encoding': 'identity' };
    const answers = kept;
    const asking = request(`${origin}${asked.url}`, { agent, method: asked.method, headers }, answer => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.once('end', () => answers.push(Buffer.concat(pieces)));
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asking.once('error', () => response.destroy());
    asked.pipe(asking);
  }

  function close(): void {
    agent.destroy();
    server.close();
    server.closeAllConnections();
  }
}

function builtFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => extname(file) !== '')
    .map(file => `/${file}`);
}

/** The least a page needs to start without a network: all its files in the cache, answered from there. */
function bareWorker(files: string[]): string {
  return `const files = ${JSON.stringify(files)};
addEventListener('install', event => event.waitUntil(caches.open('bare').then(cache => cache.addAll(files))));
addEventListener('fetch', event => event.respondWith(caches.match(event.request).then(kept => kept ?? fetch(event.request))));
`;
}
