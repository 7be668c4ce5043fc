import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finding } from '#domain/finding.ts';
import { asked } from '#domain/interview.ts';
import { note } from '#domain/note.ts';
import { person } from '#domain/person.ts';
import { slot } from '#domain/slot.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { foldItem } from '#oplog/fold.ts';
import { verdictKind } from '#oplog/fold-version.ts';
import { opName, type Op } from '#oplog/op.ts';
import type { SyncAnswer } from '#protocol/sync.ts';
import { testDay, type TestDay } from './test-server.ts';
import type { TestDevice } from './test-device.ts';

const notes = 'notes/v';
const words = 'vi får utlåtandet när planen redan är ritad 🪲';

let at: TestDay;
beforeEach(async () => void (at = await testDay()));
afterEach(() => at.close());

const noteOf = (device: TestDevice, id: string, text: string) =>
  draft(note, { space: notes, id: `${device.person}~${id}` }, { words: text });
const exchange = async (device: TestDevice, space: string, ops: Op[], have = {}) =>
  device.ok<SyncAnswer>('/api/sync', { space, have, ops, receiptsAfter: 0 });

describe('an exchange', () => {
  it("brings one visitor's words to another, once and for good", async () => {
    await at.liisa.write([noteOf(at.liisa, '1', words)]);
    await at.timo.sync(notes);
    expect(await at.timo.words(notes, `${at.liisa.person}~1`)).toBe(words);
    const again = await at.liisa.sync(notes);
    expect(again.heads[at.liisa.writer]).toBe(1);
    expect(again.passedOver).toBeUndefined();
    await at.server.restart();
    expect((await exchange(at.timo, notes, [])).ops).toHaveLength(1);
  });

  it('may be repeated, doubled and split', async () => {
    const ops = await at.liisa.draw([noteOf(at.liisa, '1', 'a'), noteOf(at.liisa, '2', 'b'), noteOf(at.liisa, '3', 'c')]);
    const [first, second, third] = ops as [Op, Op, Op];
    expect((await exchange(at.liisa, notes, [third])).passedOver).toEqual([{ writer: at.liisa.writer, seq: 3, reason: 'gap' }]);
    await Promise.all([exchange(at.liisa, notes, [second, first, first]), exchange(at.liisa, notes, [first])]);
    expect((await exchange(at.liisa, notes, [third, second])).heads).toEqual({ [at.liisa.writer]: 3 });
    expect(at.server.database.read.get<{ count: number }>('SELECT count(*) AS count FROM ops WHERE space = ?', notes)?.count).toBe(3);
  });

  it('gives at most so much at once, and says that there is more', async () => {
    const many = Array.from({ length: 2_100 }, (_, index) => noteOf(at.liisa, String(index), 'x'));
    const ops = await at.liisa.draw(many);
    for (let from = 0; from < ops.length; from += 500) await exchange(at.liisa, notes, ops.slice(from, from + 500));
    const first = await at.timo.sync(notes);
    expect([first.ops.length, first.isMore]).toEqual([2_000, true]);
    const second = await at.timo.sync(notes);
    expect([second.ops.length, second.isMore]).toEqual([100, false]);
  });

  it('bounds an answer by its size too', async () => {
    const long = 'metsä'.repeat(9_000);
    const ops = await at.liisa.draw(Array.from({ length: 90 }, (_, index) => noteOf(at.liisa, String(index), long)));
    await exchange(at.liisa, notes, ops);
    const first = await at.timo.sync(notes);
    expect(first.isMore).toBe(true);
    expect(JSON.stringify(first).length).toBeLessThan(4_200_000);
    while ((await at.timo.sync(notes)).isMore);
    expect(await at.timo.words(notes, `${at.liisa.person}~89`)).toBe(long);
  });

  it('keeps no rows of what it needs not know', async () => {
    await at.liisa.write([noteOf(at.liisa, '1', words)]);
    expect(at.server.database.read.all('SELECT id FROM rows WHERE kind = ?', 'note')).toEqual([]);
  });
});

describe('what the disk is synced for', () => {
  it('operations before they are acknowledged, and not a word of what is held elsewhere', async () => {
    const { database } = at.server;
    const { write } = database;
    const levels: number[] = [];
    database.write = (run, lasting) =>
      write(async sql => {
        levels.push(sql.get<{ synchronous: number }>('PRAGMA synchronous')!.synchronous);
        return run(sql);
      }, lasting);
    await at.liisa.write([noteOf(at.liisa, '1', words)]);
    await exchange(at.timo, notes, []);
    await exchange(at.timo, notes, [], { [at.liisa.writer]: 1 });
    const [op] = await at.timo.draw([noteOf(at.timo, '1', words)]);
    await exchange(at.timo, notes, [op!]);
    // FULL is 2: the log is synced at each commit. NORMAL is 1: not before the next that is.
    expect(levels).toEqual([2, 1, 1, 2]);
  });
});

