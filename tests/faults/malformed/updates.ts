import fc from 'fast-check';
import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint, type Encoder } from 'lib0/encoding';
import { clientOf } from '#oplog/text.ts';

/** The text that is written to: cases know the client ids of its writers. */
export interface Target {
  id: string;
  field: string;
  writer: string;
}

const big = fc.oneof({ weight: 5, arbitrary: fc.nat(30) }, fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 45, Number.MAX_SAFE_INTEGER), fc.nat());

/** What a struct of Yjs's V1 encoding holds, by its number there: 0 garbage … 10 skip; those above 10 do not exist. */
const struct = fc.record({
  info: fc.oneof(fc.nat(255), fc.constantFrom(4, 0x84, 0x44, 0xc4)),
  client: fc.nat(3),
  clock: big,
  length: big,
  words: fc.string({ maxLength: 8 }),
  rest: fc.uint8Array({ maxLength: 12 }),
});
type Struct = typeof struct extends fc.Arbitrary<infer T> ? T : never;

/** Updates with the right frame and anything in it, so that Yjs goes as far as it can; and bytes that are nothing at all. */
export function updates(target: Target): fc.Arbitrary<Uint8Array> {
  const own = clientOf(target.writer, target);
  const framed = fc
    .record({
      clock: big,
      count: big,
      isCounted: fc.boolean(),
      structs: fc.array(struct, { maxLength: 8 }),
      deletes: fc.array(fc.tuple(big, big), { maxLength: 4 }),
    })
    .map(({ clock, count, isCounted, structs, deletes }) => {
      const encoder = createEncoder();
      writeVarUint(encoder, 1);
      writeVarUint(encoder, isCounted ? structs.length : count);
      writeVarUint(encoder, own);
      writeVarUint(encoder, clock);
      for (const one of structs) writeStruct(encoder, one, own);
      writeVarUint(encoder, deletes.length ? 1 : 0);
      if (deletes.length) writeVarUint(encoder, own);
      if (deletes.length) writeVarUint(encoder, deletes.length);
      for (const [from, length] of deletes) {
        writeVarUint(encoder, from);
        writeVarUint(encoder, length);
      }
      return toUint8Array(encoder);
    });
  return fc.oneof(
    { weight: 6, arbitrary: framed },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 1, arbitrary: crowded(own) },
  );
}

function writeStruct(encoder: Encoder, { info, client, clock, length, words, rest }: Struct, own: number): void {
  writeUint8(encoder, info);
  const kind = info & 31;
  if (kind === 0 || kind === 10) return writeVarUint(encoder, length);
  const who = client ? own : 7;
  if (info & 0x80) {
    writeVarUint(encoder, who);
    writeVarUint(encoder, clock);
  }
  if (info & 0x40) {
    writeVarUint(encoder, own);
    writeVarUint(encoder, length);
  }
  if (!(info & 0xc0)) {
    writeVarUint(encoder, 1);
    writeVarString(encoder, 'text');
  }
  if (kind === 4) return writeVarString(encoder, words);
  if (kind === 1) return writeVarUint(encoder, length);
  for (const byte of rest) writeUint8(encoder, byte);
}

/** Thousands of single letters that all claim the same place: each has to be put in order among all the others. */
function crowded(own: number): fc.Arbitrary<Uint8Array> {
  return fc.tuple(fc.constantFrom(500, 5_000, 60_000), fc.boolean()).map(([count, isAtTail]) => {
    const encoder = createEncoder();
    writeVarUint(encoder, 1);
    writeVarUint(encoder, isAtTail ? count + 1 : count);
    writeVarUint(encoder, own);
    writeVarUint(encoder, 0);
    if (isAtTail) {
      writeUint8(encoder, 4);
      writeVarUint(encoder, 1);
      writeVarString(encoder, 'text');
      writeVarString(encoder, 'a'.repeat(count));
    }
    for (let at = 0; at < count; at++) {
      writeUint8(encoder, isAtTail ? 0x44 : 4);
      if (isAtTail) {
        writeVarUint(encoder, own);
        writeVarUint(encoder, count - 1 - at);
      } else {
        writeVarUint(encoder, 1);
        writeVarString(encoder, 'text');
      }
      writeVarString(encoder, 'b');
    }
    writeVarUint(encoder, 0);
    return toUint8Array(encoder);
  });
}
