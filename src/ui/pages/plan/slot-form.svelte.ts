import type { SlotType } from '#domain/slot.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { minutesOfTime } from '#domain/schedule-times.ts';
import { clock } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { peopleOf, type Interviewee, type PlanSight, type Slot } from './plan-reading.ts';

/** One interviewee of the form; `before` is them as they stand. */
export class FormPerson {
  readonly before: Interviewee | null;
  name = $state('');
  title = $state('');
  group = $state('');
  isConfirmed = $state(false);

  constructor(before: Interviewee | null) {
    this.before = before;
    this.name = before?.name ?? '';
    this.title = before?.title ?? '';
    this.group = before?.group ?? '';
    this.isConfirmed = before?.isConfirmed ?? false;
  }

  get isEmpty(): boolean {
    return !this.name.trim() && !this.title.trim();
  }
}

const newTrack = 'new';

/** A row of the day in the making. Only the fields that were changed here are written, so that two who edit one row at once keep both. */
export class SlotForm {
  readonly before: Slot | null;
  readonly isStarted: boolean;
  readonly #sight: PlanSight;
  readonly #start: ReturnType<SlotForm['values']>;
  type = $state<SlotType>('interview');
  title = $state('');
  start = $state('');
  end = $state('');
  room = $state('');
  link = $state('');
  remark = $state('');
  language = $state<'' | 'fi' | 'sv' | 'en'>('');
  track = $state('');
  trackName = $state('');
  template = $state('');
  people = $state.raw<readonly FormPerson[]>([]);
  isTried = $state(false);

  constructor(before: Slot | null, sight: PlanSight, type: SlotType = 'interview') {
    this.before = before;
    this.#sight = sight;
    this.isStarted = before !== null && sight.started.has(before.id);
    this.type = type;
    if (before) Object.assign(this, valuesOf(before));
    const own = before ? peopleOf(sight.people, before.id) : [];
    this.people = own.map(one => new FormPerson(one));
    if (this.people.length === 0) this.people = [new FormPerson(null)];
    this.#start = this.values();
  }

  get isInterview(): boolean {
    return this.type === 'interview';
  }
  get tracks(): { value: string; label: string }[] {
    const named = this.#sight.tracks.map((one, index) => ({ value: one.id, label: one.name || m.plan_track({ number: index + 1 }) }));
    return [{ value: '', label: m.plan_form_track_none() }, ...named, { value: newTrack, label: m.plan_form_track_new() }];
  }
  get isNewTrack(): boolean {
    return this.track === newTrack;
  }
  get templates(): { value: string; label: string }[] {
    return [
      { value: '', label: m.plan_form_template_visit() },
      ...this.#sight.templates.map(({ id, name }) => ({ value: id, label: name })),
    ];
  }
  get startError(): string | undefined {
    return this.isTried && !this.start ? m.plan_form_start_missing() : undefined;
  }
  get endError(): string | undefined {
    if (!this.isTried) return undefined;
    if (!this.end) return m.plan_form_end_missing();
    const isBefore = this.start && minutesOfTime(this.end) <= minutesOfTime(this.start);
    return isBefore ? m.plan_form_end_before({ start: clock(locale(), this.start) }) : undefined;
  }
  get linkError(): string | undefined {
    return this.isTried && this.link.trim() && !/^https?:\/\/\S+$/iu.test(this.link.trim()) ? m.plan_form_link_bad() : undefined;
  }

  addPerson(): void {
    this.people = [...this.people, new FormPerson(null)];
  }
  removePerson(one: FormPerson): void {
    this.people = this.people.filter(other => other !== one);
  }

  /** Null while something is wrong; then the fields say what. */
  drafts(space: string, newId: () => string): Draft[] | null {
    this.isTried = true;
    if (this.startError || this.endError || this.linkError) return null;
    const id = this.before?.id ?? newId();
    const drafts: Draft[] = [];
    const values = this.values();
    if (this.isNewTrack) {
      values.track = newId();
      const order = Math.max(-1, ...this.#sight.tracks.map(one => one.order)) + 1;
      drafts.push(draft(track, { space, id: values.track }, { name: this.trackName.trim() || values.room, order }));
    }
    const changed = this.before
      ? Object.entries(values).filter(([field, value]) => this.#start[field as 'room'] !== value)
      : Object.entries(values);
    if (changed.length) drafts.unshift(draft(slot, { space, id }, Object.fromEntries(changed)));
    return [...drafts, ...this.#peopleDrafts(space, id, newId)];
  }

  values() {
    const { type, start, end, language, track: place, template } = this;
    return {
      type,
      start,
      end,
      language,
      template,
      track: type === 'interview' ? place : '',
      title: this.title.trim(),
      room: this.room.trim(),
      link: this.link.trim(),
      remark: this.remark.trim(),
    };
  }

  #peopleDrafts(space: string, parent: string, newId: () => string): Draft[] {
    const kept = this.isInterview ? this.people.filter(one => !one.isEmpty) : [];
    // As they stood when the form opened: somebody added on another device meanwhile was never in it, and stays.
    const known = this.before ? peopleOf(this.#sight.people, this.before.id) : [];
    const gone = known.filter(one => !kept.some(other => other.before?.id === one.id));
    const drafts = gone.map(one => draft(interviewee, { space, id: one.id }, { deleted: true }));
    for (const [order, one] of kept.entries()) {
      const values = { name: one.name.trim(), title: one.title.trim(), group: one.group, isConfirmed: one.isConfirmed };
      const { before } = one;
      if (!before) {
        drafts.push(draft(interviewee, { space, id: newId() }, { ...values, order, parent }));
        continue;
      }
      const changed = Object.entries(values).filter(([field, value]) => before[field as 'name'] !== value);
      if (changed.length) drafts.push(draft(interviewee, { space, id: before.id }, Object.fromEntries(changed)));
    }
    return drafts;
  }
}

function valuesOf({ type, title, start, end, room, link, remark, language, track: place, template }: Slot) {
  return { type, title, start, end, room, link, remark, language, track: place, template };
}
