import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { build as viteBuild } from 'vite';

export interface Release {
  /** Path → content. */
  files: Map<string, string>;
}

/** A very small app around the real service worker and the real `createAppVersion`, so that builds can come and go in a test. */
export async function makeRelease(build: string): Promise<Release> {
  const files = new Map([
    [
      '/',
      `<!doctype html><meta charset="utf-8"><title>${build}</title><h1>${build}</h1><script type="module" src="/assets/app-${build}.js"></script>`,
    ],
    [`/assets/app-${build}.js`, await bundle('tests/browser/support/version-page.ts', { __VERTTI_BUILD__: JSON.stringify(build) })],
    [`/assets/lazy-${build}.js`, `export const from = '${build}';`],
  ]);
  const list = [...files].map(([url, text]) => ({ url, integrity: `sha256-${createHash('sha256').update(text).digest('base64')}` }));
  const defines = { __VERTTI_BUILD__: JSON.stringify(build), 'self.__WB_MANIFEST': JSON.stringify(list) };
  files.set('/service-worker.js', await bundle('src/platform/service-worker.ts', defines));
  return { files };
}

async function bundle(entry: string, define: Record<string, string>): Promise<string> {
  const result = await viteBuild({
    configFile: false,
    logLevel: 'warn',
    define: { ...define, 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry, name: 'app', formats: ['iife'], fileName: () => 'app.js' } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`${entry} did not bundle`);
  return chunk.code;
}

export interface ReleaseServer {
  port: number;
  /** What is served from now on; a path in `broken` answers 200 with a login page. */
  serve(release: Release, broken?: string[]): void;
  close(): Promise<void>;
}

export async function serveReleases(first: Release): Promise<ReleaseServer> {
  let current = first;
  let broken: string[] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const isPage = !path.startsWith('/assets/') && path !== '/service-worker.js';
    const text = broken.includes(path) ? '<h1>Guest wifi</h1>' : current.files.get(isPage ? '/' : path);
    const type = isPage ? 'text/html' : 'text/javascript';
    response.writeHead(text === undefined ? 404 : 200, {
      'Content-Type': type,
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': "default-src 'self'; require-trusted-types-for 'script'; trusted-types vertti-worker",
    });
    response.end(text);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serve(release, wrong = []) {
      current = release;
      broken = wrong;
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
