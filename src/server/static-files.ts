import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Context } from 'hono';
import type { Env, Parts } from './parts.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const packed = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);

interface Kept {
  changed: number;
  bytes: Buffer;
  gzipped: Buffer | null;
  tag: string;
}

/** Serves the built app: its files, its page on every address of the app's, and the page of last resort on its own. */
export function staticFiles({ dist }: Pick<Parts, 'dist'>): (c: Context<Env>) => Promise<Response> {
  const kept = new Map<string, Kept>();

  return async c => {
    const path = safePath(c.req.path);
    if (path === null) return c.text('Not found', 404);
    const file = await keep(kept, dist, path);
    if (file) return answer(c, path, file);
    // Addresses of the app have no ending; a file that is not there must not be answered with a page.
    if ((extname(path) !== '' && path !== '/index.html') || path.startsWith('/api/')) return c.text('Not found', 404);
    const name = path === '/rescue' ? '/rescue.html' : '/index.html';
    const page = await keep(kept, dist, name);
    return page ? answer(c, name, page) : c.text('Sovellusta ei ole rakennettu. Aja: npm run build', 503);
  };
}

function safePath(path: string): string | null {
  try {
    const decoded = normalize(decodeURIComponent(path)).split(sep).join('/');
    if (decoded.includes('\0') || decoded.split('/').some(part => part.startsWith('.'))) return null;
    return decoded === '/' ? '/index.html' : decoded;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

async function keep(kept: Map<string, Kept>, dist: string, path: string): Promise<Kept | null> {
  const name = join(dist, path);
  const found = await stat(name).catch(() => null);
  if (!found?.isFile()) return null;
  const before = kept.get(path);
  if (before?.changed === found.mtimeMs) return before;
  const bytes = await readFile(name);
  const gzipped = packed.has(extname(path)) && bytes.length > 500 ? await promisify(gzip)(bytes) : null;
  const file = { changed: found.mtimeMs, bytes, gzipped, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
  kept.set(path, file);
  return file;
}

function answer(c: Context<Env>, path: string, file: Kept): Response {
  // Files with a hash in their name never change; of all others, the page and the worker first, a new one must be noticed at once.
  c.header('cache-control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  c.header('etag', file.tag);
  c.header('vary', 'accept-encoding');
  if (c.req.header('if-none-match') === file.tag) return c.body(null, 304);
  c.header('content-type', types[extname(path)] ?? 'application/octet-stream');
  const isPacked = file.gzipped !== null && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
  if (isPacked) c.header('content-encoding', 'gzip');
  return c.body(new Uint8Array(isPacked ? file.gzipped! : file.bytes));
}
