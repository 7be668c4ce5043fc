import { afterEach, beforeEach, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { openLentNotebook } from '#notebook/lending.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { savedEverywhere } from '#notebook/saved-everywhere.ts';
import { surroundings } from '../support/memory-notebook.ts';
import type { TestDevice } from './test-device.ts';
import { testDay, type TestDay } from './test-server.ts';
import { wholeDevice, type WholeDevice } from './whole-device.ts';

const notes = 'notes/v';

let at: TestDay;
let mikko: TestDevice;
let phone: WholeDevice;
let tablet: WholeDevice;
/** Saara's phone in Mikko's hand. */
let lent: Notebook;
beforeEach(async () => {
  at = await testDay();
  const saara = await at.join('C', 'Saara', 'kaislaniemi');
  mikko = await at.join('B', 'Mikko', 'kaislaniemi');
  [phone, tablet] = [await wholeDevice(saara, at.programme), await wholeDevice(mikko, at.programme)];
  await phone.engine.exchangeAll();
  const membership = { programme: at.programme, person: saara.person, device: saara.name, origin: '', all: [] };
  lent = await openLentNotebook({ ...surroundings(phone.store, 'saara', at.server.clock), membership }, mikko.person);
});
afterEach(async () => {
  await lent.close();
  await phone.close();
  await tablet.close();
  await at.close();
});

const write = async (words: string) => {
  const id = lent.newId('mine');
  expect(await lent.write([draft(note, { space: notes, id }, { words })])).toMatchObject({ ok: true });
  return id;
};
const waiting = async () => (await lent.read(reader => savedEverywhere(lent, reader))).waiting;

test('what is written with a borrowed phone is counted until it is on the server, and is his own on his tablet', async () => {
  const id = await write('n13');
  expect(await waiting()).toBe(1);
  await phone.engine.exchangeAll();
  expect(await waiting()).toBe(0);
  await tablet.engine.exchangeAll();
  expect(await tablet.words()).toEqual(['n13']);
  expect(tablet.notebook.owns(id)).toBe(true);
  expect(await tablet.notebook.write([draft(note, { space: notes, id }, { theme: 'alueet' })])).toMatchObject({ ok: true });
  await tablet.engine.exchangeAll();
  await phone.engine.exchangeAll();
  expect(await lent.read(async r => (await r.item(note, notes, id))?.theme)).toBe('alueet');
});

test('what came while the two were of different teams by mistake waits, signed already, and goes when they are of one again', async () => {
  const space = programmeSpace(at.programme);
  const name = async (team: string) => {
    await at.tuula.sync(space);
    await at.tuula.write([{ space, kind: 'person', id: mikko.person, set: { team } }]);
  };
  await name('hirsikoski');
  await write('n13');
  await phone.engine.exchangeAll();
  expect(await waiting()).toBe(1);
  await name('kaislaniemi');
  await phone.engine.exchangeAll();
  expect(await waiting()).toBe(0);
  await tablet.engine.exchangeAll();
  expect(await tablet.words()).toEqual(['n13']);
});
