import { beforeEach, describe, expect, it } from 'vitest';
import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { openLentNotebook } from '#notebook/lending.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { writeChanges, type Change } from '#oplog/ledger.ts';
import { ownWritersKey } from '#protocol/remembered.ts';
import { writerId } from '../../../support/ledger-writing.ts';
import { surroundings } from '../../../support/memory-notebook.ts';
import { bytesOf, notes, outcome, room, type Room, type Tablet } from './giving.ts';

let at: Room;
let liisa: Tablet;
let mikko: Tablet;
let timo: Tablet;
beforeEach(async () => {
  at = await room();
  [liisa, mikko, timo] = [await at.tablet('liisa'), await at.tablet('mikko'), await at.tablet('timo')];
});

const lentTo = (person: string) => openLentNotebook(surroundings(liisa.store, 'liisa', at.clock), person);

async function type(notebook: Notebook, id: string, words: string): Promise<void> {
  const session = await notebook.openText(note, { space: notes, id }, 'words', { theme: 'other' });
  session.edit(words);
  await session.close();
}

/** What a tablet could write with its own key, whatever its app allows. */
async function forge(change: Change, author: string): Promise<void> {
  const writer = writerId('forged');
  const { now } = at.clock;
  await liisa.store.write(async tx => {
    await tx.remember(ownWritersKey, [...((await tx.memory<string[]>(ownWritersKey)) ?? []), writer]);
    await writeChanges(tx, { writer, author, now, wall: now, salt: () => '00' }, [change]);
  });
}

const rest = (id: string) => id.slice(id.indexOf('~') + 1);

describe('what was written with a teammate’s device', () => {
  it('goes from tablet to tablet before any server has seen it, as the writer’s own', async () => {
    await liisa.write('1', 'omani');
    const notebook = await lentTo('mikko');
    const id = notebook.newId('mine');
    await type(notebook, id, 'liitteenä, ei tavoitteena');
    expect(await liisa.handover.give({ visit: 'v', whose: 'mine' })).toMatchObject({
      ok: true,
      value: { summary: { notes: 2, people: [expect.anything(), expect.anything()] } },
    });
    const taken = await mikko.handover.take(await bytesOf(liisa));
    expect(taken).toMatchObject({ ok: true, value: { from: { person: 'liisa' }, added: { notes: 2 }, leftOut: 0 } });
    expect(await mikko.words('mikko', rest(id))).toBe('liitteenä, ei tavoitteena');
    expect(mikko.notebook.owns(id)).toBe(true);
    // And on through him to a third, who believes the first device's signature.
    await type(mikko.notebook, id, 'liitteenä, ei tavoitteena!');
    expect(await outcome(timo, await bytesOf(mikko, 'all'))).toBe('words');
    expect(await timo.words('mikko', rest(id))).toBe('liitteenä, ei tavoitteena!');
  });

  it('goes with the same file as the lender’s, also while the device is lent', async () => {
    const notebook = await lentTo('mikko');
    const id = notebook.newId('mine');
    const session = await notebook.openText(note, { space: notes, id }, 'words', {});
    session.edit('vielä auki');
    await session.close();
    expect(await outcome(timo, await bytesOf(liisa))).toBe('words');
    expect(await timo.words('mikko', rest(id))).toBe('vielä auki');
  });
});

describe('what nobody may write with another’s device', () => {
  const honest = async () => {
    await liisa.write('1', 'oma ja rehellinen');
    const taken = await mikko.handover.take(await bytesOf(liisa));
    if (!taken.ok || taken.value.type !== 'words') throw new Error('not taken');
    expect(await mikko.words('liisa', '1')).toBe('oma ja rehellinen');
    return taken.value.leftOut;
  };

  it('is left out, and the rest of the file is taken: another team’s person, another space', async () => {
    await forge({ space: notes, kind: note.name, id: 'timo~device-liisa.1', set: { theme: 'x' } }, 'timo');
    expect(await honest()).toBe(1);
    expect(await mikko.words('timo', 'device-liisa.1')).toBeUndefined();
  });

  it('is left out in the debrief', async () => {
    await forge({ space: 'debrief/v', kind: finding.name, id: 'mikko~device-liisa.1', set: { side: 'tip' } }, 'mikko');
    expect(await honest()).toBe(1);
  });

  it('is a forgery where it is not marked with the device: the file is refused', async () => {
    await forge({ space: notes, kind: note.name, id: 'mikko~1', set: { theme: 'x' } }, 'mikko');
    await liisa.write('1', 'oma');
    expect(await outcome(mikko, await bytesOf(liisa))).toBe('forged');
    expect(await mikko.words('liisa', '1')).toBeUndefined();
  });
});
