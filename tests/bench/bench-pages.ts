import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the bench's own pages as the app is built, and serves them on loopback. */
export async function serveBenchPages(): Promise<{ origin: string; close(): void }> {
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
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? '/', 'http://x').pathname);
    try {
      const bytes = readFileSync(file);
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close };

  function close(): void {
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
