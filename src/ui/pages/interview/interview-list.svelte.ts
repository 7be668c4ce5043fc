import { notesAt, notesByPlace } from '#domain/interview-notes.ts';
import type { Place } from '#domain/interview-course.ts';
import type { TemplateContent } from '#domain/template.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NoteInHand, NotePlace } from '#ui/items/note-in-hand.svelte.ts';
import type { NoteWriter } from '#ui/items/note-writer.svelte.ts';
import { deletedOwn, inOrder, readNotes, type ShownNote } from '#ui/items/shown-notes.ts';
import { Live } from '#ui/live.svelte.ts';

/** `question`: what belongs to the question in hand. `all`: the whole interview under headings. */
export type NotesView = 'question' | 'all';

interface Around {
  readonly visit: string;
  readonly parent: string;
  readonly writer: NoteWriter;
  readonly at: Place | null;
  /** The follow-up in hand. */
  readonly ask: { readonly answering: { id: string } | null };
  readonly themes: TemplateContent['themes'];
  wordsOf(place: Place): string;
}

/** The notes of an interview as they are listed: which are shown now, and where. */
export class InterviewList {
  readonly #page: Around;
  readonly #notes: Live<ShownNote[]>;
  #view = $state.raw<NotesView>('question');
  #seen = $state.raw<ReadonlySet<string> | null>(null);

  constructor(notebook: Notebook, page: Around) {
    this.#page = page;
    this.#notes = new Live(
      notebook,
      async r => {
        const found = await readNotes(notebook, r, page.visit, page.parent);
        const ids = new Set(found.map(one => one.note.id));
        this.#seen ??= ids;
        page.writer.arrived(ids);
        return found;
      },
      [],
    );
  }

  get isBroken(): boolean {
    return this.#notes.error !== null;
  }

  get view(): NotesView {
    return this.#view;
  }

  /** Notes that may be shown now: others' new ones wait until they are asked for, so that nothing moves. */
  get notes(): ShownNote[] {
    // A note being written for the first time stands in the field, also when it is sealed meanwhile.
    const { hand } = this.#page.writer;
    return this.#notes.value.filter(
      one => !one.note.deleted && !(hand.isNew && hand.id === one.note.id) && (one.isMine || (this.#seen?.has(one.note.id) ?? true)),
    );
  }

  get listed(): ShownNote[] {
    const { answering } = this.#page.ask;
    if (answering) return inOrder(this.notes.filter(one => one.note.answers === answering.id));
    const ids = new Set(
      notesAt(
        this.notes.map(one => one.note),
        this.#page.at,
        this.#page.themes,
      ).map(one => one.id),
    );
    return inOrder(this.notes.filter(one => ids.has(one.note.id)));
  }

  /** Whether a note of this place belongs to what is in hand. */
  isHere(place: NotePlace): boolean {
    const { answering } = this.#page.ask;
    if (answering) return place.answers === answering.id;
    return notesAt([{ ...place, id: '', writtenAt: 0 }], this.#page.at, this.#page.themes).length > 0;
  }

  get headings(): { key: string; title: string; notes: ShownNote[] }[] {
    const byId = new Map(this.notes.map(one => [one.note.id, one]));
    return notesByPlace(
      this.notes.map(one => one.note),
      this.#page.themes,
    ).map(heading => ({
      key: `${heading.theme} ${heading.question}`,
      title: this.#page.wordsOf(heading),
      notes: heading.notes.map(one => byId.get(one.id)!),
    }));
  }

  get hasOthers(): boolean {
    return this.#notes.value.some(one => !one.isMine && !one.note.deleted);
  }

  get unseen(): number {
    return this.#notes.value.filter(one => !one.isMine && !one.note.deleted && !(this.#seen?.has(one.note.id) ?? true)).length;
  }

  get deleted(): ShownNote[] {
    return deletedOwn(this.#notes.value);
  }

  /** Notes sent a moment ago, whose rows are still on their way. */
  get onTheirWay(): NoteInHand[] {
    const known = new Set(this.#notes.value.map(one => one.note.id));
    return this.#page.writer.sent.filter(one => !known.has(one.id) && one.id !== this.#page.writer.hand.id);
  }

  showNew(): void {
    this.#seen = new Set(this.#notes.value.map(one => one.note.id));
  }

  show(view: NotesView): void {
    this.#view = view;
  }
}
