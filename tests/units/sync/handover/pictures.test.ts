import { beforeEach, describe, expect, it } from 'vitest';
import { photo } from '#domain/photo.ts';
import { draft } from '#notebook/draft.ts';
import { leaveOf, readLeave } from '#notebook/safe-to-leave.ts';
import { eraseItem } from '#oplog/ledger.ts';
import { shortName } from '#oplog/pictures.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { SectionHead, type Gift, type TakenWords } from '#protocol/handover.ts';
import { keyRingKey, receiptsKey, type KeyRing, type TeamReceipts } from '#protocol/remembered.ts';
import { byteReader, byteWriter } from '#sync/handover/bytes.ts';
import { closeContainer, openContainer } from '#sync/handover/container.ts';
import { writingAs } from '../../../support/ledger-writing.ts';
import { pictureBytes } from '../../../support/picture-bytes.ts';
import { plainCompression } from '../../../support/plain-compression.ts';
import { plainSubtle } from '../../../support/plain-subtle.ts';
import { notes, outcome, room, type Room, type Tablet } from './giving.ts';

let at: Room;
let liisa: Tablet;
let timo: Tablet;
beforeEach(async () => {
  at = await room();
  [liisa, timo] = [await at.tablet('liisa'), await at.tablet('timo')];
  await liisa.write('1', 'niitty on jo kaavassa');
});

async function photographs({ notebook }: Tablet, number: number, id = notebook.newId('mine')): Promise<string> {
  const kept = await notebook.keepPicture(notes, pictureBytes(number), picture => [
    draft(photo, { space: notes, id }, { picture, parent: 'n' }),
  ]);
  if (!kept.ok) throw new Error('not kept');
  return kept.picture;
}

async function given(tablet: Tablet, whose: 'mine' | 'all' = 'mine', to?: string): Promise<Gift> {
  const gift = await tablet.handover.give({ visit: 'v', whose, ...(to ? { to } : {}) });
  if (!gift.ok) throw new Error(gift.error.type);
  return gift.value;
}

async function taken(tablet: Tablet, bytes: Uint8Array<ArrayBuffer>): Promise<TakenWords> {
  const words = await tablet.handover.take(bytes);
  if (!words.ok || words.value.type !== 'words') throw new Error(JSON.stringify(words));
  return words.value;
}

const heldBy = (tablet: Tablet) => tablet.store.read(reader => reader.pictures(notes));
const word = async (tablet: Tablet, of: string) =>
  (await tablet.store.read(reader => reader.memory<TeamReceipts>(receiptsKey(notes))))?.devices[of];

