import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { build as viteBuild } from 'vite';

export interface Release {
  /** Path → content. */
  files: Map<string, string | Buffer>;
}

/** A very small app around the real service worker and the real `createAppVersion`, so that builds can come and go in a test. */
export async function makeRelease(build: string): Promise<Release> {
  const files = new Map<string, string | Buffer>([
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

/** What comes in a file's place. */
export type Broken = 'login-page' | 'missing' | 'half';

export interface ReleaseServer {
  port: number;
  /** What is served from now on, and how its `broken` paths answer: with 200 and a login page, unless it is said. */
  serve(release: Release, broken?: string[], how?: Broken): void;
  close(): Promise<void>;
}

/** The real server behind the files. */
export interface Behind {
  port: () => number;
  /** What its files are sent with. */
  headers: Record<string, string>;
  /** Holds a request on its way to it, and its answer on the way back, until it resolves. */
  hold: (path: string, when: 'asked' | 'answered') => Promise<void>;
  /** The longest request that is let through, in bytes. */
  most: () => number;
}

const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.webmanifest': 'application/manifest+json' };
const ownHeaders = { 'Content-Security-Policy': "default-src 'self'; require-trusted-types-for 'script'; trusted-types vertti-worker" };

export async function serveReleases(first: Release, behind?: Behind): Promise<ReleaseServer> {
  let current = first;
  let broken: string[] = [];
  let how: Broken = 'login-page';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (behind && path.startsWith('/api/')) return void pass(request, response, behind);
    const isPage = !path.startsWith('/assets/') && !current.files.has(path) && extname(path) === '';
    const file = current.files.get(isPage ? '/' : path);
    const isBroken = broken.includes(path);
    const whole = isBroken && how === 'login-page' ? '<h1>Guest wifi</h1>' : isBroken && how === 'missing' ? undefined : file;
    const type = path === '/' || isPage ? 'text/html' : types[extname(path)];
    response.writeHead(whole === undefined ? 404 : 200, {
      ...(type && { 'Content-Type': type }),
      'Cache-Control': 'no-cache',
      ...(behind?.headers ?? ownHeaders),
      ...(whole !== undefined && { 'Content-Length': Buffer.byteLength(whole) }),
    });
    // A cut file: less comes than was said, and the connection ends.
    if (isBroken && how === 'half' && whole !== undefined) response.write(whole.slice(0, whole.length / 2), () => response.destroy());
    else response.end(whole);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    serve(release, wrong = [], as = 'login-page') {
      current = release;
      broken = wrong;
      how = as;
    },
    close() {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

async function pass(request: IncomingMessage, response: ServerResponse, { port, hold, most }: Behind): Promise<void> {
  const path = request.url ?? '/';
  if (Number(request.headers['content-length'] ?? 0) > most()) {
    request.resume();
    response.writeHead(413, { 'Content-Type': 'text/html' });
    return void response.end('<h1>413 Request Entity Too Large</h1>');
  }
  await hold(path, 'asked');
  const { method, headers } = request;
  const onward = ask({ host: '127.0.0.1', port: port(), path, method, headers }, answer => {
    void hold(path, 'answered').then(() => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      // Events are to come at once, also when the first is a while away.
      response.flushHeaders();
      answer.pipe(response);
    });
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
