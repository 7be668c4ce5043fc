import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { vectorOf } from '#oplog/log-store.ts';
import { receiptsKey, keyRingKey, type KeyRing, type TeamReceipts } from '#protocol/remembered.ts';
import { closeContainer } from '#sync/handover/container.ts';
import { plainSubtle } from '../../../support/plain-subtle.ts';
import { bytesOf, notes, outcome, room, type Room, type Tablet } from './giving.ts';

let at: Room;
let liisa: Tablet;
let timo: Tablet;
let mikko: Tablet;
beforeEach(async () => {
  at = await room();
  [liisa, timo, mikko] = [await at.tablet('liisa'), await at.tablet('timo'), await at.tablet('mikko')];
  await liisa.write('1', 'niitty on jo kaavassa');
});

const heldBy = (tablet: Tablet) => tablet.store.read(async reader => vectorOf(await reader.heads(notes)));
const bytesOfText = (text: string) => new TextEncoder().encode(text);

describe('words handed over', () => {
  it('come whole, say whose they are, and once are as good as twice', async () => {
    const given = await liisa.handover.give({ visit: 'v', whose: 'mine' });
    expect(given).toMatchObject({
      ok: true,
      value: { summary: { notes: 1, words: 4, people: [{ person: 'liisa', notes: 1, words: 4 }] } },
    });
    const bytes = await bytesOf(liisa);
    const taken = await timo.handover.take(bytes);
    expect(taken).toMatchObject({
      ok: true,
      value: { type: 'words', from: { device: 'device-liisa', person: 'liisa' }, added: { notes: 1, words: 4 }, leftOut: 0 },
    });
    expect(await timo.words('liisa', '1')).toBe('niitty on jo kaavassa');
    expect(await timo.handover.take(bytes)).toMatchObject({ ok: true, value: { added: { notes: 0, operations: 0 } } });
    expect(await liisa.handover.take(bytes)).toMatchObject({ ok: true, value: { added: { operations: 0 } } });
  });

  it('are what is open on the screen too, sealed first', async () => {
    const { note } = await import('#domain/note.ts');
    const session = await liisa.notebook.openText(note, { space: notes, id: 'liisa~2' }, 'words', {});
    session.edit('vielä auki');
    await session.settled();
    expect(await outcome(timo, await bytesOf(liisa))).toBe('words');
    expect(await timo.words('liisa', '2')).toBe('vielä auki');
  });

  it('go on through a third device that can change nothing, and meet the same from elsewhere without doubles', async () => {
    await timo.handover.take(await bytesOf(liisa));
    await timo.write('1', 'hulevesi ohjataan ojaan');
    const all = await bytesOf(timo, 'all');
    expect(await outcome(mikko, all)).toBe('words');
    expect([await mikko.words('liisa', '1'), await mikko.words('timo', '1')]).toEqual(['niitty on jo kaavassa', 'hulevesi ohjataan ojaan']);
    const before = await heldBy(mikko);
    expect(await outcome(mikko, await bytesOf(liisa))).toBe('words');
    expect(await heldBy(mikko)).toEqual(before);
    // Liisa gets her own back with Timo's.
    expect(await outcome(liisa, all)).toBe('words');
    expect(await heldBy(liisa)).toEqual(before);
  });

  it('are packed, signed and read by the browser’s own means', async () => {
    const [giver, taker] = [await at.tablet('mikko', 'browser'), await at.tablet('tuula', 'browser')];
    await giver.write('9', 'kaavoittaja tulee mukaan');
    const bytes = await bytesOf(giver);
    expect(await outcome(taker, bytes)).toBe('words');
    expect(await taker.words('mikko', '9')).toBe('kaavoittaja tulee mukaan');
    expect(
      await outcome(
        taker,
        bytes.map((byte, index) => (index === 120 ? byte ^ 1 : byte)),
      ),
    ).toBe('cut-or-changed');
  });

  it('are told back by a receipt, which leaves out what is known to be there', async () => {
    const taken = await timo.handover.take(await bytesOf(liisa));
    if (!taken.ok || taken.value.type !== 'words') throw new Error('not taken');
    const { receipt } = taken.value;
    expect(await liisa.handover.take(receipt)).toMatchObject({
      ok: true,
      value: { type: 'receipt', from: { device: 'device-timo' }, missing: 0 },
    });
    const receipts = await liisa.store.read(reader => reader.memory<TeamReceipts>(receiptsKey(notes)));
    expect(receipts?.devices['device-timo']?.vector).toEqual(await heldBy(timo));
    expect(await outcome(timo, receipt)).toBe('own');
    expect(await liisa.handover.give({ visit: 'v', whose: 'mine', to: 'device-timo' })).toEqual({ ok: false, error: { type: 'nothing' } });
    await liisa.write('2', 'toinen');
    const rest = await bytesOf(liisa, 'mine', 'device-timo');
    // The rest is for Timo: another lacks what is before it, and is told so.
    expect(await outcome(mikko, rest)).toBe('gap');
    expect(await heldBy(mikko)).toEqual({});
    expect(await outcome(timo, rest)).toBe('words');
    expect(await timo.words('liisa', '2')).toBe('toinen');
  });
});

