import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { RouteContext } from './parts.ts';

const worthIt = 4_000;

/**
 * JSON, packed for the way when it is long. On this machine alone packing would only cost time, so `isFar` is asked for. As bytes, because
 * the HTTP layers below read a text three times over: to measure, to join and to encode it.
 */
export async function packed(c: RouteContext, text: string, isFar: boolean): Promise<Response> {
  if (!isFar || text.length < worthIt || !/\bgzip\b/.test(c.req.header('accept-encoding') ?? ''))
    return c.body(Buffer.from(text), 200, json);
  const bytes = await promisify(gzip)(text, { level: constants.Z_BEST_SPEED });
  return c.body(new Uint8Array(bytes), 200, { ...json, 'content-encoding': 'gzip' });
}

const json = { 'content-type': 'application/json' };
