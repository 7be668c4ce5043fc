import { mayRead, mayWrite } from '#domain/access.ts';
import { placeSlots } from '#domain/day.ts';
import { note, otherTheme } from '#domain/note.ts';
import { programme } from '#domain/programme.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { template, templateVersion, type TemplateContent } from '#domain/template.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { App } from '#ui/app-context.ts';
import { AskNext } from '#ui/items/ask-next.svelte.ts';
import { HourKeys, type KeyedPage } from '#ui/items/hour-keys.svelte.ts';
import { NotePicks } from '#ui/items/note-picks.svelte.ts';
import { NoteWriter } from '#ui/items/note-writer.svelte.ts';
import { deletedOwn, inOrder, readNotes, type NotesDesk, type ShownNote } from '#ui/items/shown-notes.ts';
import { slotTitle } from '#ui/items/slot-words.ts';
import { Live } from '#ui/live.svelte.ts';
import { PaperInHand } from './paper-in-hand.svelte.ts';

interface OutsideRoom {
  isFound: boolean;
  isReadable: boolean;
  mayWrite: boolean;
  host: string;
  date: string;
  zone: string;
  themes: TemplateContent['themes'];
  interviews: { id: string; title: string; start: string }[];
}

const nowhere: OutsideRoom = {
  isFound: true,
  isReadable: true,
  mayWrite: false,
  host: '',
  date: '',
  zone: programme.fields.zone.initial,
  themes: [],
  interviews: [],
};

async function readOutside(notebook: Notebook, r: NotebookReader, visit: string): Promise<OutsideRoom> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const day = access.visits.get(visit);
  if (!day) return { ...nowhere, isFound: false };
  const notes = notesSpace(visit);
  if (!mayRead(access, me.person, notes)) return { ...nowhere, isReadable: false };
  const home = programmeSpace(me.programme);
  const version = (await r.item(template, home, day.template))?.version ?? '';
  const slots = (await r.items(slot, visitSpace(visit))).filter(one => one.type === 'interview' && !one.isCancelled);
  const people = await r.items(interviewee, visitSpace(visit));
  return {
    ...nowhere,
    mayWrite: mayWrite(access, me.person, { space: notes, kind: note.name, id: `${me.person}~new` }),
    host: access.municipalities.get(day.host)?.name ?? '',
    date: day.date,
    zone: (await r.item(programme, home, me.programme))?.zone || nowhere.zone,
    themes: (version && (await r.item(templateVersion, home, version))?.content.themes) || [],
    interviews: placeSlots(slots).map(({ slot: one }) => ({
      id: one.id,
      title: slotTitle(
        one,
        people.filter(person => person.parent === one.id),
      ),
      start: one.start,
    })),
  };
}

/** Notes outside interviews: the opening, lunch, the corridor, a site visit. */
export class NotePage implements NotesDesk, KeyedPage {
  readonly visit: string;
  readonly writer: NoteWriter;
  readonly ask: AskNext;
  readonly picks: NotePicks;
  readonly paper: PaperInHand;
  readonly keys = new HourKeys(this);
  readonly #room: Live<OutsideRoom>;
  readonly #notes: Live<ShownNote[]>;
  #theme = $state.raw(otherTheme);
  #chosen = $state.raw('');

  constructor(app: App, notebook: Notebook, visit: string) {
    this.visit = visit;
    this.#room = new Live(notebook, r => readOutside(notebook, r, visit), nowhere);
    this.#notes = new Live(
      notebook,
      async r => {
        const found = await readNotes(notebook, r, visit, visit);
        this.writer.arrived(new Set(found.map(one => one.note.id)));
        return found;
      },
      [],
    );
    this.writer = new NoteWriter(app, notebook, notesSpace(visit), () => ({ parent: visit, theme: this.#theme, question: '' }));
    this.paper = new PaperInHand(notebook, visit, this.writer);
    this.picks = new NotePicks(app, notebook, notesSpace(visit));
    this.ask = new AskNext(app, notebook, visit, visit, () => this.writer);
  }

  get isReady(): boolean {
    return this.#room.isReady;
  }

  get room(): OutsideRoom {
    return this.#room.value;
  }

  get parent(): string {
    return this.visit;
  }

  get zone(): string {
    return this.room.zone;
  }

  get mayWrite(): boolean {
    return this.room.mayWrite;
  }

  get themes(): TemplateContent['themes'] {
    return this.room.themes;
  }

  get interviews(): OutsideRoom['interviews'] {
    return this.room.interviews;
  }

  get chosen(): string {
    return this.#chosen;
  }

  /** The theme of the note in the hand, or of the one to come. */
  get theme(): string {
    const { hand } = this.writer;
    return hand.isBegun ? (this.#rowOf(hand.id)?.note.theme ?? hand.place.theme) : this.#theme;
  }

  get notes(): ShownNote[] {
    const { hand } = this.writer;
    return inOrder(this.#notes.value.filter(one => !one.note.deleted && !(hand.isNew && hand.id === one.note.id)));
  }

  get deleted(): ShownNote[] {
    return deletedOwn(this.#notes.value);
  }

  get onTheirWay() {
    return this.writer.sent.filter(one => !this.#rowOf(one.id) && one.id !== this.writer.hand.id);
  }

  /** Chooses the theme of what is being written; the next note begins under it too. */
  async chooseTheme(theme: string): Promise<void> {
    const { hand } = this.writer;
    this.#theme = theme;
    if (!hand.isBegun) return;
    await hand.settled();
    await this.writer.move(hand.id, { theme, question: '' });
  }

  /** Opens what can be done with a note that somebody's link leads to; a page photographed into one's own is typed out at once. */
  lookAt(id: string): void {
    this.#chosen = id;
    if (id) void this.paper.take(id, this.visit);
  }

  choose(one: ShownNote): void {
    const isOpen = this.#chosen === one.note.id;
    this.#chosen = isOpen ? '' : one.note.id;
    if (isOpen) {
      if (this.writer.hand.id === one.note.id) this.writer.send();
    } else if (one.isMine && this.mayWrite) void this.writer.edit(one.note);
  }

  #rowOf(id: string): ShownNote | undefined {
    return this.#notes.value.find(one => one.note.id === id);
  }
}
