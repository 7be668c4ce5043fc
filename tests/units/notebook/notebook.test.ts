import { describe, expect, it } from 'vitest';
import { askedId, asked } from '#domain/interview.ts';
import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { slot } from '#domain/slot.ts';
import { debriefSpace, notesSpace, visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { sealOrphans } from '#notebook/orphans.ts';
import { savedState } from '#notebook/saved.ts';
import { foldItem, isSameRow } from '#oplog/fold.ts';
import { refusedFor } from '#oplog/judgements.ts';
import type { MemoryStore } from '#oplog/memory-store.ts';
import { createReplica } from '#oplog/replica.ts';
import { memoryLocks, memoryNotebook } from '../../support/memory-notebook.ts';

const notes = notesSpace('v');
const n2 = 'valtuusto hyväks lumo-ohjelman yksimielisesti 9/23';

async function exchange(a: MemoryStore, b: MemoryStore, space: string): Promise<void> {
  const [left, right] = [createReplica(a), createReplica(b)];
  await right.receive(space, (await left.opsAfter(space, await right.vector(space), 10_000)).ops);
  await left.receive(space, (await right.opsAfter(space, await left.vector(space), 10_000)).ops);
}

async function expectRowsFolded(store: MemoryStore): Promise<void> {
  for (const row of store.rows()) {
    const folded = await store.read(async reader => {
      const ops = await reader.opsOf(row);
      return foldItem(ops, await refusedFor(reader, row, ops));
    });
    expect(isSameRow(folded, row)).toBe(true);
  }
}

describe('a note being written', () => {
  it('is stored from its first character and becomes one operation when sealed', async () => {
    const { notebook, store } = await memoryNotebook('timo');
    const id = notebook.newId('mine');
    const session = await notebook.openText(note, { space: notes, id }, 'words', { parent: 's1', sign: 'strength', writtenAt: 5 });
    for (let end = 1; end <= n2.length; end++) session.edit(n2.slice(0, end));
    expect(await session.settled()).toEqual({ type: 'stored' });
    expect(await notebook.read(r => r.item(note, notes, id))).toBeUndefined();
    await session.seal();
    const item = await notebook.read(r => r.item(note, notes, id));
    expect(item).toMatchObject({ words: n2, sign: 'strength', parent: 's1', owner: 'timo', writtenAt: 5 });
    expect(await store.read(reader => reader.opsOf({ space: notes, kind: 'note', id }))).toHaveLength(1);
    await expectRowsFolded(store);
  });

  it('comes back after a kill, by whoever holds the dead writer’s lock', async () => {
    const { notebook, store, clock } = await memoryNotebook('mikko');
    const id = notebook.newId('mine');
    const session = await notebook.openText(note, { space: notes, id }, 'words', { parent: 'v' });
    session.edit('lounaalla: metsäsuunnitelma uusitaan ensi vuon');
    await session.settled();
    const killed = store.snapshot();
    const after = await memoryNotebook('mikko', {
      store: (await import('#oplog/memory-store.ts')).createMemoryStore(killed),
      now: clock.now,
    });
    const around = {
      writer: 'f'.repeat(16),
      now: () => clock.now,
      offset: () => 0,
      randomHex: (bytes: number) => 'ab'.repeat(bytes),
      locks: memoryLocks(),
    };
    expect(await sealOrphans(after.store, around)).toBe(1);
    expect((await after.notebook.read(r => r.item(note, notes, id)))?.words).toBe('lounaalla: metsäsuunnitelma uusitaan ensi vuon');
    await expectRowsFolded(after.store);
  });

  it('comes back into a text that is open already, and costs it no letter', async () => {
    const dead = await memoryNotebook('mikko');
    const where = { space: notes, id: dead.notebook.newId('mine') };
    const before = await dead.notebook.openText(note, where, 'words', { parent: 'v' });
    before.edit('metsä');
    await before.seal();
    before.edit('metsäsuunnitelma');
    await before.settled();
    const { createMemoryStore } = await import('#oplog/memory-store.ts');
    const after = await memoryNotebook('mikko', { store: createMemoryStore(dead.store.snapshot()) });
    const open = await after.notebook.openText(note, where, 'words');
    expect(open.words()).toBe('metsä');
    await after.notebook.ready();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(open.words()).toBe('metsäsuunnitelma');
    open.edit('metsäsuunnitelma uusitaan');
    await open.seal();
    expect((await after.notebook.read(r => r.item(note, notes, where.id)))?.words).toBe('metsäsuunnitelma uusitaan');
    await expectRowsFolded(after.store);
  });

  it('is not sealed for a writer that lives', async () => {
    const { notebook, store, clock } = await memoryNotebook('mikko');
    const session = await notebook.openText(note, { space: notes, id: notebook.newId('mine') }, 'words');
    session.edit('kesken');
    await session.settled();
    const locks = { hold: async () => () => undefined, ifFree: async () => 'held' as const };
    expect(
      await sealOrphans(store, {
        writer: 'f'.repeat(16),
        now: () => clock.now,
        offset: () => 0,
        randomHex: (bytes: number) => 'ab'.repeat(bytes),
        locks,
      }),
    ).toBe(0);
  });

  it('keeps going when a sign is tapped in the middle of a word', async () => {
    const { notebook, store } = await memoryNotebook('timo');
    const id = notebook.newId('mine');
    const session = await notebook.openText(note, { space: notes, id }, 'words', { parent: 's1', sign: 'none' });
    session.edit('valmistelu yhden ihm');
    await session.settled();
    expect(await notebook.write([draft(note, { space: notes, id }, { sign: 'development' })])).toMatchObject({ ok: true });
    session.edit('valmistelu yhden ihmisen varassa');
    session.edit('valmistelu yhden ihmisen varassa, ei sijaista');
    await session.seal();
    expect(await notebook.read(r => r.item(note, notes, id))).toMatchObject({
      words: 'valmistelu yhden ihmisen varassa, ei sijaista',
      sign: 'development',
      parent: 's1',
    });
    await expectRowsFolded(store);
  });

  it('is told to every other field that shows it, and to all when an act writes it', async () => {
    const { notebook } = await memoryNotebook('timo');
    const id = notebook.newId('mine');
    const session = await notebook.openText(note, { space: notes, id }, 'words');
    const fields = [{}, {}];
    const shown = fields.map(field => {
      const told: unknown[] = [];
      session.watch(change => change && told.push(change), field);
      return told;
    });
    session.edit('niitty', fields[0]);
    expect(shown).toEqual([[], [{ at: 0, removed: 0, added: 'niitty' }]]);
    await session.settled();
    expect(await notebook.write([draft(note, { space: notes, id }, { words: 'niitty 2' })])).toMatchObject({ ok: true });
    expect(shown.map(told => told.at(-1))).toEqual(Array(2).fill({ at: 6, removed: 0, added: ' 2' }));
  });

  it('stays on the screen and says so when the store fails, and is stored when it can be again', async () => {
    const { notebook, store } = await memoryNotebook('timo');
    const id = notebook.newId('mine');
    const session = await notebook.openText(note, { space: notes, id }, 'words');
    session.edit('ensimmäinen');
    await session.settled();
    const full = new Error('full');
    full.name = 'QuotaExceededError';
    store.failWrites(full);
    session.edit('ensimmäinen ja toinen');
    expect(await session.settled()).toEqual({ type: 'failed', failure: { type: 'storage', cause: 'full' } });
    expect(session.words()).toBe('ensimmäinen ja toinen');
    expect(notebook.unstored()).toEqual([id]);
    store.failWrites(null);
    notebook.retryAll();
    expect(await session.settled()).toEqual({ type: 'stored' });
    await session.seal();
    expect((await notebook.read(r => r.item(note, notes, id)))?.words).toBe('ensimmäinen ja toinen');
  });

  it('is not taken over its limit, says so, and goes on where it was', async () => {
    const { notebook } = await memoryNotebook('timo');
    const session = await notebook.openText(note, { space: notes, id: notebook.newId('mine') }, 'words');
    session.edit('alku');
    session.edit('x'.repeat(50_001));
    expect(await session.settled()).toMatchObject({
      type: 'failed',
      failure: { type: 'invalid', problems: [{ problem: 'too-long', limit: 50_000 }] },
    });
    expect(session.words()).toBe('alku');
    session.edit('alku ja jatko');
    expect(await session.settled()).toEqual({ type: 'stored' });
  });

  it('of one person on two devices keeps every character of both', async () => {
    const a = await memoryNotebook('timo');
    const id = a.notebook.newId('mine');
    const where = { space: notes, id };
    const onA = await a.notebook.openText(note, where, 'words', { parent: 's1' });
    onA.edit('valmistelu yhden varassa');
    await onA.seal();
    const b = await memoryNotebook('timo', { store: (await import('#oplog/memory-store.ts')).createMemoryStore(a.store.snapshot()) });
    const onB = await b.notebook.openText(note, where, 'words');
    onA.edit('valmistelu yhden ihmisen varassa');
    onB.edit('valmistelu yhden varassa, ei sijaista');
    await Promise.all([onA.seal(), onB.seal()]);
    await exchange(a.store, b.store, notes);
    for (const side of [a, b])
      expect((await side.notebook.read(r => r.item(note, notes, id)))?.words).toBe('valmistelu yhden ihmisen varassa, ei sijaista');
    await expect.poll(() => onA.words()).toBe('valmistelu yhden ihmisen varassa, ei sijaista');
    await expectRowsFolded(b.store);
  });
});

describe('the door', () => {
  it('refuses what the person may not write, and writes nothing of the act', async () => {
    const { notebook } = await memoryNotebook('hanna');
    const answer = await notebook.write([
      draft(slot, { space: visitSpace('v'), id: 's1' }, { title: 'Yhteinen aloitus' }),
      draft(note, { space: notes, id: 'hanna~1' }, { sign: 'strength' }),
    ]);
    expect(answer).toEqual({ ok: false, error: { type: 'not-allowed', refusal: 'no-access', kind: 'note' } });
    expect(await notebook.read(r => r.items(slot, visitSpace('v')))).toEqual([]);
  });

  it('refuses another person’s note, a text over its limit, half an emoji and an unknown field', async () => {
    const { notebook } = await memoryNotebook('timo');
    expect(await notebook.write([draft(note, { space: notes, id: 'liisa~1' }, { sign: 'strength' })])).toMatchObject({
      ok: false,
      error: { refusal: 'not-yours' },
    });
    const id = notebook.newId('mine');
    expect(await notebook.write([draft(note, { space: notes, id }, { words: 'x'.repeat(200_000) })])).toMatchObject({
      ok: false,
      error: { type: 'invalid', problems: [{ path: 'words', problem: 'too-long', limit: 50_000 }] },
    });
    expect(await notebook.write([draft(note, { space: notes, id }, { words: 'puolikas \ud83d' })])).toMatchObject({
      ok: false,
      error: { problems: [{ problem: 'half-character' }] },
    });
    expect(await notebook.write([{ space: notes, kind: 'note', id, set: { colour: 'red' }, text: {} }])).toMatchObject({
      ok: false,
      error: { problems: [{ problem: 'unknown-field' }] },
    });
  });

  it('joins two marks of one question into one, and shows the one that lost', async () => {
    const a = await memoryNotebook('liisa');
    const b = await memoryNotebook('timo', { store: (await import('#oplog/memory-store.ts')).createMemoryStore(a.store.snapshot()) });
    const where = { space: notes, id: askedId('s1', 'q2') };
    await a.notebook.write([draft(asked, where, { state: 'asked', parent: 's1' })]);
    await b.notebook.write([draft(asked, where, { state: 'came-up', parent: 's1' })]);
    await exchange(a.store, b.store, notes);
    const [left, right] = await Promise.all([a, b].map(side => side.notebook.read(r => r.items(asked, notes))));
    expect(left).toHaveLength(1);
    expect(isSameRow(left![0]!.row, right![0]!.row)).toBe(true);
    expect(left![0]!.row.cells['state']!.lost).toHaveLength(1);
    await a.notebook.write([draft(asked, where, { state: 'asked' })]);
    const after = (await a.notebook.read(r => r.items(asked, notes)))[0]!;
    expect(after.state).toBe('asked');
    expect(after.row.cells['state']!.lost).toBeUndefined();
  });

  it('tells the history of a text, step by step', async () => {
    const { notebook } = await memoryNotebook('timo');
    const where = { space: debriefSpace('v'), id: 'f1' };
    await notebook.write([draft(finding, where, { claim: 'Valtuusto hyväksyi ohjelman', side: 'strength' })]);
    await notebook.write([draft(finding, where, { claim: 'Valtuusto hyväksyi ohjelman yksimielisesti' })]);
    const history = await notebook.history({ ...where, kind: 'finding' });
    expect(history.map(entry => entry.texts['claim'])).toEqual([
      'Valtuusto hyväksyi ohjelman',
      'Valtuusto hyväksyi ohjelman yksimielisesti',
    ]);
    expect(history[0]).toMatchObject({ author: 'timo', set: [{ path: 'side', to: 'strength' }] });
  });

  it('counts what waits, from heads alone', async () => {
    const { notebook, store } = await memoryNotebook('timo');
    await notebook.write([draft(note, { space: notes, id: notebook.newId('mine') }, { words: n2 })]);
    const state = () =>
      notebook.read(async r => savedState(r.log, notes, await notebook.copies(r.log, notes), await notebook.ownWriters(r.log)));
    expect(await state()).toMatchObject({ waiting: 1, onServer: false, devicesWithAll: 1, devices: 1 });
    const vector = await createReplica(store).vector(notes);
    await store.write(async tx => {
      await tx.remember('server/notes/v', { vector, at: 1 });
      await tx.remember('receipts/notes/v', {
        after: 1,
        devices: { 'device-liisa': { vector, at: 2 }, 'device-mikko': { vector: {}, at: 2 }, gone: { vector, at: 1 } },
      });
    });
    expect(await state()).toMatchObject({ waiting: 0, onServer: true, devicesWithAll: 2, devices: 3 });
  });
});
