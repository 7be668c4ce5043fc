import type { MiddlewareHandler } from 'hono';
import type { Env, Parts } from './parts.ts';

/**
 * Trusted Types: Svelte's templates and the worker's address are the only two policies there can be. Styles in attributes are
 * allowed, as they run nothing and the pages place things by custom properties.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html vertti-worker',
].join('; ');

const always: Record<string, string> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
};

export function securityHeaders({ origin, isTls }: Pick<Parts, 'origin' | 'isTls'>): MiddlewareHandler<Env> {
  const isHttps = isTls || (origin?.startsWith('https:') ?? false);
  return async (c, next) => {
    for (const [name, value] of Object.entries(always)) c.header(name, value);
    if (isHttps) c.header('strict-transport-security', 'max-age=31536000');
    if (c.req.path.startsWith('/api/')) c.header('cache-control', 'no-store');
    await next();
  };
}
