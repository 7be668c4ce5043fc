import { getCookie, setCookie } from 'hono/cookie';
import type { MiddlewareHandler } from 'hono';
import type * as z from 'zod/mini';
import { pictureContent } from '#protocol/pictures.ts';
import { protocolVersion, versionHeader } from '#protocol/sync.ts';
import { findSession, openSession, sessionLife, slideSession } from './access/sessions.ts';
import { isLoopback } from './config.ts';
import { refuse } from './failures.ts';
import type { Env, Parts, RouteContext } from './parts.ts';
import type { Sql } from './store/database.ts';

const cookieName = '__Host-vertti';

/** What a request that changes something may carry, by its method; none by any other. */
const contents: Record<string, string> = { POST: 'application/json', PUT: pictureContent };

/**
 * Before every request that changes something: it comes from our own page, in our protocol's version, as JSON or a picture's bytes. Over plain http beyond this
 * machine nothing is taken, because browsers give such a page no service worker, locks or crypto and drop its cookie.
 */
export function checkOrigin({ origin, isTls }: Parts): MiddlewareHandler<Env> {
  return async (c, next) => {
    const host = c.req.header('Host') ?? new URL(c.req.url).host;
    const said = c.req.header('origin');
    const here = origin ?? `${isTls ? 'https' : 'http'}://${host}`;
    c.set('origin', here);
    const isSecure = new URL(here).protocol === 'https:' || isLoopback(new URL(here).hostname);
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      if (!isSecure) return refuse(c, 'not-secure', here);
      if (said !== here) return refuse(c, 'wrong-origin', here);
      const [type] = (c.req.header('content-type') ?? '').split(';');
      if (type !== contents[c.req.method]) return refuse(c, 'malformed', 'content-type');
    }
    await next();
  };
}

export const checkVersion: MiddlewareHandler<Env> = async (c, next) => {
  if (c.req.header(versionHeader) !== String(protocolVersion)) return refuse(c, 'wrong-version', String(protocolVersion));
  await next();
};

/** Lets only signed-in devices through, and slides their session once a day. */
export function needSession({ database, now, pace }: Parts): MiddlewareHandler<Env> {
  return async (c, next) => {
    const secret = getCookie(c, cookieName);
    const found = findSession(database.read, secret, now());
    if (found.type !== 'open') return refuse(c, found.type);
    if (pace.isTooFast(found.session.device)) return refuse(c, 'slow-down');
    if (found.isAging && secret) {
      await database.write(async sql => slideSession(sql, secret, now()));
      putCookie(c, secret);
    }
    c.set('session', found.session);
    await next();
  };
}

/** Signs the device in; to be called in the transaction that lets it in. */
export function signIn(c: RouteContext, sql: Sql, device: string, now: number): void {
  putCookie(c, openSession(sql, device, now));
}

export function putCookie(c: RouteContext, secret: string): void {
  setCookie(c, cookieName, secret, { path: '/', secure: true, httpOnly: true, sameSite: 'Strict', maxAge: sessionLife / 1000 });
}

export function dropCookie(c: RouteContext): void {
  setCookie(c, cookieName, '', { path: '/', secure: true, httpOnly: true, sameSite: 'Strict', maxAge: 0 });
}

/** @returns null for what is no JSON or not of the shape */
export async function readBody<T>(c: RouteContext, shape: z.ZodMiniType<T>): Promise<T | null> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const read = shape.safeParse(body);
  return read.success ? read.data : null;
}
