import { attendance, type Attendee, type AttendanceState } from '#domain/attendance.ts';
import { interview } from '#domain/interview.ts';
import { part, partId, type Part } from '#domain/part.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';

interface Surroundings {
  readonly visit: string;
  readonly parent: string;
  readonly room: { readonly isHarvested: boolean };
  write(one: Draft): Promise<boolean>;
}

/** What really happened in an interview: what was said at its beginning, who came, into which room, and when it was over. The plan stays as it is. */
export class InterviewAsItWent {
  readonly #notebook: Notebook;
  readonly #page: Surroundings;
  readonly #go: (path: string) => void;

  constructor(notebook: Notebook, page: Surroundings, go: (path: string) => void) {
    this.#go = go;
    this.#notebook = notebook;
    this.#page = page;
  }

  /** The same mark again takes it back. Who comes after being missed came late. */
  mark(one: Attendee, state: AttendanceState): Promise<boolean> {
    const isTakenBack = one.state === state;
    const cameAt = state === 'late' && !isTakenBack ? this.#notebook.wall() : 0;
    return this.#write(one.id, { state: isTakenBack ? 'planned' : state, cameAt });
  }

  name(one: Attendee, name: string): Promise<boolean> {
    return this.#write(one.id, { name });
  }

  title(one: Attendee, title: string): Promise<boolean> {
    return this.#write(one.id, { title });
  }

  group(one: Attendee, group: string): Promise<boolean> {
    return this.#write(one.id, { group });
  }

  /** Somebody the plan does not know. */
  add(): Promise<boolean> {
    return this.#write(this.#notebook.newId(), { state: 'extra' });
  }

  remove(one: Attendee): Promise<boolean> {
    return this.#write(one.id, { deleted: true });
  }

  /** What somebody does in this hour; the same again takes it back. */
  give(person: string, what: Part, before: Part | null): Promise<boolean> {
    const { visit, parent } = this.#page;
    const where = { space: notesSpace(visit), id: partId(parent, person) };
    return this.#page.write(draft(part, where, { parent, person, part: before === what ? 'none' : what }));
  }

  /** @param room '' for the plan's */
  room(room: string): Promise<boolean> {
    return this.#hour({ room: room.trim() });
  }

  tickOpening(index: number, isSaid: boolean): Promise<boolean> {
    const { visit } = this.#page;
    return this.#page.write({ ...draft(interview, this.#where(), {}), set: { parent: visit, [`opening/${index}`]: isSaid } });
  }

  /** The hour is over: what stayed in mind is asked once. */
  async end(): Promise<void> {
    const { visit, parent, room } = this.#page;
    const isEnded = await this.#hour({ endedAt: this.#notebook.wall() });
    if (isEnded && !room.isHarvested) this.#go(`/visits/${visit}/interviews/${parent}/harvest`);
  }

  goOn(): Promise<boolean> {
    return this.#hour({ endedAt: 0 });
  }

  #hour(change: Parameters<typeof draft<(typeof interview)['fields']>>[2]): Promise<boolean> {
    return this.#page.write(draft(interview, this.#where(), { parent: this.#page.visit, ...change }));
  }

  #where(): { space: string; id: string } {
    return { space: notesSpace(this.#page.visit), id: this.#page.parent };
  }

  #write(id: string, change: Parameters<typeof draft<(typeof attendance)['fields']>>[2]): Promise<boolean> {
    const { visit, parent } = this.#page;
    return this.#page.write(draft(attendance, { space: notesSpace(visit), id }, { parent, ...change }));
  }
}
