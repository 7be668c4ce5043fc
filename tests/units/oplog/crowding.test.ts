import { createEncoder, toUint8Array, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding';
import { toBase64 } from 'lib0/buffer';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { isCrowded } from '#oplog/crowding.ts';
import { applyUpdate, clientOf, documentOf, encodeOwn, foldText, textIn, wordsOf } from '#oplog/text.ts';

const name = { id: 'x', field: 'words' };
const [liisa, timo] = ['1'.repeat(16), '2'.repeat(16)];

/** Letters of one writer that all claim to stand at the text's beginning and at its end. */
function claims(count: number): string {
  const encoder = createEncoder();
  for (const part of [1, count, clientOf(liisa, name), 0]) writeVarUint(encoder, part);
  for (let at = 0; at < count; at++) {
    writeUint8(encoder, 4);
    writeVarUint(encoder, 1);
    writeVarString(encoder, 'text');
    writeVarString(encoder, 'b');
  }
  writeVarUint(encoder, 0);
  return toBase64(toUint8Array(encoder));
}

const structsOf = (update: string) => Y.decodeUpdate(Buffer.from(update, 'base64')).structs;

describe('an update that claims one place for thousands of letters', () => {
  it('is left out, and takes no time', () => {
    const before = process.threadCpuUsage();
    const words = documentOf([], name);
    words.clientID = clientOf(timo, name);
    textIn(words).insert(0, 'metsä');
    const honest = { writer: timo, update: encodeOwn(words, 0), refused: false };
    expect(foldText([honest, { writer: liisa, update: claims(20_000), refused: false }], name)).toBe('metsä');
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });

  it('is none while it is small', () => {
    expect(isCrowded(structsOf(claims(200)))).toBe(false);
    expect(foldText([{ writer: liisa, update: claims(200), refused: false }], name)).toHaveLength(200);
  });
});

describe('what an editor writes is never taken for such a one', () => {
  it.each([1, 2, 3, 4, 5])('however wildly it jumps about while another writes too, day %i', seed => {
    let state = seed * 7919;
    const chance = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const docs = [liisa, timo].map(writer => {
      const doc = documentOf([], name);
      doc.clientID = clientOf(writer, name);
      return doc;
    }) as [Y.Doc, Y.Doc];
    for (let turn = 0; turn < 3_000; turn++) {
      const doc = docs[turn % 7 === 0 ? 1 : 0];
      const text = textIn(doc);
      const at = chance(text.length + 1);
      if (text.length > 50 && chance(3) === 0) text.delete(at, Math.min(1 + chance(5), text.length - at));
      else text.insert(at, 'ä'.repeat(1 + chance(3)));
      if (turn % 500 === 0) applyUpdate(docs[0], { writer: timo, update: encodeOwn(docs[1], 0), refused: false }, name);
      if (turn % 700 === 0) applyUpdate(docs[1], { writer: liisa, update: encodeOwn(docs[0], 0), refused: false }, name);
    }
    const updates = [liisa, timo].map((writer, index) => ({ writer, update: encodeOwn(docs[index]!, 0), refused: false }));
    expect(structsOf(updates[0]!.update).length).toBeGreaterThan(300);
    expect(updates.map(({ update }) => isCrowded(structsOf(update)))).toEqual([false, false]);
    applyUpdate(docs[0], updates[1]!, name);
    expect(foldText(updates, name)).toBe(wordsOf(docs[0]));
  });
});

describe('an update that says it holds more than anybody writes', () => {
  it('is left out before it is decoded', () => {
    const forged = { writer: liisa, update: claims(60_000), refused: false };
    const before = process.threadCpuUsage();
    for (let turn = 0; turn < 20; turn++) expect(foldText([forged], name)).toBe('');
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(400);
  });
});
