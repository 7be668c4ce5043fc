import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refuse } from './failures.ts';
import type { Env } from './parts.ts';

/**
 * Lets no body through that is larger than `maxSize` bytes. One that says its length is believed, because the HTTP parser ends it there,
 * and is not touched: whoever looks at it first gets a stream, which costs a third of a small request, and reads it by that from then on.
 */
export function tooLarge(maxSize: number): MiddlewareHandler<Env> {
  const counted = bodyLimit({ maxSize, onError: c => refuse(c, 'too-large', String(maxSize)) });
  return async (c, next) => {
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    if (!(Number(length) <= maxSize)) return refuse(c, 'too-large', String(maxSize));
    await next();
  };
}