describe('pictures handed over', () => {
  it('go in a file, not in a moving picture, and it is said how many are to come', async () => {
    const hash = await photographs(liisa, 1);
    const gift = await given(liisa);
    expect([gift.pictures, gift.picturesLeft]).toEqual([1, 0]);
    expect(gift.file.length).toBeGreaterThan(gift.bytes.length + 2_000);
    expect((await taken(timo, gift.bytes)).pictures).toEqual({ came: 0, refused: [], lacking: 1 });
    expect(await heldBy(timo)).toEqual([]);
    expect((await taken(timo, gift.file)).pictures).toEqual({ came: 1, refused: [], lacking: 0 });
    expect(await timo.notebook.picture(notes, hash)).toEqual(pictureBytes(1));
    // Once is as good as twice.
    expect((await taken(timo, gift.file)).pictures).toEqual({ came: 0, refused: [], lacking: 0 });
  });

  it('are packed with the key of their space: who may not read it finds none of them', async () => {
    await photographs(liisa, 1);
    const { file } = await given(liisa);
    const hanna = await at.tablet('hanna');
    expect(await outcome(hanna, file)).toBe('not-for-this-device');
    const piece = Buffer.from(pictureBytes(1).slice(100, 132)).toString('latin1');
    expect(Buffer.from(file).toString('latin1')).not.toContain(piece);
  });

  it('are told of by a receipt: a device that took the words alone is not one that holds the picture', async () => {
    const hash = await photographs(liisa, 1);
    const gift = await given(liisa);
    const words = await taken(timo, gift.bytes);
    expect(await liisa.handover.take(words.receipt)).toMatchObject({
      ok: true,
      value: { type: 'receipt', missing: 0, missingPictures: 1 },
    });
    expect((await word(liisa, 'device-timo'))?.lacks).toEqual([shortName(hash)]);
    // So it is given what it lacks, and nothing else.
    const rest = await given(liisa, 'mine', 'device-timo');
    expect([rest.summary.operations, rest.pictures]).toEqual([0, 1]);
    at.clock.now += 1_000;
    const all = await taken(timo, rest.file);
    expect(all.pictures).toEqual({ came: 1, refused: [], lacking: 0 });
    expect(await liisa.handover.take(all.receipt)).toMatchObject({ ok: true, value: { missing: 0, missingPictures: 0 } });
    expect((await word(liisa, 'device-timo'))?.lacks).toEqual([]);
    expect(await liisa.handover.give({ visit: 'v', whose: 'mine', to: 'device-timo' })).toEqual({ ok: false, error: { type: 'nothing' } });
  });

  it('let the tablets part when another one has said that it holds them, and not before', async () => {
    await photographs(liisa, 1);
    const alone = async () => {
      const { known } = await liisa.notebook.read(reader => readLeave(liisa.notebook, reader, 'v'));
      const own = leaveOf(known, liisa.notebook.wall()).devices.find(one => one.isThis)!;
      return [own.standing, own.onlyThere, own.pictures];
    };
    const gift = await given(liisa);
    const words = await taken(timo, gift.bytes);
    await liisa.handover.take(words.receipt);
    expect(await alone()).toEqual(['waits', 1, 1]);
    at.clock.now += 1_000;
    const all = await taken(timo, gift.file);
    expect(await alone()).toEqual(['waits', 1, 1]);
    await liisa.handover.take(all.receipt);
    expect(await alone()).toEqual(['safe', 0, 0]);
  });

  it('go on through a third device, and of one’s own alone when that is asked', async () => {
    await photographs(liisa, 1);
    await taken(timo, (await given(liisa)).file);
    await photographs(timo, 2);
    expect((await given(timo, 'mine')).pictures).toBe(1);
    const mikko = await at.tablet('mikko');
    expect((await taken(mikko, (await given(timo, 'all')).file)).pictures).toMatchObject({ came: 2 });
  });

  it('are left out by name when they are not what it says, and the rest is kept', async () => {
    const [good, bad, page] = [await photographs(liisa, 1), await photographs(liisa, 2), hexDigest(new TextEncoder().encode('<html>'))];
    const changed = await repacked(await given(liisa), pictures => [
      ...pictures.map(one => (one.hash === bad ? { ...one, bytes: pictureBytes(9) } : one)),
      { ...pictures[0]!, hash: page, bytes: new TextEncoder().encode('<html>') },
    ]);
    const words = await taken(timo, changed);
    expect(words.added.notes).toBe(1);
    expect(words.pictures).toEqual({ came: 1, refused: [bad, page], lacking: 1 });
    expect(await heldBy(timo)).toEqual([good]);
  });

  it('that nothing shows are not kept: one more that was slipped in, and one whose item was erased', async () => {
    const hash = await photographs(liisa, 1, 'liisa~p');
    const gift = await given(liisa);
    const more = await repacked(gift, pictures => [
      ...pictures,
      { ...pictures[0]!, hash: hexDigest(pictureBytes(7)), bytes: pictureBytes(7) },
    ]);
    expect((await taken(timo, more)).pictures).toMatchObject({ came: 1, refused: [] });
    expect(await heldBy(timo)).toEqual([hash]);
    const mikko = await at.tablet('mikko');
    await mikko.store.write(tx =>
      eraseItem(tx, { ...writingAs('server'), author: 'server' }, { space: notes, kind: 'photo', id: 'liisa~p' }),
    );
    expect((await taken(mikko, gift.file)).pictures).toEqual({ came: 0, refused: [], lacking: 0 });
    expect(await heldBy(mikko)).toEqual([]);
  });

  it('too many or too large are a file that cannot be read, before any of it is looked at', async () => {
    await photographs(liisa, 1);
    const gift = await given(liisa);
    expect(await outcome(timo, await repacked(gift, ([one]) => Array.from({ length: 501 }, () => one!)))).toBe('cut-or-changed');
    expect(await outcome(timo, await repacked(gift, ([one]) => [{ ...one!, bytes: pictureBytes(1, 1_000_001) }]))).toBe('cut-or-changed');
    expect(await heldBy(timo)).toEqual([]);
  });

  it('cut or with a byte changed anywhere are refused whole', async () => {
    await photographs(liisa, 1);
    const { file } = await given(liisa);
    for (let place = 0; place < file.length; place += 97) {
      expect(await outcome(timo, file.slice(0, place + 1))).toBe('cut-or-changed');
      const body = file.slice(0, -32);
      body[place % body.length]! ^= 1;
      const fits = new Uint8Array([...body, ...new Uint8Array(await plainSubtle.digest('SHA-256', body))]);
      expect(['words', 'receipt']).not.toContain(await outcome(timo, fits));
    }
    expect(await heldBy(timo)).toEqual([]);
  });

  it('keep the words when the device is full in the middle, and it is said what is lacking', async () => {
    await photographs(liisa, 1);
    const { file } = await given(liisa);
    const { write } = timo.store;
    timo.store.write = async run =>
      write(async tx => {
        const result = await run({ ...tx, putPicture: () => Promise.reject(new DOMException('', 'QuotaExceededError')) });
        return result;
      });
    const words = await taken(timo, file);
    expect(words.pictures).toEqual({ came: 0, refused: [], lacking: 1 });
    expect(await timo.words('liisa', '1')).toBe('niitty on jo kaavassa');
  });

  it('a word for what is lacking that somebody made more of on the way is forged', async () => {
    await photographs(liisa, 1);
    const { receipt } = await taken(timo, (await given(liisa)).bytes);
    const { sections } = await unpacked(liisa, receipt);
    const { spaceKeys } = await ringOf(liisa);
    const saying =
      (lacks: string[]) =>
      async ({ space, bytes }: { space: string; bytes: Uint8Array<ArrayBuffer> }) => {
        const plain = await plainCompression.inflate(bytes, 1_000_000);
        const reader = byteReader(plain);
        const head = SectionHead.parse(JSON.parse(reader.text()));
        const writer = byteWriter();
        writer.text(JSON.stringify(space === notes ? { ...head, pictures: { ...head.pictures, lacks } } : head));
        writer.bytes(plain.slice(reader.at()));
        return { key: spaceKeys.findLast(one => one.space === space)!, bytes: await plainCompression.deflate(writer.result()) };
      };
    const made = async (lacks: string[]) =>
      closeContainer(
        plainSubtle,
        { contents: 'receipt', programme: 'p', sections: await Promise.all(sections.map(saying(lacks))) },
        count => new Uint8Array(count).fill(7),
      );
    const [hash] = await heldBy(liisa);
    expect(await outcome(liisa, await made([]))).toBe('forged');
    expect(await outcome(liisa, await made([shortName(hash!)]))).toBe('receipt');
  });
});

