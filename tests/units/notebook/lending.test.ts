import { beforeEach, describe, expect, it, test } from 'vitest';
import { rolesIn } from '#domain/access.ts';
import { asked } from '#domain/interview.ts';
import { finding } from '#domain/finding.ts';
import { isBegunOn, lentDeviceOf, lentRefusal, originsOf, teammatesOf } from '#domain/lending.ts';
import { note } from '#domain/note.ts';
import { draft } from '#notebook/draft.ts';
import { followLending, lendTo, openLentNotebook } from '#notebook/lending.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { sealOrphans } from '#notebook/orphans.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { lendingKey } from '#protocol/remembered.ts';
import { memoryNotebook, surroundings, type MemoryNotebook } from '../../support/memory-notebook.ts';

const notes = 'notes/v';

let at: MemoryNotebook;
let lent: Notebook;
beforeEach(async () => {
  at = await memoryNotebook('liisa');
  lent = await openLentNotebook(surroundings(at.store, 'liisa', at.clock), 'mikko');
});

const opsOf = (id: string) => at.store.read(reader => reader.opsOf({ space: notes, kind: 'note', id }));

describe('a device in a teammate’s hand', () => {
  it('writes as them, with a writer of its own, in items that name the device', async () => {
    const id = lent.newId('mine');
    expect(id).toMatch(/^mikko~device-liisa\.[0-9a-f]{16}$/);
    expect(lentDeviceOf(id)).toBe('device-liisa');
    expect(await lent.write([draft(note, { space: notes, id }, { words: 'n13' })])).toMatchObject({ ok: true });
    expect(await at.notebook.write([draft(note, { space: notes, id: 'liisa~1' }, { words: 'omani' })])).toMatchObject({ ok: true });
    const [his] = await opsOf(id);
    const [hers] = await opsOf('liisa~1');
    expect([his!.author, hers!.author]).toEqual(['mikko', 'liisa']);
    expect(his!.writer).not.toBe(hers!.writer);
    // Both are the device's own, to be sent and counted.
    const own = await at.store.read(reader => at.notebook.ownWriters(reader));
    expect([own.has(his!.writer), own.has(hers!.writer)]).toEqual([true, true]);
  });

  it('leaves what he began elsewhere, what is hers, and what anybody marks', async () => {
    const tries = [
      draft(note, { space: notes, id: 'mikko~1' }, { words: 'muualla aloitettu' }),
      draft(note, { space: notes, id: 'liisa~1' }, { words: 'hänen' }),
      draft(asked, { space: notes, id: 's1.q1' }, { state: 'asked' }),
      draft(finding, { space: 'debrief/v', id: 'f1' }, { claim: 'päätelmä' }),
    ];
    for (const one of tries)
      expect(await lent.write([one])).toMatchObject({ ok: false, error: { type: 'not-allowed', refusal: 'borrowed' } });
    await expect(lent.openText(note, { space: notes, id: 'mikko~1' }, 'words')).rejects.toThrow();
    expect([lent.owns('mikko~1'), lent.owns('liisa~1'), lent.owns(lent.newId('mine'))]).toEqual([false, false, true]);
  });

  it('gives no role but the visitor’s, though the borrower has one', async () => {
    const access = await at.store.read(reader => at.notebook.access(reader));
    const tuula = await openLentNotebook(surroundings(at.store, 'liisa', at.clock), 'tuula');
    const hers = await at.store.read(reader => tuula.access(reader));
    expect(rolesIn(access, 'tuula', 'programme/p')).toEqual(['coordinator']);
    expect(rolesIn(hers, 'tuula', 'programme/p')).toEqual([]);
    const id = tuula.newId('mine');
    expect(await tuula.write([draft(note, { space: notes, id }, { words: 'x' })])).toMatchObject({ ok: false });
  });

  it('is given and taken back after what is in the hand is sealed', async () => {
    const changes: string[] = [];
    followLending({ notebook: at.notebook, store: at.store, lending: null, changed: () => changes.push('anew') });
    const session = await at.notebook.openText(note, { space: notes, id: 'liisa~2' }, 'words');
    session.edit('kesken jäänyt');
    expect(await lendTo({ notebook: at.notebook, store: at.store, to: 'mikko', day: '2026-10-14' })).toBe(true);
    expect(await at.store.read(reader => reader.opens())).toEqual([]);
    expect((await opsOf('liisa~2')).map(op => op.author)).toEqual(['liisa']);
    expect(await at.store.read(reader => reader.memory(lendingKey))).toEqual({ person: 'mikko', day: '2026-10-14' });
    await expect.poll(() => changes).toEqual(['anew']);
    expect(await lendTo({ notebook: at.notebook, store: at.store, to: null, day: '' })).toBe(true);
    expect(await at.store.read(reader => reader.memory(lendingKey))).toBeNull();
  });

  it('does not change hands over words that are not stored', async () => {
    const session = await at.notebook.openText(note, { space: notes, id: 'liisa~2' }, 'words');
    at.store.failWrites(new Error('rikki'));
    session.edit('ei tallessa');
    await session.settled();
    expect(await lendTo({ notebook: at.notebook, store: at.store, to: 'mikko', day: '2026-10-14' })).toBe(false);
    at.store.failWrites(null);
    expect(await at.store.read(reader => reader.memory(lendingKey))).toBeUndefined();
  });

  it('keeps what was in the borrower’s hand when it died, in his name', async () => {
    const id = lent.newId('mine');
    const session = await lent.openText(note, { space: notes, id }, 'words');
    session.edit('akku loppui');
    await session.settled();
    // Another start, in the lender's own hand, on what was on the disk.
    const store = createMemoryStore(at.store.snapshot());
    const around = surroundings(store, 'liisa', at.clock);
    expect(await sealOrphans(store, around)).toBe(1);
    const row = await store.read(reader => reader.row({ space: notes, kind: 'note', id }));
    expect([row?.texts['words'], row?.born.author]).toEqual(['akku loppui', 'mikko']);
  });
});

