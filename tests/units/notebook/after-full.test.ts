import { expect, it, vi } from 'vitest';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { memoryNotebook, surroundings } from '../../support/memory-notebook.ts';

const space = notesSpace('v');
const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
const wordsOf = async (notebook: Notebook, id: string) => (await notebook.read(reader => reader.item(note, space, id)))?.words;

it('seals by itself what was typed while the device was full, once there is space', async () => {
  const { store, clock } = await memoryNotebook('timo');
  const notebook = await openNotebook({ ...surroundings(store, 'timo', clock), sealDelay: () => 20 });
  const id = notebook.newId('mine');
  const session = await notebook.openText(note, { space, id }, 'words', { parent: 'v' });
  session.edit('ennen');
  await session.settled();
  store.failWrites(full);
  session.edit('ennen ja jälkeen');
  // The planned seal comes, and cannot be.
  await new Promise(resolve => setTimeout(resolve, 60));
  expect(session.state()).toMatchObject({ type: 'failed', failure: { cause: 'full' } });
  store.failWrites(null);
  notebook.retryAll();
  // Nobody types on, and nobody leaves the field.
  await vi.waitFor(async () => expect(await wordsOf(notebook, id)).toBe('ennen ja jälkeen'));
});

it('takes over a dead writer’s text, once there is space, when it could not be at the start', async () => {
  const before = await memoryNotebook('timo');
  const id = before.notebook.newId('mine');
  const session = await before.notebook.openText(note, { space, id }, 'words', { parent: 'v' });
  session.edit('akku loppui');
  await session.settled();
  const store = createMemoryStore(before.store.snapshot());
  const notebook = await openNotebook(surroundings(store, 'timo', before.clock));
  store.failWrites(full);
  await expect(notebook.ready()).rejects.toThrow('full');
  store.failWrites(null);
  notebook.retryAll();
  await vi.waitFor(async () => expect(await wordsOf(notebook, id)).toBe('akku loppui'));
});
