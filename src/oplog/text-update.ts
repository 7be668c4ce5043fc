import * as Y from 'yjs';
import { fromBase64 } from 'lib0/buffer';
import { isCrowded, isOverfull } from './crowding.ts';

/** The name of the text in its document. */
export const textKey = 'text';

/** No text was ever typed so far, and Yjs counts beyond it inexactly. */
const latestClock = 2 ** 31;

export interface DecodedUpdate {
  bytes: Uint8Array;
  structs: ReturnType<typeof Y.decodeUpdate>['structs'];
  deletes: boolean;
  /** The clocks of the structs, `to` the first behind them. */
  from: number;
  to: number;
}

type Struct = DecodedUpdate['structs'][number];
type Deletions = ReturnType<typeof Y.decodeUpdate>['ds'];

/**
 * Decodes what an operation says of a text. What is no V1 update, holds structs of another client than its writer's, or anything that no editor of
 * plain text makes, is null: it is judged by itself alone, whatever else the text holds, so that every device judges alike. Yjs would
 * throw at some of it only while it is applied, and then nobody who was sent it could read anything more of that space.
 */
export function readUpdate(update: string, client: number): DecodedUpdate | null {
  try {
    const bytes = fromBase64(update);
    if (isOverfull(bytes)) return null;
    const { structs, ds } = Y.decodeUpdate(bytes);
    if (!structs.every(struct => isTyped(struct, client)) || !areDeletions(ds) || isCrowded(structs)) return null;
    const from = structs.reduce((least, { id }) => Math.min(least, id.clock), Infinity);
    const to = structs.reduce((most, { id, length }) => Math.max(most, id.clock + length), 0);
    return { bytes, structs, deletes: ds.clients.size > 0, from, to };
  } catch {
    // Not a Yjs V1 update: what its writer meant cannot be known, and the fold must go on for the others.
    return null;
  }
}

/** Characters somebody typed into the text, between others that were there. */
function isTyped(struct: Struct, client: number): boolean {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString) || struct.parentSub !== null) return false;
  const { id, length, origin, rightOrigin } = struct;
  const wasThere = (other: { client: number; clock: number } | null) =>
    other === null || other.clock < (other.client === id.client ? id.clock : latestClock);
  // Decoded, a parent is its name, or null where a neighbour says it.
  const parent = struct.parent as unknown;
  const isInText = origin || rightOrigin ? parent === null : parent === textKey;
  return id.client === client && length > 0 && id.clock + length <= latestClock && isInText && wasThere(origin) && wasThere(rightOrigin);
}

function areDeletions({ clients }: Deletions): boolean {
  return [...clients.values()].every(ranges => ranges.every(({ clock, len }) => len > 0 && clock + len <= latestClock));
}