describe('receipts', () => {
  it('say what each other device holds, as it said last', async () => {
    await at.liisa.write([noteOf(at.liisa, '1', words)]);
    await at.timo.sync(notes);
    const before = await at.liisa.sync(notes);
    expect(before.receipts).toEqual([{ device: at.timo.name, vector: {}, at: at.server.clock.now }]);
    at.server.clock.now += 5;
    await at.timo.sync(notes);
    const after = await at.liisa.ok<SyncAnswer>('/api/sync', { ...(await at.liisa.syncBody(notes)), receiptsAfter: before.receiptsAt });
    expect(after.receipts).toEqual([{ device: at.timo.name, vector: { [at.liisa.writer]: 1 }, at: at.server.clock.now }]);
    const none = await at.liisa.ok<SyncAnswer>('/api/sync', { ...(await at.liisa.syncBody(notes)), receiptsAfter: after.receiptsAt });
    expect(none.receipts).toEqual([]);
  });

  it('say how many texts are open there and whether it was put away, and nothing of it when the device did not', async () => {
    const told = async () => (await exchange(at.liisa, notes, [])).receipts;
    const said = { space: notes, have: {}, ops: [], receiptsAfter: 0 };
    await at.timo.ok('/api/sync', said);
    const now = at.server.clock.now;
    expect(await told()).toEqual([{ device: at.timo.name, vector: {}, at: now }]);
    await at.timo.ok('/api/sync', { ...said, open: 2 });
    expect(await told()).toEqual([{ device: at.timo.name, vector: {}, at: now, open: 2 }]);
    await at.timo.ok('/api/sync', { ...said, open: 0, away: true });
    expect(await told()).toEqual([{ device: at.timo.name, vector: {}, at: now, open: 0, away: true }]);
    expect(await at.timo.fails('/api/sync', { ...said, open: -1 })).toBe('malformed');
  });

  it('are told anew when the clock was set back, also when a device says the same again', async () => {
    await at.timo.sync(notes);
    const before = await exchange(at.liisa, notes, []);
    at.server.clock.now -= 365 * 86_400_000;
    await at.timo.sync(notes);
    const body = { ...(await at.liisa.syncBody(notes)), receiptsAfter: before.receiptsAt };
    const after = await at.liisa.ok<SyncAnswer>('/api/sync', body);
    expect(after.receipts).toEqual([{ device: at.timo.name, vector: {}, at: at.server.clock.now }]);
  });

  it('are given anew to a device that remembers a later server', async () => {
    await at.timo.sync(notes);
    const answer = await at.liisa.ok<SyncAnswer>('/api/sync', {
      ...(await at.liisa.syncBody(notes)),
      receiptsAfter: at.server.clock.now + 99 * 60_000,
    });
    expect(answer.receipts.map(receipt => receipt.device)).toEqual([at.timo.name]);
  });

  it('end with the device', async () => {
    await at.timo.sync(notes);
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.timo.name });
    expect((await at.liisa.sync(notes)).receipts).toEqual([]);
  });
});

