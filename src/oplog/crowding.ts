import { createDecoder, readVarUint } from 'lib0/decoding';
import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
type Id = { client: number; clock: number } | null;

/** So many are looked at by nobody: putting them in order takes no time. */
const few = 300;

/** Nobody moves the caret so often in an operation, which is half a minute; and each time costs whoever reads it. */
const mostStructs = 20_000;

/** Whether a V1 update says that it holds more than any editor writes: asked before it is decoded. Throws when it says nothing. */
export function isOverfull(bytes: Uint8Array): boolean {
  const decoder = createDecoder(bytes);
  return readVarUint(decoder) > 0 && readVarUint(decoder) > mostStructs;
}

/**
 * Whether an update of one writer's claims places that an editor cannot have given. What somebody inserts stands between two characters that are
 * neighbours at that moment, and these never are again; Yjs needs no search then. Thousands of letters that all claim the same place have
 * to be put in order among each other, each by a walk through all: minutes, for a text that any device in the team would read.
 * Others' insertions at the same place at the same time look the same, and are a handful in the half minute that an operation holds.
 */
export function isCrowded(structs: readonly Struct[]): boolean {
  if (structs.length <= few) return false;
  const next = new Map<string, string>();
  const { client, clock: from } = structs[0]!.id;
  let read = from;
  let claims = 0;
  const neighbourOf = (id: Id): string | undefined =>
    next.get(keyOf(id)) ??
    (id && id.client === client && id.clock >= from && id.clock < read ? keyOf({ client, clock: id.clock + 1 }) : undefined);
  for (const struct of structs) {
    if (struct instanceof Y.Item) {
      const { id, length, origin, rightOrigin } = struct;
      const neighbour = neighbourOf(origin);
      if (neighbour !== undefined && neighbour !== keyOf(rightOrigin) && ++claims > few) return true;
      next.set(keyOf(origin), keyOf(id));
      next.set(keyOf({ client, clock: id.clock + length - 1 }), keyOf(rightOrigin));
    }
    read = struct.id.clock + struct.length;
  }
  return false;
}

/** Null is the text's beginning as an origin, and its end as a right one. */
function keyOf(id: Id): string {
  return id ? `${id.client}.${id.clock}` : '';
}
