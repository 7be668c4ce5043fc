import { longestPicture } from '#oplog/pictures.ts';
import { pictureAddress, pictureContent, pictureRefusals, type PictureRefusal } from '#protocol/pictures.ts';
import { ApiError, protocolVersion, syncRefusals, versionHeader, type SyncRefusal } from '#protocol/sync.ts';
import { onlineNow } from './server-transport.ts';
import type { SyncReply } from './transport.ts';

/** What became of one picture. Only `kept` and `bytes` say anything about what the server holds. */
export type PictureReply =
  | { type: 'kept' }
  | { type: 'bytes'; bytes: Uint8Array<ArrayBuffer> }
  | Extract<SyncReply, { type: 'offline' | 'unreachable' | 'captive' }>
  | { type: 'refused'; refusal: SyncRefusal | PictureRefusal };

/** The way of pictures to the server and from it. */
export interface PictureTransport {
  bring(space: string, hash: string, bytes: Uint8Array<ArrayBuffer>): Promise<PictureReply>;
  fetch(space: string, hash: string): Promise<PictureReply>;
}

/** Milliseconds: a megabyte at 50 kbit/s. */
const timeout = 180_000;

export function createPictureTransport(
  send: (path: string, init: RequestInit) => Promise<Response> = (path, init) => fetch(path, init),
  isOnline: () => boolean = onlineNow,
): PictureTransport {
  async function ask(space: string, hash: string, init: RequestInit): Promise<PictureReply> {
    if (!isOnline()) return { type: 'offline' };
    try {
      const response = await send(pictureAddress(space, hash), {
        ...init,
        headers: { [versionHeader]: String(protocolVersion), ...init.headers },
        credentials: 'same-origin',
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeout),
      });
      return await readPictureReply(response);
    } catch {
      // No network, no server, too slow, or cut off in the middle of the bytes.
      return { type: isOnline() ? 'unreachable' : 'offline' };
    }
  }
  return {
    bring: (space, hash, body) => ask(space, hash, { method: 'PUT', body, headers: { 'content-type': pictureContent } }),
    fetch: (space, hash) => ask(space, hash, { method: 'GET' }),
  };
}

/** As `readReply` reads an exchange's: what is not of the server's own shapes is somebody's in between. */
async function readPictureReply(response: Response): Promise<PictureReply> {
  const type = response.headers.get('content-type') ?? '';
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) return { type: 'captive' };
  if (response.ok && type === pictureContent) {
    if (Number(response.headers.get('content-length') ?? 0) > longestPicture) return { type: 'captive' };
    return { type: 'bytes', bytes: new Uint8Array(await response.arrayBuffer()) };
  }
  const body: unknown = type.includes('json') ? await response.json().catch(() => undefined) : undefined;
  if (response.ok) return (body as { kept?: unknown } | undefined)?.kept === true ? { type: 'kept' } : { type: 'captive' };
  const refused = ApiError.safeParse(body);
  if (refused.success) return { type: 'refused', refusal: refusalOf(refused.data.error.type) };
  // A proxy with a bound of its own.
  if (response.status === 413) return { type: 'refused', refusal: 'too-large' };
  return { type: response.status >= 500 && response.status !== 511 ? 'unreachable' : 'captive' };
}

/** A server of before knows no pictures, and answers with an address that it does not know: as good as none. */
function refusalOf(type: string): SyncRefusal | PictureRefusal {
  const known: readonly string[] = [...pictureRefusals, ...syncRefusals];
  return known.includes(type) ? (type as SyncRefusal | PictureRefusal) : 'server-failed';
}
