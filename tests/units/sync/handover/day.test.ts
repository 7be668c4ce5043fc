import { expect, it } from 'vitest';
import { note } from '#domain/note.ts';
import type { Op } from '#oplog/op.ts';
import { byteReader, byteWriter } from '#sync/handover/bytes.ts';
import { streamCompression } from '#sync/handover/compression.ts';
import { packOps, unpackOps } from '#sync/handover/packing.ts';
import { chanceOf } from '../../../support/chance.ts';
import { bytesOf, notes, room } from './giving.ts';

const [notesPerDay, characters] = [200, 120];
const most = 60_000;

/** Text with as much in it as Finnish has: of syllables, no two alike in a row by rule. */
function textsOfADay(): string[] {
  const chance = chanceOf(14);
  const syllable = () =>
    chance.pick([...'hjklmnprstv', '']) + chance.pick(['a', 'e', 'i', 'o', 'u', 'ä', 'ö', 'y', 'aa', 'ie', 'uu', 'ää']);
  return Array.from({ length: notesPerDay }, () => {
    let text = '';
    while (text.length < characters) text += Array.from({ length: 2 + chance.below(3) }, syllable).join('') + (chance.is(0.1) ? '. ' : ' ');
    return text.slice(0, characters);
  });
}

it('one device’s day, typed key by key, is 60 KB at most, and comes out as it went in', { timeout: 240_000 }, async () => {
  const at = await room();
  const [liisa, timo] = [await at.tablet('liisa'), await at.tablet('timo')];
  const texts = textsOfADay();
  for (const [index, text] of texts.entries()) {
    const start = { parent: `slot-${index % 8}`, theme: 'johtajuus', writtenAt: index, sign: 'strength' };
    const session = await liisa.notebook.openText(note, { space: notes, id: liisa.notebook.newId('mine') }, 'words', start);
    for (let typed = 1; typed <= text.length; typed++) {
      session.edit(text.slice(0, typed));
      // What takes longer than half a minute is sealed once on the way.
      if (typed === 90) await session.seal();
    }
    at.clock.now += 45_000;
    await session.close();
  }
  const ops = await liisa.store.read(async reader => {
    const found: Op[] = [];
    for (const head of await reader.heads(notes)) found.push(...(await reader.opsAfter(notes, head.writer, 0, 10_000)));
    return found;
  });
  expect(ops.length).toBe(notesPerDay * 2);
  const bytes = await bytesOf(liisa);
  expect(bytes.length).toBeLessThanOrEqual(most);
  expect(bytes.length).toBeGreaterThan(20_000);
  const packed = byteWriter();
  packOps(packed, ops);
  const inflated = await streamCompression.inflate(await streamCompression.deflate(packed.result()), 1_000_000);
  expect(unpackOps(byteReader(inflated), notes)).toEqual(ops);
  expect(await timo.handover.take(bytes)).toMatchObject({ ok: true, value: { added: { notes: notesPerDay, operations: ops.length } } });
  console.log(`a day of ${ops.length} operations: ${bytes.length} bytes`);
});

it('what is unpacked is never more than it may be', async () => {
  const bomb = await streamCompression.deflate(new Uint8Array(2_000_000));
  await expect(streamCompression.inflate(bomb, 1_000_000)).rejects.toThrow('more than it may be');
  await expect(streamCompression.inflate(new Uint8Array([1, 2, 3]), 100)).rejects.toThrow();
});
