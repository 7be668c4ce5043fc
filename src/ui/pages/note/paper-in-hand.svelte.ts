import { notesSpace } from '#domain/spaces.ts';
import { note } from '#domain/note.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NoteWriter } from '#ui/items/note-writer.svelte.ts';
import { readPhotos, type ShownPhoto } from '#ui/items/shown-photos.ts';
import { Live } from '#ui/live.svelte.ts';

/** A page photographed into a note, while the note is in the hand: it is typed out beside the picture. */
export class PaperInHand {
  readonly #notebook: Notebook;
  readonly #space: string;
  readonly #writer: NoteWriter;
  readonly #photos: Live<Map<string, ShownPhoto[]>>;
  /** The interview whose note was taken from there; ''. */
  #from = $state.raw('');

  constructor(notebook: Notebook, visit: string, writer: NoteWriter) {
    this.#notebook = notebook;
    this.#space = notesSpace(visit);
    this.#writer = writer;
    writer.breaksLines = () => this.photos.length > 0;
    this.#photos = new Live(
      notebook,
      async r => readPhotos(notebook, r, this.#space, await notebook.copies(r.log, this.#space)),
      new Map<string, ShownPhoto[]>(),
    );
  }

  get photos(): readonly ShownPhoto[] {
    const { hand } = this.#writer;
    return hand.isNew ? [] : (this.#photos.value.get(hand.id) ?? []).filter(one => one.photo.source === 'paper');
  }

  get from(): string {
    return this.#from;
  }

  /** Takes one's own note into the hand, wherever in the visit it was written. */
  async take(id: string, visit: string): Promise<void> {
    const { one, pages } = await this.#notebook.read(async r => ({
      one: await r.item(note, this.#space, id),
      pages: (await readPhotos(this.#notebook, r, this.#space, { server: null, devices: [] })).get(id) ?? [],
    }));
    if (!one || one.deleted || !this.#notebook.owns(one.id)) return;
    if (!pages.some(page => page.photo.source === 'paper')) return;
    this.#from = one.parent === visit ? '' : one.parent;
    await this.#writer.edit(one);
  }
}
