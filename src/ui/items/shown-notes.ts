import { mayRead } from '#domain/access.ts';
import { inWritingOrder } from '#domain/interview-notes.ts';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import type { TemplateContent } from '#domain/template.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { savedOfRow, type ItemSaved } from '#notebook/saved.ts';
import type { ItemOf } from '#oplog/kind.ts';
import type { AskNext } from './ask-next.svelte.ts';
import type { NotePicks } from './note-picks.svelte.ts';
import type { NoteWriter } from './note-writer.svelte.ts';
import { readPhotos, type ShownPhoto } from './shown-photos.ts';

/** A note as a list shows it. */
export interface ShownNote {
  note: ItemOf<typeof note>;
  /** Its reader's own, to be gone on with here. */
  isMine: boolean;
  /** Its reader's own, begun on another device than the borrowed one they have now. */
  isElsewhere: boolean;
  writer: string;
  saved: ItemSaved;
  photos: readonly ShownPhoto[];
}

/** The notes of one interview or of the visit outside interviews, deleted ones too; nothing when the reader may not read them. */
export async function readNotes(notebook: Notebook, r: NotebookReader, visit: string, parent: string): Promise<ShownNote[]> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  if (!mayRead(access, me.person, notesSpace(visit))) return [];
  const copies = await notebook.copies(r.log, notesSpace(visit));
  const [found, photos] = await Promise.all([r.children(note, parent, 'deleted-too'), readPhotos(notebook, r, notesSpace(visit), copies)]);
  return found
    .filter(one => one.space === notesSpace(visit))
    .map(one => {
      const owner = one.owner ?? one.author;
      const beside = photos.get(one.id) ?? [];
      return {
        note: one,
        isMine: notebook.owns(one.id),
        isElsewhere: owner === me.person && !notebook.owns(one.id),
        writer: access.people.get(owner)?.name ?? '',
        saved: savedOfRow(
          one.row,
          copies,
          beside.map(shown => shown.photo.row),
        ),
        photos: beside,
      };
    });
}

/** One's own that were deleted, where something stood in them. */
export function deletedOwn(notes: readonly ShownNote[]): ShownNote[] {
  return inOrder(notes.filter(one => one.isMine && one.note.deleted && (one.note.words.trim() !== '' || one.photos.length > 0)));
}

/** As they were written. */
export function inOrder(notes: readonly ShownNote[]): ShownNote[] {
  const byId = new Map(notes.map(one => [one.note.id, one]));
  return inWritingOrder(notes.map(one => one.note)).map(one => byId.get(one.id)!);
}

/** What a page with notes lends to the lines of its list. */
export interface NotesDesk {
  readonly visit: string;
  /** The notes' parent: the interview's slot, or the visit outside interviews. */
  readonly parent: string;
  readonly writer: NoteWriter;
  readonly ask: AskNext;
  readonly picks: NotePicks;
  readonly zone: string;
  readonly mayWrite: boolean;
  readonly themes: TemplateContent['themes'];
  /** Where else a note can be moved. */
  readonly interviews: readonly { id: string; title: string; start: string }[];
  /** The note whose doings are open; ''. */
  readonly chosen: string;
  /** Those that may be listed now. */
  readonly notes: readonly ShownNote[];
  readonly deleted: readonly ShownNote[];
  choose(one: ShownNote): void;
}
