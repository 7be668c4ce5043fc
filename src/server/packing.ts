import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { RouteContext } from './parts.ts';

const worthIt = 4_000;

/** JSON, packed for the way when it is long. On this machine alone packing would only cost time, so `isFar` is asked for. */
export async function packed(c: RouteContext, value: object, isFar: boolean): Promise<Response> {
  const text = JSON.stringify(value);
  if (!isFar || text.length < worthIt || !/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(text, 200, json);
  const bytes = await promisify(gzip)(text, { level: constants.Z_BEST_SPEED });
  return c.body(new Uint8Array(bytes), 200, { ...json, 'content-encoding': 'gzip' });
}

const json = { 'content-type': 'application/json' };