test('what was in a borrower’s hand on another device is not written here when a copy of that one is brought back', async () => {
  const open = (device: string) => ({
    ...{ space: notes, kind: 'note', writer: 'f'.repeat(16), author: 'mikko', since: at.clock.now },
    ...{ id: `mikko~${device}.1`, set: { theme: 'other' }, text: {} },
  });
  expect(await at.notebook.bringBack({ ops: [], opens: [open('device-timo')], pictures: [] })).toMatchObject({ unplaced: 1 });
  expect(await at.store.read(reader => reader.opsOf({ space: notes, kind: 'note', id: 'mikko~device-timo.1' }))).toEqual([]);
});

describe('who may write with whose device', () => {
  it('is judged by team, kind and space', async () => {
    const access = await at.store.read(reader => at.notebook.access(reader));
    const of = (author: string, kind: string, space = notes, id = `${author}~device-liisa.1`) =>
      lentRefusal(access, ['liisa'], author, { space, kind, id });
    expect(teammatesOf(access, 'liisa')).toEqual(['mikko']);
    expect(teammatesOf(access, 'tuula')).toEqual([]);
    for (const kind of ['note', 'photo', 'follow-up', 'harvest', 'own-question']) expect([kind, of('mikko', kind)]).toEqual([kind, null]);
    expect(of('timo', 'note')).toBe('no-access');
    expect(of('tuula', 'note')).toBe('no-access');
    expect(of('hanna', 'note')).toBe('no-access');
    expect(of('mikko', 'note', 'notes/other')).toBe('no-access');
    expect(of('mikko', 'note', 'debrief/v')).toBe('not-here');
    expect(of('mikko', 'note', notes, 'liisa~device-liisa.1')).toBe('not-yours');
    for (const kind of ['asked', 'interview', 'attendance', 'part', 'finding', 'visit', 'person', 'set-aside'])
      expect([kind, of('mikko', kind, 'debrief/v')]).toEqual([kind, 'not-your-role']);
    expect(of('mikko', 'of-tomorrow')).not.toBeNull();
  });

  it('follows a profile that was copied to the device it came from', () => {
    const devices = [
      { id: 'c', copyOf: '' },
      { id: 'd', copyOf: 'c' },
      { id: 'e', copyOf: 'd' },
    ];
    expect([...originsOf('e', devices)]).toEqual(['e', 'd', 'c']);
    expect(isBegunOn('mikko~c.1', 'mikko', originsOf('e', devices))).toBe(true);
    expect(isBegunOn('mikko~e.1', 'mikko', originsOf('c', devices))).toBe(false);
    expect(isBegunOn('mikko~cc.1', 'mikko', ['c'])).toBe(false);
    expect(lentDeviceOf('mikko~1234')).toBe('');
  });
});
