import { expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { TextInHand } from '#ui/items/text-in-hand.svelte.ts';
import { unopenedCount } from '#ui/items/unopened-texts.ts';
import type { BorrowedText } from '#ui/items/borrowed-text.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';

/** A text whose opening waits until it is let go on, as behind a store that is busy with a start. */
async function slowText() {
  const { notebook } = await memoryNotebook();
  const { promise, resolve } = Promise.withResolvers<void>();
  const text = new TextInHand(async (): Promise<BorrowedText> => {
    await promise;
    const session = await notebook.openText(note, { space: notesSpace('v'), id: 'liisa~n1' }, 'words');
    return { session, giveBack: () => session.close() };
  });
  return { text, open: resolve, notebook };
}

test('what is typed before its text is open is not saved, and is counted so until it is in the store’s hands', async () => {
  const { text, open, notebook } = await slowText();
  expect(unopenedCount()).toBe(0);
  text.edit('niittoajat');
  expect(unopenedCount()).toBe(1);
  expect(notebook.unstored()).toEqual([]);
  open();
  await text.settled();
  expect(unopenedCount()).toBe(0);
  expect(text.state).toEqual({ type: 'stored' });
  await text.leave();
});

test('a text that was opened and never typed into is nothing that waits', async () => {
  const { text, open } = await slowText();
  const opening = text.open();
  expect(unopenedCount()).toBe(0);
  open();
  await opening;
  expect(unopenedCount()).toBe(0);
});
