import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { photo } from '#domain/photo.ts';
import { debriefSpace, notesSpace } from '#domain/spaces.ts';
import type { BroughtBack } from '#notebook/bring-back.ts';
import { draft } from '#notebook/draft.ts';
import { sealOrphans } from '#notebook/orphans.ts';
import { eraseItem, writeChanges } from '#oplog/ledger.ts';
import { readCopy } from '#rescue/read-copy.ts';
import { copiedDevice, copyOf, type CopiedDevice } from '../../support/copied-device.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { memoryLocks } from '../../support/memory-notebook.ts';
import { pictureBytes } from '../../support/picture-bytes.ts';
import { unzip } from '../formats/zip.ts';

const notes = notesSpace('v');
const words = 'nurmi→niitty 14 kohdetta';
const nothing: BroughtBack = { added: 0, texts: 0, known: 0, elsewhere: 0, unplaced: 0, broken: 0, pictures: 0, picturesLeft: 0 };

async function write({ notebook }: CopiedDevice, text: string, isSealed: boolean, id = notebook.newId('mine')): Promise<string> {
  const session = await notebook.openText(note, { space: notes, id }, 'words', { parent: 'v', sign: 'strength' });
  session.edit(text);
  await session.settled();
  if (isSealed) await session.seal();
  return id;
}

async function bring(to: CopiedDevice, file: Blob): Promise<BroughtBack> {
  const read = await readCopy(file);
  if (!read.ok) throw new Error(read.error.type);
  return to.notebook.bringBack(read.content);
}

async function rowsOf({ store }: CopiedDevice) {
  return store.read(async reader => {
    const rows = [];
    for (const space of (await reader.spaces()).sort())
      for (const kind of ['programme', 'person', 'visit', 'team', 'note', 'finding'])
        rows.push(...(await reader.rowsOfKind(space, kind)).sort((a, b) => (a.id < b.id ? -1 : 1)));
    return rows;
  });
}

async function wordsOf(device: CopiedDevice, id: string): Promise<string | undefined> {
  return (await device.notebook.read(reader => reader.item(note, notes, id)))?.words;
}

