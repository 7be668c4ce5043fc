import { describe, expect, it } from 'vitest';
import { note } from '#domain/note.ts';
import { person } from '#domain/person.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { isLeftBehind, savedEverywhere } from '#notebook/saved-everywhere.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';

describe('what is saved everywhere', () => {
  it('counts what waits where its person has left the team: it is never called sent', async () => {
    const { notebook, another } = await memoryNotebook('timo');
    await notebook.write([draft(note, { space: notesSpace('v'), id: notebook.newId('mine') }, { words: 'niitty', parent: 'v' })]);
    const before = await notebook.read(reader => savedEverywhere(notebook, reader));
    expect(before).toMatchObject({ waiting: 1, onServer: false });
    expect(await notebook.read(reader => isLeftBehind(notebook, reader))).toBe(false);

    const coordinator = await another({ person: 'tuula' });
    await coordinator.write([draft(person, { space: programmeSpace('p'), id: 'timo' }, { team: '' })]);
    expect((await notebook.read(reader => savedEverywhere(notebook, reader))).onServer).toBe(false);
    expect(await notebook.read(reader => isLeftBehind(notebook, reader))).toBe(true);
  });
});
