import { asItWent } from '#domain/as-it-went.ts';
import { placeSlots } from '#domain/day.ts';
import { interview } from '#domain/interview.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { notesSpace, visitSpace } from '#domain/spaces.ts';
import { shiftRest } from '#domain/track-shift.ts';
import { clock } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { draft } from '#notebook/draft.ts';
import type { ActName } from '#notebook/acts.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { ShiftedPage } from './later-shift.svelte.ts';
import { slotTitle } from './slot-words.ts';

/** Moves the rest of one track's day by one tap, with the way back. The plan stays: the times that were recorded lie over it. */
export class DayShift {
  readonly #notebook: Notebook;
  readonly #page: ShiftedPage;
  readonly #say: (words: string) => void;
  #acts: readonly ActName[] = [];

  /** @param say told what was done */
  constructor(notebook: Notebook, page: ShiftedPage, say: (words: string) => void) {
    this.#notebook = notebook;
    this.#page = page;
    this.#say = say;
  }

  async by(minutes: number): Promise<void> {
    const { track, minute } = this.#page;
    const { plan, marks, people } = await this.#read();
    const { rows, into } = shiftRest(asItWent(plan, marks), marks, { minute, track, by: minutes });
    const written = await this.#write(rows);
    if (!written.ok) return;
    const [next] = placeSlots(
      asItWent(
        plan,
        rows.map(row => ({ ...row, room: '' })),
      ),
    ).filter(one => one.slot.id === rows[0]?.id);
    const run = plan.find(one => one.id === into);
    const titleOf = (one: (typeof plan)[number]) =>
      slotTitle(
        one,
        people.filter(who => who.parent === one.id),
      );
    const said = next
      ? [
          m.today_shifted({ minutes, time: clock(locale(), next.slot.start) }),
          run ? m.today_shifted_into({ title: titleOf(run), time: clock(locale(), run.start) }) : '',
        ]
          .filter(Boolean)
          .join(' ')
      : m.today_nothing_to_shift();
    this.#say(said);
  }

  /** All times as the plan has them. */
  async reset(): Promise<void> {
    const { track } = this.#page;
    const { plan, marks } = await this.#read();
    const own = new Set(plan.filter(one => track === '' || one.track === track).map(one => one.id));
    const written = await this.#write(marks.filter(mark => mark.later !== 0 && own.has(mark.id)).map(({ id }) => ({ id, later: 0 })));
    if (written.ok) this.#say(m.today_shift_reset());
  }

  async undo(): Promise<void> {
    const acts = this.#acts;
    this.#acts = [];
    if (acts.length) this.#page.told(await this.#notebook.undo(acts));
  }

  #read() {
    return this.#notebook.read(async r => ({
      plan: await r.items(slot, visitSpace(this.#page.visit)),
      marks: await r.items(interview, notesSpace(this.#page.visit)),
      people: await r.items(interviewee, visitSpace(this.#page.visit)),
    }));
  }

  async #write(rows: readonly { id: string; later: number }[]): Promise<Written> {
    const space = notesSpace(this.#page.visit);
    const written = await this.#notebook.write(
      rows.map(({ id, later }) => draft(interview, { space, id }, { parent: this.#page.visit, later })),
    );
    this.#acts = (written.ok && written.acts) || [];
    this.#page.told(written);
    return written;
  }
}
