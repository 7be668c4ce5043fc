import { attendance, type Attendee, type AttendanceState } from '#domain/attendance.ts';
import { interview } from '#domain/interview.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';

interface Surroundings {
  readonly visit: string;
  readonly parent: string;
  write(one: Draft): Promise<boolean>;
}

/** What really happened at the beginning of an interview: who came, and into which room. The plan stays as it is. */
export class InterviewAttendance {
  readonly #notebook: Notebook;
  readonly #page: Surroundings;

  constructor(notebook: Notebook, page: Surroundings) {
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

  /** @param room '' for the plan's */
  room(room: string): Promise<boolean> {
    const { visit, parent } = this.#page;
    return this.#page.write(draft(interview, { space: notesSpace(visit), id: parent }, { parent: visit, room: room.trim() }));
  }

  #write(id: string, change: Parameters<typeof draft<(typeof attendance)['fields']>>[2]): Promise<boolean> {
    const { visit, parent } = this.#page;
    return this.#page.write(draft(attendance, { space: notesSpace(visit), id }, { parent, ...change }));
  }
}
