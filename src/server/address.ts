import type { MiddlewareHandler } from 'hono';
import { isLoopback } from './config.ts';
import type { Env, Parts } from './parts.ts';

/** Where a request comes from, for counting tries. A proxy on this machine is believed when it says for whom it asks. */
export function readAddress({ origin, isTls }: Parts): MiddlewareHandler<Env> {
  const isBehindProxy = origin !== null && !isTls;
  return async (c, next) => {
    const peer = peerOf(c.env);
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    c.set('address', isBehindProxy && forwarded && (isLoopback(peer) || peer === '::1') ? forwarded : peer);
    await next();
  };
}

/** What @hono/node-server gives each request; without a port, as in tests, there is none. */
function peerOf(env: unknown): string {
  const { incoming } = (env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return (incoming?.socket?.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
}
