import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { note } from '#domain/note.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { hashOp, type Op } from '#oplog/op.ts';
import type { KeysAnswer } from '#protocol/keys.ts';
import { isCertified, type Certificate, type SignedHead } from '#protocol/signatures.ts';
import type { SyncAnswer } from '#protocol/sync.ts';
import { withKey, type TestKey } from './test-keys.ts';
import { testDay, type TestDay } from './test-server.ts';
import type { TestDevice } from './test-device.ts';

const notes = 'notes/v';

let at: TestDay;
let key: TestKey;
let liisa: KeysAnswer;
beforeEach(async () => {
  at = await testDay();
  key = await withKey(at.liisa);
  liisa = await key.register(at.programme);
});
afterEach(() => at.close());

const noteOf = (device: TestDevice, id: string, words: string) => draft(note, { space: notes, id: `${device.person}~${id}` }, { words });

/** What Liisa wrote and never brought to the server itself. */
const written = (...words: string[]) => at.liisa.draw(words.map((text, index) => noteOf(at.liisa, String(index), text)));

async function relay(by: TestDevice, ops: readonly Op[], signed: readonly SignedHead[], certificates: readonly Certificate[] = []) {
  return by.ok<SyncAnswer>('/api/sync', { space: notes, have: {}, ops, receiptsAfter: 0, signed, certificates });
}

describe('keys', () => {
  it('a device gets its certificate and the keys of what it may read, the same each time', async () => {
    expect(liisa.certificate).toMatchObject({ device: at.liisa.name, person: at.liisa.person, publicKey: key.publicKey });
    expect(await isCertified(crypto.subtle, liisa.serverKey, liisa.certificate)).toBe(true);
    expect(await key.register(at.programme)).toEqual(liisa);
    const timo = await (await withKey(at.timo)).register(at.programme);
    expect(timo.serverKey).toBe(liisa.serverKey);
    expect(timo.spaceKeys).toEqual(liisa.spaceKeys);
  });

  it('the host gets none of the team’s', async () => {
    const hanna = await (await withKey(at.hanna)).register(at.programme);
    expect(hanna.spaceKeys.map(one => one.space).sort()).toEqual([programmeSpace(at.programme), 'visit/v']);
    const teams = new Set(liisa.spaceKeys.filter(one => one.space === notes || one.space === 'debrief/v').map(one => one.key));
    expect(hanna.spaceKeys.filter(one => teams.has(one.key))).toEqual([]);
  });

  it('the first key stands until the device joins anew, and nonsense is none', async () => {
    const other = await withKey(at.liisa);
    expect(await at.liisa.fails('/api/keys', { programme: at.programme, publicKey: other.publicKey })).toBe('key-taken');
    expect(await at.liisa.fails('/api/keys', { programme: at.programme, publicKey: 'AAAA' })).toBe('malformed');
    expect(await at.liisa.fails('/api/keys', { programme: 'another', publicKey: key.publicKey })).toBe('no-access');
    const { secret } = await at.invite('kaislaniemi', at.liisa.person);
    await at.liisa.ok('/api/join', { key: { secret }, device: at.liisa.card });
    expect((await other.register(at.programme)).certificate.publicKey).toBe(other.publicKey);
  });

  it('who is cut off, and who leaves the team, holds no key of what comes after', async () => {
    const generations = (answer: KeysAnswer) => Math.max(...answer.spaceKeys.filter(one => one.space === notes).map(one => one.generation));
    expect(generations(liisa)).toBe(1);
    const timoKey = await withKey(at.timo);
    const before = await timoKey.register(at.programme);
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.timo.name });
    expect(await at.timo.fails('/api/keys', { programme: at.programme, publicKey: timoKey.publicKey })).toBe('revoked');
    const renewed = await key.register(at.programme);
    expect(generations(renewed)).toBe(2);
    // What he may hold is still told, as older files are packed with it; the newest is none of his.
    const newest = renewed.spaceKeys.findLast(one => one.space === notes)!;
    expect(before.spaceKeys.map(one => one.key)).not.toContain(newest.key);
    await at.tuula.sync(programmeSpace(at.programme));
    await at.tuula.write([{ space: programmeSpace(at.programme), kind: visit.name, id: 'v', set: { 'teams/hirsikoski': false } }]);
    expect(generations(await key.register(at.programme))).toBe(3);
    // Nothing changed for who reads: no new ones.
    await at.tuula.write([{ space: programmeSpace(at.programme), kind: visit.name, id: 'v', set: { date: '2026-10-15' } }]);
    expect(generations(await key.register(at.programme))).toBe(3);
  });
});

