import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { MembershipRefusal } from '#protocol/membership.ts';
import type { PictureRefusal } from '#protocol/pictures.ts';
import type { ApiError, SyncRefusal } from '#protocol/sync.ts';

export type Failure = SyncRefusal | MembershipRefusal | PictureRefusal;

const statusOf: Record<Failure, ContentfulStatusCode> = {
  'signed-out': 401,
  revoked: 401,
  replaced: 401,
  copied: 409,
  'unknown-space': 409,
  'unknown-kind': 409,
  'no-access': 403,
  gone: 410,
  'wrong-version': 409,
  malformed: 400,
  'too-large': 413,
  'slow-down': 429,
  'wrong-origin': 403,
  'server-failed': 500,
  'link-used': 410,
  'link-expired': 410,
  'link-unknown': 404,
  'code-unknown': 404,
  'too-many-tries': 429,
  'name-taken': 409,
  'name-missing': 400,
  'not-secure': 403,
  'not-coordinator': 403,
  'no-such-visit': 404,
  'no-such-device': 404,
  'example-missing': 404,
  'key-taken': 409,
  'not-named': 409,
  'not-this': 422,
  'no-room': 507,
  'not-yours': 403,
  'picture-missing': 404,
};

/** The answer of an expected failure; the sentence is the app's, in its language. */
export function refuse(c: Context, type: Failure, detail?: string): Response {
  const body: ApiError = { error: detail === undefined ? { type } : { type, detail } };
  return c.json(body, statusOf[type]);
}
