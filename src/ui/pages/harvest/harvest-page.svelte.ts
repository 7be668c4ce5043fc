import { mayRead } from '#domain/access.ts';
import { harvest, mostStars } from '#domain/harvest.ts';
import { note } from '#domain/note.ts';
import { programme } from '#domain/programme.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { m } from '#i18n/messages.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { App } from '#ui/app-context.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import { inOrder, readNotes, type ShownNote } from '#ui/items/shown-notes.ts';
import { slotTitle } from '#ui/items/slot-words.ts';

interface Harvest {
  isFound: boolean;
  isReadable: boolean;
  title: string;
  zone: string;
  /** One's own, as they were written. */
  notes: ShownNote[];
  /** One's own pages photographed, and not typed out. */
  untyped: ShownNote[];
}

const nothing: Harvest = { isFound: true, isReadable: true, title: '', zone: programme.fields.zone.initial, notes: [], untyped: [] };

async function readHarvest(notebook: Notebook, r: NotebookReader, visit: string, id: string): Promise<Harvest> {
  const { me } = notebook;
  if (!mayRead(await notebook.access(r.log), me.person, notesSpace(visit))) return { ...nothing, isReadable: false };
  const own = await r.item(slot, visitSpace(visit), id);
  if (!own) return { ...nothing, isFound: false };
  const about = await r.item(programme, programmeSpace(me.programme), me.programme);
  const mine = inOrder((await readNotes(notebook, r, visit, id)).filter(one => one.isMine && !one.note.deleted));
  const isTyped = ({ note: { words } }: ShownNote) => words.trim() !== '';
  return {
    ...nothing,
    title: slotTitle(own, await r.children(interviewee, id)),
    zone: about?.zone || nothing.zone,
    notes: mine.filter(isTyped),
    untyped: mine.filter(one => !isTyped(one) && one.photos.some(page => page.photo.source === 'paper')),
  };
}

/** Two minutes after the hour: up to three of one's own notes, and one line of what stayed in mind. */
export class HarvestPage extends LivePage<Harvest> {
  readonly visit: string;
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #slot: string;
  /** Said when a fourth star was asked for, until one is taken away. */
  isFull = $state(false);

  constructor(app: App, notebook: Notebook, visit: string, id: string) {
    super(notebook, r => readHarvest(notebook, r, visit, id), nothing);
    this.visit = visit;
    this.#app = app;
    this.#notebook = notebook;
    this.#slot = id;
  }

  get harvest(): Harvest {
    return this.value;
  }

  /** What stayed in mind: its text's place. */
  get where(): { space: string; id: string } {
    return { space: notesSpace(this.visit), id: this.#notebook.ownId(this.#slot) };
  }

  get starsLeft(): number {
    return Math.max(0, mostStars - this.harvest.notes.filter(one => one.note.isStarred).length);
  }

  get starsWords(): string {
    return this.isFull && this.starsLeft === 0 ? m.harvest_full() : m.harvest_left({ count: this.starsLeft });
  }

  async star({ note: { id, isStarred } }: ShownNote): Promise<void> {
    this.isFull = !isStarred && this.starsLeft === 0;
    if (this.isFull) return;
    this.report(await this.#notebook.write([draft(note, { space: notesSpace(this.visit), id }, { isStarred: !isStarred })]));
  }

  /** Goes back to the day; this interview is not asked about again. */
  async end(state: 'done' | 'skipped'): Promise<void> {
    const written = await this.#notebook.write([draft(harvest, this.where, { parent: this.#slot, state })]);
    if (this.report(written)) this.#app.go(`/visits/${this.visit}`);
  }
}