describe('a file that is none, or not for here, is refused, and nothing of it stored', () => {
  it('of another programme, newer, older, empty, of nothing of ours', async () => {
    const bytes = await bytesOf(liisa);
    const resealed = async (change: (body: Uint8Array) => void) => {
      const body = bytes.slice(0, -32);
      change(body);
      return new Uint8Array([...body, ...new Uint8Array(await plainSubtle.digest('SHA-256', body))]);
    };
    expect(await outcome(timo, await resealed(body => (body[6] = 3)))).toBe('newer-version');
    expect(await outcome(timo, await resealed(body => (body[6] = 0)))).toBe('older-version');
    expect(await outcome(timo, await resealed(body => (body[9] = 0x71)))).toBe('other-programme');
    expect(await outcome(timo, new Uint8Array())).toBe('empty');
    expect(await outcome(timo, bytesOfText('PK muistiinpanot.docx'))).toBe('not-a-bundle');
    const random = (count: number) => new Uint8Array(count);
    const none = await closeContainer(plainSubtle, { contents: 'words', programme: 'p', sections: [] }, random);
    expect(await outcome(timo, none)).toBe('empty');
    expect(await heldBy(timo)).toEqual({});
  });

  it('cut anywhere', async () => {
    const bytes = await bytesOf(liisa);
    for (let length = 1; length < bytes.length; length += 7)
      expect([length, await outcome(timo, bytes.slice(0, length))]).toEqual([length, 'cut-or-changed']);
    expect(await heldBy(timo)).toEqual({});
  });

  it('with one byte changed anywhere', async () => {
    const bytes = await bytesOf(liisa);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const changed = bytes.slice();
        changed[place]! ^= change;
        expect(['cut-or-changed', 'not-a-bundle']).toContain(await outcome(timo, changed));
        // And with a sum that fits again, as whoever changes it on purpose would make it.
        const body = bytes.slice(0, -32);
        body[place % body.length]! ^= change;
        const fits = new Uint8Array([...body, ...new Uint8Array(await plainSubtle.digest('SHA-256', body))]);
        expect(['words', 'receipt']).not.toContain(await outcome(timo, fits));
      }),
      { numRuns: 150 },
    );
    expect(await heldBy(timo)).toEqual({});
  });

  it('packed for others: the host reads none of the team’s', async () => {
    const hanna = await at.tablet('hanna');
    expect(await outcome(hanna, await bytesOf(liisa))).toBe('not-for-this-device');
    await timo.handover.take(await bytesOf(liisa));
    // Of all that Timo holds she reads what is everybody's, and has it already.
    expect(await hanna.handover.take(await bytesOf(timo, 'all'))).toMatchObject({ ok: true, value: { added: { operations: 0 } } });
    expect(await heldBy(hanna)).toEqual({});
    const ring = await hanna.store.read(reader => reader.memory<KeyRing>(keyRingKey('p')));
    expect(ring!.spaceKeys.map(one => one.space).sort()).toEqual(['programme/p', 'visit/v']);
  });

  it('from a device that was cut off; what it signed comes through nobody', async () => {
    await timo.handover.take(await bytesOf(liisa));
    await timo.write('1', 'omat');
    await at.cutOff('device-liisa', timo, mikko);
    await liisa.write('2', 'varas kirjoittaa');
    expect(await mikko.handover.take(await bytesOf(liisa))).toEqual({
      ok: false,
      error: { type: 'from-revoked-device', device: 'device-liisa' },
    });
    expect(await mikko.handover.take(await bytesOf(timo, 'all'))).toMatchObject({ ok: true, value: { added: { notes: 1 }, leftOut: 1 } });
    expect([await mikko.words('timo', '1'), await mikko.words('liisa', '1')]).toEqual(['omat', undefined]);
    // And it cannot read what is packed from now on.
    expect(await outcome(liisa, await bytesOf(timo))).toBe('not-for-this-device');
  });

  it('without keys on either side: the network is needed once', async () => {
    const bytes = await bytesOf(liisa);
    for (const tablet of [liisa, timo]) await tablet.store.write(tx => tx.remember(keyRingKey('p'), undefined));
    expect(await liisa.handover.give({ visit: 'v', whose: 'mine' })).toEqual({ ok: false, error: { type: 'no-keys' } });
    expect(await outcome(timo, bytes)).toBe('no-keys');
  });

  it('forged by somebody of the team: altered, cut out, or written in another’s name', async () => {
    const { forgeries } = await import('./forging.ts');
    for (const { what, bytes } of await forgeries(liisa, timo)) expect([what, await outcome(mikko, bytes)]).toEqual([what, 'forged']);
    expect(await heldBy(mikko)).toEqual({});
    expect(await outcome(mikko, await bytesOf(liisa))).toBe('words');
  });
});