async function ringOf({ store }: Tablet): Promise<KeyRing> {
  return (await store.read(reader => reader.memory<KeyRing>(keyRingKey('p'))))!;
}

async function unpacked(tablet: Tablet, bytes: Uint8Array<ArrayBuffer>) {
  const opened = await openContainer(plainSubtle, bytes, { programme: 'p', spaceKeys: (await ringOf(tablet)).spaceKeys });
  if (!opened.ok) throw new Error(opened.error.type);
  return opened.value;
}

type Pictures = Awaited<ReturnType<typeof unpacked>>['pictures'];

/** As somebody of the team could make it, who has the keys: other pictures beside the same words. */
async function repacked({ file }: Gift, change: (pictures: Pictures) => Pictures): Promise<Uint8Array<ArrayBuffer>> {
  const { contents, sections, pictures } = await unpacked(liisa, file);
  const { spaceKeys } = await ringOf(liisa);
  const key = (space: string) => spaceKeys.findLast(one => one.space === space)!;
  const packed = {
    contents,
    programme: 'p',
    sections: sections.map(({ space, bytes }) => ({ key: key(space), bytes })),
    pictures: change(pictures).map(({ space, ...one }) => ({ key: key(space), ...one })),
  };
  return closeContainer(plainSubtle, packed, count => new Uint8Array(count).fill(7));
}
