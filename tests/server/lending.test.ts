import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attendance } from '#domain/attendance.ts';
import { finding } from '#domain/finding.ts';
import { followUp } from '#domain/follow-up.ts';
import { harvest } from '#domain/harvest.ts';
import { askedId, asked, seat, seatId } from '#domain/interview.ts';
import { lentId } from '#domain/lending.ts';
import { note } from '#domain/note.ts';
import { person } from '#domain/person.ts';
import { photo } from '#domain/photo.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Op } from '#oplog/op.ts';
import type { Me } from '#protocol/membership.ts';
import type { Certificate, SignedHead } from '#protocol/signatures.ts';
import type { SyncAnswer } from '#protocol/sync.ts';
import { randomHex } from '#server/access/secrets.ts';
import type { TestDevice } from './test-device.ts';
import { withKey, type TestKey } from './test-keys.ts';
import { testDay, type TestDay } from './test-server.ts';

const notes = 'notes/v';

let at: TestDay;
/** Saara's phone, and Mikko's tablet. Both are of Kaislaniemi's team. */
let saara: TestDevice;
let mikko: TestDevice;
let phone: TestKey;
let certificate: Certificate;
/** The writer of the start in which the phone is in Mikko's hand. */
let writer: string;
beforeEach(async () => {
  at = await testDay();
  [saara, mikko] = [await at.join('C', 'Saara', 'kaislaniemi'), await at.join('B', 'Mikko', 'kaislaniemi')];
  phone = await withKey(saara);
  certificate = (await phone.register(at.programme)).certificate;
  writer = randomHex(8);
});
afterEach(() => at.close());

const lent = (rest: string) => ({ space: notes, id: lentId(mikko.person, saara.name, rest) });
const write = (changes: readonly Draft[], author = mikko.person) => saara.draw(changes, author, writer);
const n13 = () => draft(note, lent('n13'), { words: '"luonto on metsäsuunnitelmassa liitteenä, ei tavoitteena"' });

async function bring(ops: readonly Op[], signed: readonly SignedHead[], by = saara): Promise<SyncAnswer> {
  return by.ok<SyncAnswer>('/api/sync', { space: ops[0]!.space, have: {}, ops, receiptsAfter: 0, signed, certificates: [certificate] });
}

const signedBy = async (ops: readonly Op[], by = phone) => [await by.head(ops.at(-1)!)];

async function verdictOf(ops: readonly Op[]): Promise<string[]> {
  const { ops: all } = await at.tuula.ok<SyncAnswer>('/api/sync', { space: ops[0]!.space, have: {}, ops: [], receiptsAfter: 0 });
  const verdicts = all.filter(op => op.kind === 'verdict').map(op => String(op.patch.set?.['refused']?.to));
  return ops.flatMap(op => (all.some(one => one.writer === op.writer && one.withheld !== undefined) ? verdicts : ['stored']));
}

describe('what is written with a teammate’s device', () => {
  it('is the writer’s own, marked with the device, and goes on from either', async () => {
    const ops = await write([n13()]);
    const answer = await bring(ops, await signedBy(ops));
    expect(answer.passedOver).toBeUndefined();
    expect(answer.heads[writer]).toBe(1);
    await mikko.sync(notes);
    expect(await mikko.words(notes, n13().id)).toContain('liitteenä');
    // He goes on with it on his own tablet, and on the phone.
    await mikko.write([draft(note, lent('n13'), { theme: 'alueet' })]);
    const more = await write([draft(note, lent('n13'), { sign: 'development' })]);
    expect((await bring(more, await signedBy(more))).heads[writer]).toBe(2);
    expect(await verdictOf([...ops, ...more])).toEqual(['stored', 'stored']);
  });

  it('may be any of the kinds that are a visitor’s own', async () => {
    const ops = await write([
      n13(),
      draft(followUp, lent('n13'), { aim: { to: 'anybody' } }),
      draft(harvest, lent('s1'), { line: 'jäi mieleen' }),
      draft(photo, lent('p1'), { caption: 'taulu' }),
    ]);
    expect((await bring(ops, await signedBy(ops))).heads[writer]).toBe(4);
    expect(await verdictOf(ops)).toEqual(['stored', 'stored', 'stored', 'stored']);
  });

  it('waits without the device’s signature, and takes nobody’s slot', async () => {
    const ops = await write([n13()]);
    expect((await bring(ops, [])).passedOver).toEqual([{ writer, seq: 1, reason: 'not-yours' }]);
    expect((await bring(ops, await signedBy(ops, await withKey(saara)))).passedOver).toHaveLength(1);
    expect((await bring(ops, await signedBy(ops))).heads[writer]).toBe(1);
  });

  it('comes with whoever has it, and stays the device’s to go on with', async () => {
    const ops = await write([n13()]);
    // Mikko’s tablet got it by picture, and meets the server first.
    expect((await bring(ops, await signedBy(ops), mikko)).heads[writer]).toBe(1);
    const more = await write([draft(note, lent('n13'), { sign: 'development' })]);
    // In its own name his tablet cannot go on with that writer, and take the phone’s place in it.
    const forged = await mikko.draw([draft(note, { space: notes, id: `${mikko.person}~1` }, { words: 'väliin' })]);
    const inPlace = forged.map(op => ({ ...op, writer, seq: 2, prev: more[0]!.prev }));
    expect((await bring(inPlace, [], mikko)).passedOver).toEqual([{ writer, seq: 2, reason: 'not-yours' }]);
    expect((await bring(more, await signedBy(more))).heads[writer]).toBe(2);
  });

  it('is kept when the team changes after it, and waits when it had not come before', async () => {
    const ops = await write([n13()]);
    await bring(ops, await signedBy(ops));
    const space = programmeSpace(at.programme);
    await at.tuula.sync(space);
    await at.tuula.write([draft(person, { space, id: mikko.person }, { team: 'hirsikoski' })]);
    const late = await write([draft(note, lent('n99'), { words: 'myöhässä' })]);
    expect((await bring(late, await signedBy(late))).passedOver).toEqual([{ writer, seq: 2, reason: 'no-access' }]);
    expect(await verdictOf(ops)).toEqual(['stored']);
    await at.tuula.write([draft(person, { space, id: mikko.person }, { team: 'kaislaniemi' })]);
    expect((await bring(late, await signedBy(late))).heads[writer]).toBe(2);
  });

  it('is kept when the device is cut off after it', async () => {
    const ops = await write([n13()]);
    await bring(ops, await signedBy(ops));
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: saara.name });
    await mikko.sync(notes);
    expect(await mikko.words(notes, n13().id)).toContain('liitteenä');
  });

  it('goes on from a copy of the device’s profile, which signs for it as a device of its own', async () => {
    const ops = await write([n13()]);
    const copy = await saara.ok<Me>('/api/session/split', { device: { ...saara.card, id: randomHex(16) } });
    const key = await withKey(saara);
    const own = (await key.register(at.programme)).certificate;
    expect(own.device).toBe(copy.device);
    const signed = [await key.head(ops[0]!, copy.device)];
    const sent = { space: notes, have: {}, ops, receiptsAfter: 0, signed, certificates: [own] };
    expect((await saara.ok<SyncAnswer>('/api/sync', sent)).heads[writer]).toBe(1);
    expect(await verdictOf(ops)).toEqual(['stored']);
  });
});

