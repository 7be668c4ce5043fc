import { rolesIn } from '#domain/access.ts';
import { nearestVisit } from '#domain/day.ts';
import { seat, seatId } from '#domain/interview.ts';
import { programme } from '#domain/programme.ts';
import { coordinator, visitor } from '#domain/role.ts';
import { slot, track } from '#domain/slot.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { localDate } from '#i18n/format.ts';
import type { ItemOf } from '#oplog/kind.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { errorToMessage } from '#ui/items/error-message.ts';
import { templateHere, type TemplateHere } from '#ui/items/template-here.ts';
import type { App } from '../../app-context.ts';
import { Live, Watched } from '../../live.svelte.ts';

export interface ReadyDay {
  visit: string;
  host: string;
  date: string;
  isVisitor: boolean;
  seesNotes: boolean;
  interviews: number;
  template: TemplateHere;
  tracks: ItemOf<typeof track>[];
  seat: string;
}
interface Held {
  name: string;
  today: string;
  days: ReadyDay[];
}

/** What this device holds of the days its person takes part in. */
export class JoinReady {
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #live: Live<Held>;
  readonly #link;
  readonly #device;
  #problem = $state('');
  #isPromised = $state<boolean | null>(null);

  constructor(app: App, notebook: Notebook) {
    this.#app = app;
    this.#notebook = notebook;
    this.#link = new Watched(app.link);
    this.#device = new Watched(app.device);
    this.#live = new Live(notebook, reader => readHeld(notebook, reader), { name: '', today: '', days: [] });
  }

  get held(): Held {
    return this.#live.value;
  }
  get link() {
    return this.#link.value.link;
  }
  get device() {
    return this.#device.value;
  }
  get problem(): string {
    return this.#problem;
  }
  /** What the browser answered when asked to keep the notes; null before. */
  get isPromised(): boolean | null {
    return this.#isPromised;
  }
  /** The programme has come: before that nobody knows which days there are to fetch. */
  get hasProgramme(): boolean {
    return this.held.name !== '' && this.#has(programmeSpace(this.#notebook.me.programme));
  }
  get isReady(): boolean {
    return this.hasProgramme && this.#link.value.missingSpaces.length === 0 && this.device.appReady;
  }
  /** Whether something can come now; else the page says why nothing does. */
  get isFetching(): boolean {
    return this.link === 'online' || this.link === 'starting';
  }
  /** The visit that a code to move by holds until; '' without any. */
  get nearest(): string {
    const { days, today } = this.held;
    return (
      nearestVisit(
        days.map(({ visit: id, date }) => ({ id, date, isCancelled: false })),
        today,
      )?.id ?? ''
    );
  }
  hasPlan(day: ReadyDay): boolean {
    return this.#has(visitSpace(day.visit));
  }
  hasNotes(day: ReadyDay): boolean {
    return this.#has(notesSpace(day.visit)) && this.#has(debriefSpace(day.visit));
  }

  async sitIn(day: ReadyDay, chosen: string): Promise<void> {
    const { me } = this.#notebook;
    const written = await this.#notebook.write([
      draft(seat, { space: notesSpace(day.visit), id: seatId(me.person, day.visit) }, { track: chosen }),
    ]);
    this.#problem = written.ok ? '' : errorToMessage(written.error);
  }
  async askPersistence(): Promise<void> {
    this.#isPromised = await this.#app.askPersistence();
  }
  openDay(): void {
    this.#app.go('/');
  }

  #has(space: string): boolean {
    return !this.#link.value.missingSpaces.includes(space);
  }
}

async function readHeld(notebook: Notebook, reader: NotebookReader): Promise<Held> {
  const { me } = notebook;
  const access = await notebook.access(reader.log);
  const days: ReadyDay[] = [];
  for (const visit of access.visits.values()) {
    const roles = rolesIn(access, me.person, visitSpace(visit.id));
    if (roles.length === 0 || visit.isCancelled) continue;
    const slots = await reader.items(slot, visitSpace(visit.id));
    const isVisitor = roles.includes(visitor);
    days.push({
      visit: visit.id,
      host: access.municipalities.get(visit.host)?.name ?? '',
      date: visit.date,
      isVisitor,
      seesNotes: isVisitor || roles.includes(coordinator),
      interviews: slots.filter(one => one.type === 'interview' && !one.isCancelled).length,
      template: await templateHere(reader, me.programme, visit.template),
      tracks: (await reader.items(track, visitSpace(visit.id))).sort((a, b) => a.order - b.order),
      seat: (await reader.item(seat, notesSpace(visit.id), seatId(me.person, visit.id)))?.track ?? '',
    });
  }
  days.sort((a, b) => (a.date < b.date ? -1 : 1));
  const zone = (await reader.item(programme, programmeSpace(me.programme), me.programme))?.zone || programme.fields.zone.initial;
  return { name: access.people.get(me.person)?.name ?? '', today: localDate(notebook.wall(), zone), days };
}
