import { clashesOf, moveFor, type Clash } from '#domain/plan-clashes.ts';
import { coverageOf } from '#domain/plan-coverage.ts';
import { layoutOf } from '#domain/plan-layout.ts';
import { practical } from '#domain/practical.ts';
import { interviewee, slot, track, type SlotType } from '#domain/slot.ts';
import { visitSpace } from '#domain/spaces.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { takeJustDone } from '#ui/items/just-done.ts';
import { tellUndone } from '#ui/items/after-undo.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import type { App } from '../../app-context.ts';
import { noPlan, peopleOf, readPlan, type Interviewee, type PlanSight, type Practical, type Slot } from './plan-reading.ts';
import { clashWords, slotName, spanWords } from './plan-words.ts';
import { SlotForm } from './slot-form.svelte.ts';

/** A clash as it is shown: its sentence, and the time that would end it. */
export interface ShownClash {
  key: string;
  clash: Clash;
  slot: Slot | undefined;
  text: string;
  move: { start: string; end: string } | null;
}

/** The plan of the day: what is held when, where and with whom, and what does not fit. */
export class PlanPage extends LivePage<PlanSight> {
  readonly visit: string;
  readonly #app: App;
  readonly #notebook: Notebook;
  readonly #space: string;
  #isSaving = $state(false);
  form = $state.raw<SlotForm | null>(null);
  isNamingTracks = $state(false);
  #undoLabel = $state<string>();

  constructor(app: App, notebook: Notebook, visit: string) {
    super(notebook, reader => readPlan(notebook, reader, visit), noPlan);
    this.visit = visit;
    this.#app = app;
    this.#notebook = notebook;
    this.#space = visitSpace(visit);
    const done = takeJustDone(notebook, visit);
    if (!done) return;
    this.offerUndo(done.text, () => notebook.undo(done.acts));
    this.#undoLabel = m.changes_undo_import();
  }

  get sight(): PlanSight {
    return this.value;
  }
  get undoLabel(): string | undefined {
    return this.#undoLabel;
  }
  get isSaving(): boolean {
    return this.#isSaving;
  }

  readonly active = $derived.by(() => this.sight.slots.filter(one => !one.isCancelled));
  readonly cancelled = $derived.by(() => this.sight.slots.filter(one => one.isCancelled));
  /** Tracks that some interview is in: an empty one takes no column. */
  readonly tracks = $derived.by(() =>
    this.sight.tracks.filter(one => this.active.some(other => other.type === 'interview' && other.track === one.id)),
  );
  readonly layout = $derived.by(() =>
    layoutOf(
      this.active,
      this.tracks.map(one => one.id),
    ),
  );
  readonly untimed = $derived.by(() => this.active.filter(one => !this.layout.places.has(one.id)));
  readonly coverage = $derived.by(() => coverageOf(this.sight.slots, this.sight.people));
  readonly clashes = $derived.by((): ShownClash[] => {
    const { slots, people } = this.sight;
    return clashesOf(slots, people).map(clash => ({
      key: `${clash.slot} ${clash.other ?? ''}`,
      clash,
      slot: slots.find(one => one.id === clash.slot),
      text: clashWords(clash, slots, people),
      move: moveFor(clash, slots, people),
    }));
  });
  readonly clashing = $derived.by(() => new Set(this.clashes.map(one => one.clash.slot)));

  nameOf(one: Slot): string {
    return slotName(one, this.sight.people);
  }
  peopleOf(one: Slot): Interviewee[] {
    return peopleOf(this.sight.people, one.id);
  }
  isUnconfirmed(one: Slot): boolean {
    return one.type === 'interview' && this.peopleOf(one).some(person => !person.isConfirmed);
  }

  edit(one: Slot): void {
    this.closeProblem();
    this.form = new SlotForm(one, this.sight);
  }
  add(type: SlotType): void {
    this.closeProblem();
    this.form = new SlotForm(null, this.sight, type);
  }

  async save(): Promise<void> {
    const drafts = this.form?.drafts(this.#space, () => this.#notebook.newId());
    if (drafts && (await this.#write(drafts))) this.form = null;
  }

  async cancel(one: Slot, isCancelled: boolean): Promise<void> {
    // Cancelled by a person: an import that still holds the row does not bring it back.
    const { cancelled: _, ...imported } = one.imported;
    if (
      !(await this.#write([
        draft(slot, { space: this.#space, id: one.id }, { isCancelled, ...('cancelled' in one.imported && { imported }) }),
      ]))
    )
      return;
    this.form = null;
    if (isCancelled) this.#app.say(m.plan_said_cancelled({ what: this.nameOf(one) }));
  }

  async move({ slot: one, move }: ShownClash): Promise<void> {
    if (!one || !move || !(await this.#write([draft(slot, { space: this.#space, id: one.id }, move)]))) return;
    this.#app.say(m.plan_said_moved({ what: this.nameOf(one), span: spanWords(move) }));
  }

  async confirm(people: readonly Interviewee[]): Promise<void> {
    // One person may be in two interviews: whoever has said yes has said it for both.
    const names = new Set(people.map(one => one.name));
    const same = this.sight.people.filter(one => !one.isConfirmed && (people.includes(one) || (one.name && names.has(one.name))));
    const drafts = same.map(one => draft(interviewee, { space: this.#space, id: one.id }, { isConfirmed: true }));
    if (drafts.length < 2) await this.#write(drafts);
    else await this.#write(drafts, m.plan_confirmed_many({ count: drafts.length }));
  }

  async nameTracks(names: ReadonlyMap<string, string>): Promise<void> {
    const changed = this.sight.tracks.filter(one => (names.get(one.id) ?? one.name) !== one.name);
    if (await this.#write(changed.map(one => draft(track, { space: this.#space, id: one.id }, { name: names.get(one.id)! }))))
      this.isNamingTracks = false;
  }

  /** What visitors must know to come. Beside whatever else is being saved: what is typed here never waits for it. */
  async tell(change: Partial<Practical>): Promise<boolean> {
    return this.report(await this.#notebook.write([draft(practical, { space: this.#space, id: this.visit }, change)]));
  }

  /** @param undoable says what was done to many rows at once, with the way back */
  async #write(drafts: Draft[], undoable?: string): Promise<boolean> {
    if (this.#isSaving) return false;
    this.#isSaving = true;
    const written: Written = drafts.length ? await this.#notebook.write(drafts) : { ok: true };
    this.#isSaving = false;
    this.closeUndo();
    this.#undoLabel = undefined;
    if (written.ok && undoable) this.offerUndo(undoable, () => this.#notebook.undo(written.acts ?? []));
    return this.report(written);
  }

  protected override report(written: Written): boolean {
    tellUndone(this.#app, this.#space, written);
    return super.report(written);
  }
}
