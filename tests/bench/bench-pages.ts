import { createServer } from 'node:http';
import { mkdtempSync, readFileSync } from 'node:fs';
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
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', rollupOptions: { input: ['tests/bench/pages/measure.html', 'tests/bench/pages/bare.html'] } },
  });
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
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
