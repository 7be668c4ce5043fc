import { photo } from '#domain/photo.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { savedOfRow, type Copies, type ItemSaved } from '#notebook/saved.ts';
import type { ItemOf } from '#oplog/kind.ts';

/** A picture beside a note, as a list shows it. */
export interface ShownPhoto {
  photo: ItemOf<typeof photo>;
  isMine: boolean;
  saved: ItemSaved;
}

/** All pictures of a space that are not deleted, by the note they belong to, as they were added. */
export async function readPhotos(notebook: Notebook, r: NotebookReader, space: string, copies: Copies): Promise<Map<string, ShownPhoto[]>> {
  const byNote = new Map<string, ShownPhoto[]>();
  const all = await r.items(photo, space);
  for (const one of all.toSorted((a, b) => a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1))) {
    const isMine = notebook.owns(one.id);
    byNote.set(one.parent, [...(byNote.get(one.parent) ?? []), { photo: one, isMine, saved: savedOfRow(one.row, copies) }]);
  }
  return byNote;
}