describe('a copy that is brought back', () => {
  test('gives an empty device of the same person byte-equal rows, once and twice', { timeout: 60_000 }, async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter(one => one.isWellFormed());
    const act = fc.record({ text, isSealed: fc.boolean(), of: fc.nat(3), kind: fc.constantFrom('note', 'finding') });
    const property = fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async acts => {
      const from = await copiedDevice();
      const ids = Array.from({ length: 4 }, () => from.notebook.newId('mine'));
      for (const one of acts) {
        from.clock.now += 1_000;
        if (one.kind === 'note') await write(from, one.text, one.isSealed, ids[one.of]!);
        else {
          const where = { space: debriefSpace('v'), id: `f${one.of}` };
          const session = await from.notebook.openText(finding, where, 'claim', { side: 'strength' });
          session.edit(one.text);
          await session.settled();
          if (one.isSealed) await session.seal();
        }
      }
      await from.notebook.sealAll();
      const { file } = await copyOf(from);
      const to = await copiedDevice('liisa', 'nothing');
      const first = await bring(to, file);
      const rows = await rowsOf(from);
      expect(await rowsOf(to)).toEqual(rows);
      expect(first).toMatchObject({ known: 0, elsewhere: 0, broken: 0, unplaced: 0 });
      expect(await bring(to, file)).toEqual({ ...nothing, known: first.added });
      expect(await rowsOf(to)).toEqual(rows);
      expect(await bring(from, file)).toEqual({ ...nothing, known: first.added });
    });
    await fc.assert(property, { numRuns: 10 });
  });

  test('brings the texts that were being written, once', async () => {
    const from = await copiedDevice();
    const fresh = await write(from, words, false);
    const begun = await write(from, 'metsä', true);
    await write(from, 'metsäsuunnitelma', false, begun);
    const { file } = await copyOf(from);
    const to = await copiedDevice('liisa', 'nothing');
    expect(await bring(to, file)).toMatchObject({ texts: 2, broken: 0 });
    expect(await wordsOf(to, fresh)).toBe(words);
    expect(await wordsOf(to, begun)).toBe('metsäsuunnitelma');
    expect((await to.notebook.read(reader => reader.item(note, notes, fresh)))?.sign).toBe('strength');
    expect(await bring(to, file)).toMatchObject({ texts: 0, added: 0 });
    expect(await wordsOf(to, fresh)).toBe(words);
    expect(await wordsOf(to, begun)).toBe('metsäsuunnitelma');
  });

  test('brings what was only on the screen', async () => {
    const from = await copiedDevice();
    const begun = await write(from, 'metsä', true);
    const session = await from.notebook.openText(note, { space: notes, id: begun }, 'words');
    const fresh = from.notebook.newId('mine');
    const other = await from.notebook.openText(note, { space: notes, id: fresh }, 'words', { parent: 'v' });
    from.store.close();
    session.edit('metsäsuunnitelma');
    other.edit(words);
    await Promise.all([session.settled(), other.settled()]);
    const { file } = await copyOf(from, { onScreen: { texts: from.notebook.unstoredTexts(), loose: [] } });
    const to = await copiedDevice('liisa', 'nothing');
    expect(await bring(to, file)).toMatchObject({ texts: 2 });
    expect(await wordsOf(to, begun)).toBe('metsäsuunnitelma');
    expect(await wordsOf(to, fresh)).toBe(words);
  });

  test('doubles no text that its own device took over, sent and wrote on meanwhile', async () => {
    const from = await copiedDevice();
    const id = await write(from, words, false);
    const { file } = await copyOf(from);
    const locks = memoryLocks();
    const around = { writer: 'f'.repeat(16), now: () => from.clock.now, offset: () => 0, randomHex: () => '5'.repeat(16), locks };
    expect(await sealOrphans(from.store, around)).toBe(1);
    await from.store.write(async tx => {
      await writeChanges(tx, writingAs('later', from.clock.now), [{ space: notes, kind: 'note', id, text: { words: 'nurmi→keto' } }]);
    });
    const to = await copiedDevice('liisa', 'nothing');
    await bring(to, (await copyOf(from)).file);
    expect(await wordsOf(to, id)).toBe('nurmi→keto');
    expect(await bring(to, file)).toMatchObject({ texts: 0, unplaced: 0 });
    expect(await wordsOf(to, id)).toBe('nurmi→keto');
  });

  test('replaces nothing that was written here since', async () => {
    const from = await copiedDevice();
    const id = await write(from, words, true);
    const { file } = await copyOf(from);
    await write(from, `${words}, säästö n 20 t€/v`, true, id);
    expect(await bring(from, file)).toMatchObject({ added: 0, texts: 0 });
    expect(await wordsOf(from, id)).toBe(`${words}, säästö n 20 t€/v`);
  });

  test('brings nothing back into a note that is erased', async () => {
    const from = await copiedDevice();
    const id = await write(from, 'metsä', true);
    await write(from, words, false, id);
    const { file } = await copyOf(from);
    const to = await copiedDevice('liisa', 'nothing');
    await bring(to, file);
    expect(await wordsOf(to, id)).toBe(words);
    for (const device of [to, await copiedDevice()]) {
      await device.store.write(tx => eraseItem(tx, writingAs('eraser', 9_000, 'server'), { space: notes, kind: 'note', id }));
      await bring(device, file);
      expect(await wordsOf(device, id)).toBe(undefined);
      expect(await device.store.read(reader => reader.opens())).toEqual([]);
    }
  });

  test('leaves out what is of another programme, and what its person may not read', async () => {
    const from = await copiedDevice('tuula');
    await write(from, words, true);
    const host = await copiedDevice('hanna', 'nothing');
    const programme = (await rowsOf(from)).filter(row => row.space === 'programme/p').length;
    const done = await bring(host, (await copyOf(from)).file);
    expect(done).toMatchObject({ elsewhere: 1, broken: 0 });
    expect(done.added).toBeGreaterThanOrEqual(programme);
    expect((await rowsOf(host)).every(row => row.space === 'programme/p')).toBe(true);

    const stranger = await copiedDevice('liisa', 'nothing');
    const all = JSON.parse(JSON.stringify(await contentOf(from)).replaceAll('programme/p', 'programme/q')) as Awaited<
      ReturnType<typeof contentOf>
    >;
    const refused = await stranger.notebook.bringBack(all);
    expect(refused).toEqual({ ...nothing, elsewhere: all.ops.length });
    expect(await rowsOf(stranger)).toEqual([]);
  });

  test('takes what there is where operations are missing, and counts what hangs on them', async () => {
    const from = await copiedDevice();
    for (const text of ['yksi', 'kaksi', 'kolme']) await write(from, text, true);
    const { ops } = await contentOf(from);
    const isSecond = (op: unknown) => JSON.stringify(op).includes('"space":"notes/v"') && JSON.stringify(op).includes('"seq":2');
    const to = await copiedDevice('liisa', 'nothing');
    expect(await to.notebook.bringBack({ ops: ops.filter(op => !isSecond(op)), opens: [], pictures: [] })).toMatchObject({ broken: 1 });
    expect((await rowsOf(to)).filter(row => row.kind === 'note').map(row => row.texts['words'])).toEqual(['yksi']);
  });

  test('counts what is no operation, and is not led astray by a prototype', async () => {
    const from = await copiedDevice();
    await write(from, words, false);
    const { ops, opens } = await contentOf(from);
    const evil = JSON.parse(JSON.stringify(ops[0]).replace('"set":{', '"set":{"__proto__":{"to":true,"was":[]},')) as unknown;
    const evilOpen = JSON.parse(JSON.stringify(opens[0]).replace('"set":{', '"set":{"__proto__":{"deleted":true},')) as unknown;
    const to = await copiedDevice('liisa', 'nothing');
    const done = await to.notebook.bringBack({ ops: [...ops, evil, null, 7, 'x', { v: 2 }], opens: [evilOpen, null, []], pictures: [] });
    expect(done).toMatchObject({ broken: 8, texts: 0 });
    expect(({} as Record<string, unknown>)['deleted']).toBeUndefined();
  });

  test('brings pictures that the copy holds, each by its own bytes, and none that was erased', async () => {
    const from = await copiedDevice();
    const keep = async (number: number) => {
      const id = from.notebook.newId('mine');
      const kept = await from.notebook.keepPicture(notes, pictureBytes(number), picture => [
        draft(photo, { space: notes, id }, { picture }),
      ]);
      if (!kept.ok) throw new Error('not kept');
      return { id, picture: kept.picture };
    };
    const [one, erased] = [await keep(1), await keep(2)];
    const { file } = await copyOf(from);
    const files = unzip(new Uint8Array(await file.arrayBuffer()));
    expect([...files.keys()].filter(name => name.startsWith('kuvat/')).toSorted()).toEqual(
      [one, erased].map(({ picture }) => `kuvat/${picture.slice(0, 16)}.jpg`).toSorted(),
    );
    const to = await copiedDevice('liisa', 'nothing');
    await to.store.write(tx => eraseItem(tx, writingAs('eraser', 9_000, 'server'), { space: notes, kind: 'photo', id: erased.id }));
    expect(await bring(to, file)).toMatchObject({ pictures: 1, picturesLeft: 0, broken: 0 });
    expect(await to.notebook.picture(notes, one.picture)).toEqual(pictureBytes(1));
    expect(await to.store.read(reader => reader.pictures(notes))).toEqual([one.picture]);
    expect(await bring(to, file)).toMatchObject({ pictures: 0, picturesLeft: 0 });
  });

  test('leaves out a picture that is not what its name says, and keeps the words', async () => {
    const from = await copiedDevice();
    const id = await write(from, words, true);
    const kept = await from.notebook.keepPicture(notes, pictureBytes(1), picture => [
      draft(photo, { space: notes, id: from.notebook.newId('mine') }, { picture, parent: id }),
    ]);
    const content = await contentOf(from);
    const to = await copiedDevice('liisa', 'nothing');
    const spoilt = { ...content, pictures: content.pictures.map(one => ({ ...one, read: async () => pictureBytes(2) })) };
    expect(await to.notebook.bringBack(spoilt)).toMatchObject({ pictures: 0, picturesLeft: 1 });
    expect(await wordsOf(to, id)).toBe(words);
    expect(kept.ok && (await to.notebook.picture(notes, kept.picture))).toBeUndefined();
    const host = await copiedDevice('hanna');
    expect(await host.notebook.bringBack(content)).toMatchObject({ pictures: 0, picturesLeft: 0 });
    expect(await host.store.read(reader => reader.pictures(notes))).toEqual([]);
  });

  test('is stored whole or not at all', async () => {
    const from = await copiedDevice();
    await write(from, words, false);
    await write(from, words, true);
    const to = await copiedDevice('liisa', 'nothing');
    const content = await contentOf(from);
    to.store.close();
    await expect(to.notebook.bringBack(content)).rejects.toThrow('the store is closed');
  });
});

async function contentOf(device: CopiedDevice) {
  const read = await readCopy((await copyOf(device)).file);
  if (!read.ok) throw new Error(read.error.type);
  return read.content;
}
