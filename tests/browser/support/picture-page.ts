import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { Hono } from 'hono';
import { build } from 'vite';
import type { Env } from '#server/parts.ts';
import { securityHeaders } from '#server/security-headers.ts';
import { staticFiles } from '#server/static-files.ts';

/** Builds the page of moving pictures as the app is built, and serves it under the server's own policy on loopback. */
export async function servePicturePage(): Promise<{ origin: string; close(): void }> {
  const dist = mkdtempSync(join(tmpdir(), 'vertti-picture-page-'));
  await build({
    root: 'tests/browser/pages',
    configFile: false,
    logLevel: 'error',
    plugins: [svelte()],
    build: {
      outDir: dist,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: 'tests/browser/pages/picture.html' },
    },
  });
  const app = new Hono<Env>();
  app.use(securityHeaders({ origin: null, isTls: false }));
  app.get('*', staticFiles({ dist }));
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info: AddressInfo) => resolve(info.port));
  return {
    origin: `http://localhost:${await promise}`,
    close() {
      server.close();
      rmSync(dist, { recursive: true, force: true });
    },
  };
}