describe('a verdict', () => {
  it('refuses what the role may not write: the slot is kept, the payload is not, and the author is told', async () => {
    const secret = 'salainen muutos';
    const made = await at.liisa.draw([
      noteOf(at.liisa, '1', 'ennen'),
      draft(slot, { space: 'visit/v', id: 's1' }, { title: secret }),
      draft(slot, { space: 'visit/v', id: 's2' }, { title: 'toinen' }),
    ]);
    const answer = await exchange(at.liisa, 'visit/v', made.slice(1));
    expect(answer.heads[at.liisa.writer]).toBe(2);
    const verdicts = answer.ops.filter(op => op.kind === verdictKind);
    expect(verdicts.map(op => [op.author, op.id, op.patch.set?.['refused']?.to])).toEqual([
      ['server', opName(made[1]!), 'not-your-role'],
      ['server', opName(made[2]!), 'not-your-role'],
    ]);
    const seen = await at.timo.sync('visit/v');
    expect(JSON.stringify(seen)).not.toContain(secret);
    const withheld = seen.ops.find(op => op.kind === slot.name)!;
    expect(withheld.withheld).toBeDefined();
    // Both sides hold the same chain, so what comes after is taken.
    expect((await at.liisa.sync('visit/v')).passedOver).toBeUndefined();
  });

  it('hides the words of a refused text and keeps those of others in place', async () => {
    const forged = await at.liisa.draw([draft(note, { space: notes, id: `${at.timo.person}~9` }, { words: 'toisen suuhun' })]);
    const answer = await exchange(at.liisa, notes, forged);
    expect(answer.ops.find(op => op.kind === verdictKind)?.patch.set?.['refused']?.to).toBe('not-yours');
    const { ops } = await at.timo.sync(notes);
    expect(JSON.stringify(ops)).not.toContain('toisen');
    expect(Object.keys(ops.find(op => op.kind === 'note')!.patch.text ?? {})).toEqual(['words']);
    expect(
      foldItem(
        ops.filter(op => op.kind === 'note'),
        new Set(),
      )?.texts['words'] ?? '',
    ).not.toContain('toisen');
  });

  it('cannot be forged', async () => {
    const [theirs] = (await at.timo.write([noteOf(at.timo, '1', words)])) as [Op];
    const verdict = { space: notes, kind: verdictKind, id: opName(theirs), set: { refused: 'not-yours' } };
    const own = await at.liisa.draw([verdict]);
    const answer = await exchange(at.liisa, notes, own);
    expect(answer.ops.find(op => op.id === opName(own[0]!))?.author).toBe('server');
    const asServer = await at.liisa.draw([verdict], 'server', 'f'.repeat(16));
    expect((await exchange(at.liisa, notes, asServer)).passedOver).toEqual([{ writer: 'f'.repeat(16), seq: 1, reason: 'not-yours' }]);
    expect(at.server.database.read.all('SELECT id FROM rows WHERE kind = ? AND id = ?', verdictKind, opName(theirs))).toEqual([]);
  });

  it('is never passed on the words of others: they are left to their own device', async () => {
    const [op] = (await at.timo.draw([noteOf(at.timo, '1', words)])) as [Op];
    expect((await exchange(at.liisa, notes, [op])).passedOver).toEqual([{ writer: at.timo.writer, seq: 1, reason: 'not-yours' }]);
    const forged = await at.liisa.draw([noteOf(at.liisa, '1', 'x')], at.timo.person);
    expect((await exchange(at.liisa, notes, forged)).passedOver?.[0]?.reason).toBe('not-yours');
    expect((await at.timo.sync(notes)).heads[at.timo.writer]).toBe(1);
  });

  it("cannot be provoked in another's name: nobody takes the slots of another's writer", async () => {
    await at.timo.write([noteOf(at.timo, '1', 'eka')]);
    const thief = await at.liisa.draw([noteOf(at.liisa, '1', 'väliin')], at.liisa.person, at.timo.writer);
    const stolen: Op = { ...thief[0]!, seq: 1, space: 'debrief/v', kind: finding.name, id: 'f' };
    expect((await exchange(at.liisa, 'debrief/v', [stolen])).passedOver?.[0]?.reason).toBe('not-yours');
    await at.timo.write([draft(finding, { space: 'debrief/v', id: 'f' }, { claim: 'oma' })]);
    expect((await exchange(at.liisa, 'debrief/v', [])).heads).toEqual({ [at.timo.writer]: 1 });
  });

  it("keeps another programme's visit out of reach", async () => {
    await at.timo.write([noteOf(at.timo, '1', words)]);
    const example = at.server.device('X');
    const joined = await example.ok<Parameters<TestDevice['become']>[0]>('/api/setup', {
      token: await at.server.setupToken(),
      device: example.card,
      want: 'example',
      language: 'fi',
    });
    example.become(joined);
    const space = programmeSpace(joined.membership.programme);
    const ops = await example.draw([draft(visit, { space, id: 'v' }, { host: 'm', date: '2026-10-14', teams: [] })]);
    const answer = await exchange(example, space, ops);
    expect(answer.ops.some(op => op.kind === verdictKind && op.id === opName(ops[0]!))).toBe(true);
    expect(await example.fails('/api/sync', { space: notes, have: {}, ops: [], receiptsAfter: 0 })).toBe('no-access');
  });
});

describe('waiting', () => {
  it('is all that an unknown space, an unknown kind and a space out of reach mean', async () => {
    expect(await at.liisa.fails('/api/sync', { space: 'notes/nobody', have: {}, ops: [], receiptsAfter: 0 })).toBe('unknown-space');
    expect(await at.liisa.fails('/api/sync', { space: 'workshop/p', have: {}, ops: [], receiptsAfter: 0 })).toBe('unknown-space');
    expect(await at.hanna.fails('/api/sync', { space: notes, have: {}, ops: [], receiptsAfter: 0 })).toBe('no-access');
    const made = await at.liisa.draw([noteOf(at.liisa, '1', 'a'), { space: notes, kind: 'hologram', id: 'h', set: { a: 1 } }]);
    expect(await at.liisa.fails('/api/sync', { space: notes, have: {}, ops: made, receiptsAfter: 0 })).toBe('unknown-kind');
    expect((await exchange(at.liisa, notes, made.slice(0, 1))).heads).toEqual({ [at.liisa.writer]: 1 });
  });

  it('ends when the roles change, at once', async () => {
    const space = programmeSpace(at.programme);
    await at.tuula.sync(space);
    const ops = await at.hanna.draw([draft(asked, { space: notes, id: 's.q' }, { state: 'asked' })]);
    const body = { space: notes, have: {}, ops, receiptsAfter: 0 };
    expect(await at.hanna.fails('/api/sync', body)).toBe('no-access');
    const promote = draft(person, { space, id: at.hanna.person }, { team: 'kaislaniemi' });
    await at.tuula.write([{ ...promote, set: { ...promote.set, 'roles/visitor': true } }]);
    expect(await at.hanna.fails('/api/sync', body)).toBe('ok');
  });
});