describe('a relay', () => {
  it('brings another’s words when their device signed for them, and the server passes signatures on', async () => {
    const ops = await written('niitty', 'hulevesi');
    const head = await key.head(ops[1]!);
    const answer = await relay(at.timo, ops, [head], [liisa.certificate]);
    expect(answer.passedOver).toBeUndefined();
    expect(answer.heads[at.liisa.writer]).toBe(2);
    const read = await relay(at.tuula, [], []);
    expect(read.ops).toEqual(ops);
    expect(read.signed).toEqual([head]);
    expect(read.certificates).toEqual([liisa.certificate]);
  });

  it('brings them as far as they are signed', async () => {
    const ops = await written('niitty', 'hulevesi', 'kaava');
    const answer = await relay(at.timo, ops, [await key.head(ops[1]!)]);
    expect(answer.heads[at.liisa.writer]).toBe(2);
    expect(answer.passedOver).toEqual([{ writer: at.liisa.writer, seq: 3, reason: 'not-yours' }]);
  });

  it('can forge nothing', async () => {
    const ops = await written('niitty', 'hulevesi');
    const [first, last] = [ops[0]!, ops[1]!];
    const timoKey = await withKey(at.timo);
    const timo = await timoKey.register(at.programme);
    const head = await key.head(last);
    const altered: Op = { ...last, patch: { ...last.patch, set: { theme: { to: 'väärä', was: [] } } } };
    const alteredFirst: Op = { ...first, wall: first.wall + 1 };
    const emptied: Op = { ...first, patch: { salt: '' }, withheld: 'A'.repeat(43) };
    const strange = await withKey(at.liisa);
    const tries: [string, Op[], SignedHead[], Certificate[]][] = [
      ['unsigned', ops, [], []],
      ['altered', [first, altered], [head], []],
      ['altered in the middle', [alteredFirst, last], [head], []],
      ['altered, with a hash to it', [first, altered], [{ ...head, hash: hashOp(altered) }], []],
      ['signed by the relay itself', ops, [await timoKey.head(last)], [timo.certificate]],
      ['signed by the relay under her name', ops, [await timoKey.head(last, at.liisa.name)], []],
      ['signed by a key of nobody’s', ops, [await strange.head(last)], [{ ...liisa.certificate, publicKey: strange.publicKey }]],
      ['signed as the server', ops, [await timoKey.head(last, 'server')], []],
      ['signed for another space', ops, [{ ...head, space: 'debrief/v' }], []],
      ['withheld', [emptied, last], [head], []],
    ];
    for (const [what, sent, signed, certificates] of tries) {
      const answer = await relay(at.timo, sent, signed, certificates);
      const reasons = new Set((answer.passedOver ?? []).map(one => one.reason));
      expect([what, answer.heads[at.liisa.writer], reasons.size > 0]).toEqual([what, undefined, true]);
    }
    // And hers came through it all.
    expect((await relay(at.timo, ops, [head])).heads[at.liisa.writer]).toBe(2);
  });

  it('brings nothing of a device that is cut off, until it has joined again', async () => {
    const ops = await written('niitty');
    const head = await key.head(ops[0]!);
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.liisa.name });
    expect((await relay(at.timo, ops, [head], [liisa.certificate])).heads).toEqual({});
    const { secret } = await at.invite('kaislaniemi', at.liisa.person);
    await at.liisa.ok('/api/join', { key: { secret }, device: at.liisa.card });
    expect((await relay(at.timo, ops, [head], [liisa.certificate])).heads[at.liisa.writer]).toBe(1);
  });

  it('judges what it brings as its author’s', async () => {
    const [op] = await at.liisa.draw([draft(note, { space: notes, id: `${at.timo.person}~1` }, { words: 'toisen' })]);
    const answer = await relay(at.timo, [op!], [await key.head(op!)]);
    expect(answer.heads[at.liisa.writer]).toBe(1);
    const [stored] = (await relay(at.tuula, [], [])).ops.filter(one => one.writer === at.liisa.writer);
    expect(stored?.withheld).toBeDefined();
  });

  it('gives a restored server its own words back: who joined, what was refused, and who was cut off', async () => {
    const space = programmeSpace(at.programme);
    const copy = at.server.database.read.all<{ space: string; writer: string; seq: number }>('SELECT space, writer, seq FROM heads');
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.timo.name });
    const answer = await at.liisa.ok<SyncAnswer>('/api/sync', { space, have: {}, ops: [], receiptsAfter: 0 });
    const ofServer = answer.ops.filter(op => op.author === 'server');
    expect(answer.signed?.some(head => head.device === 'server')).toBe(true);
    // The copy of before the revocation goes on, and forgot it.
    await at.server.database.write(async sql => {
      for (const { writer, seq } of copy.filter(head => head.space === space)) {
        sql.run('DELETE FROM ops WHERE space = ? AND writer = ? AND seq > ?', space, writer, seq);
        const last = ofServer.find(op => op.writer === writer && op.seq === seq);
        if (last) sql.run('UPDATE heads SET seq = ?, hash = ? WHERE space = ? AND writer = ?', seq, hashOp(last), space, writer);
      }
      sql.run("UPDATE memberships SET state = 'in-use' WHERE device = ?", at.timo.name);
      sql.run("UPDATE sessions SET ended = ''");
    });
    await at.server.restart();
    expect(await at.timo.fails('/api/me')).toBe('ok');
    const back = await at.liisa.ok<SyncAnswer>('/api/sync', { space, have: {}, ops: ofServer, receiptsAfter: 0, signed: answer.signed });
    expect(back.passedOver).toBeUndefined();
    expect(back.heads).toMatchObject(answer.heads);
    expect(await at.timo.fails('/api/me')).toBe('revoked');
  });
});