describe('with a teammate’s device nobody writes', () => {
  it.each<[string, () => Draft]>([
    ['what was begun elsewhere', () => draft(note, { space: notes, id: `${mikko.person}~elsewhere` }, { words: 'muutettu' })],
    ['where they sit', () => draft(seat, { space: notes, id: seatId(mikko.person, 'v') }, { track: 't2' })],
    ['what was begun on a third device', () => draft(note, { space: notes, id: lentId(mikko.person, at.liisa.name, '1') }, { words: 'x' })],
    ['another’s', () => draft(note, { space: notes, id: lentId(at.liisa.person, saara.name, '1') }, { words: 'x' })],
    ['what anybody marks', () => draft(asked, { space: notes, id: askedId('s1', 'q1') }, { state: 'asked' })],
    ['who came', () => draft(attendance, { space: notes, id: 's1.i1' }, { state: 'absent' })],
  ])('%s: it is passed over', async (_, change) => {
    const ops = await write([change()]);
    const answer = await bring(ops, await signedBy(ops));
    expect(answer.passedOver).toEqual([{ writer, seq: 1, reason: 'not-yours' }]);
    expect(answer.heads[writer]).toBeUndefined();
  });

  it.each<[string, () => Draft]>([
    ['a finding', () => draft(finding, { space: 'debrief/v', id: lent('f').id }, { claim: 'päätelmä' })],
    ['a verdict', () => ({ space: notes, kind: 'verdict', id: lent('x').id, set: { refused: 'not-yours' }, text: {} })],
    ['the plan of a visit', () => draft(visit, { space: notes, id: lent('v').id }, { date: '2027-01-01' })],
    ['what anybody marks, under a lent name', () => draft(asked, { space: notes, id: lent('s1.q1').id }, { state: 'asked' })],
  ])('%s: it is refused, and leaves no hole', async (_, change) => {
    const ops = [...(await write([change()])), ...(await write([{ ...n13(), space: change().space }]))];
    const answer = await bring(ops, await signedBy(ops));
    expect(answer.heads[writer]).toBe(2);
    expect((await verdictOf(ops.slice(0, 1)))[0]).not.toBe('stored');
  });

  it('as somebody of another team, or as one who coordinates', async () => {
    for (const other of [at.timo, at.tuula, at.hanna]) {
      const own = randomHex(8);
      const id = lentId(other.person, saara.name, '1');
      const ops = await saara.draw([draft(note, { space: notes, id }, { words: 'toisen nimissä' })], other.person, own);
      expect((await bring(ops, await signedBy(ops))).passedOver).toEqual([{ writer: own, seq: 1, reason: 'no-access' }]);
    }
  });

  it('with a coordinator’s powers, though the borrower has them', async () => {
    const space = programmeSpace(at.programme);
    await at.tuula.sync(space);
    await at.tuula.write([draft(person, { space, id: mikko.person }, { roles: ['visitor', 'coordinator'] })]);
    const own = randomHex(8);
    const id = lentId(mikko.person, saara.name, 'v2');
    const ops = await saara.draw([draft(visit, { space, id }, { date: '2027-01-01' })], mikko.person, own);
    await bring(ops, await signedBy(ops));
    expect((await verdictOf(ops))[0]).toBe('not-your-role');
    const good = await write([n13()]);
    expect((await bring(good, await signedBy(good))).heads[writer]).toBe(1);
  });
});
