import type { AsItWent } from '#domain/as-it-went.ts';
import { changesSince, type DayChange, type SeenDay } from '#domain/day-changes.ts';
import { linesOf, minutesInto, momentOf, type DayLine, type Moment } from '#domain/day.ts';
import { hourOf, type Hour } from '#domain/hour.ts';
import { seat, seatId } from '#domain/interview.ts';
import type { slot } from '#domain/slot.ts';
import { notesSpace } from '#domain/spaces.ts';
import { list, localDate, localTime } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { draft } from '#notebook/draft.ts';
import type { WriteFailure, Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { ItemOf } from '#oplog/kind.ts';
import type { App } from '#ui/app-context.ts';
import { LaterShift } from '#ui/items/later-shift.svelte.ts';
import { partsOf, recorderWords } from '#ui/items/room-parts.ts';
import { inOrder } from '#ui/items/shown-notes.ts';
import { Live, Watched } from '#ui/live.svelte.ts';
import { keepSeenDay, seenDay } from './day-seen.ts';
import { noDay, readToday, type TodayDay } from './today-reading.ts';

type Slot = AsItWent<ItemOf<typeof slot>>;

/** A visit day: what is going on now, what comes next, and everything of the day. */
export class TodayPage {
  readonly #notebook: Notebook;
  readonly #day: Live<TodayDay>;
  readonly #minute: Watched<number>;
  readonly shift: LaterShift;
  #isPastShown = $state.raw(false);
  #problem = $state.raw('');
  #seen = $state.raw<SeenDay | null>(null);
  /** It had been looked at before this page was opened. */
  #wasSeen = false;

  constructor(app: App, notebook: Notebook, visit: string) {
    this.#notebook = notebook;
    this.#minute = new Watched(app.minute);
    this.shift = new LaterShift(notebook, this);
    this.#day = new Live(
      notebook,
      async r => {
        const day = await readToday(notebook, r, visit);
        this.#see(day);
        return day;
      },
      noDay,
    );
  }

  get isReady(): boolean {
    return this.#day.isReady;
  }

  get isBroken(): boolean {
    return this.#day.error !== null;
  }

  get day(): TodayDay {
    return this.#day.value;
  }

  get visit(): string {
    return this.day.visit?.id ?? '';
  }

  /** My track; '' while none is chosen. */
  get track(): string {
    return this.day.track;
  }

  get problem(): string {
    return this.#problem;
  }

  /** In milliseconds, by the corrected clock. */
  get now(): number {
    return this.#minute.value;
  }

  /** The present moment in the programme's zone. */
  get clock(): string {
    return localTime(this.#minute.value, this.day.zone);
  }

  get today(): string {
    return localDate(this.#minute.value, this.day.zone);
  }

  /** The present minute of the visit's day: negative before it. */
  get minute(): number {
    return minutesInto(this.day.visit?.date ?? this.today, { date: this.today, time: this.clock });
  }

  get moment(): Moment<Slot> {
    return momentOf(this.day.slots, this.minute, this.day.track);
  }

  /** How many days there are until the visit; negative after it. */
  get daysUntil(): number {
    return -Math.floor(this.minute / (24 * 60));
  }

  get isOver(): boolean {
    const ends = this.day.slots.map(one => one.to).filter(to => to < Infinity);
    return ends.length > 0 && this.minute >= Math.max(...ends);
  }

  /** The hour of what is going on now, with a late start. */
  get hour(): Hour | null {
    const { now } = this.moment;
    if (!now) return null;
    const startedAt = this.day.started.get(now.slot.id)?.startedAt ?? 0;
    return hourOf({ from: now.from, to: now.to, startedAt: startedAt ? this.#minuteOf(startedAt) : null }, this.minute);
  }

  get lines(): DayLine<Slot>[] {
    return linesOf(this.day.slots, this.day.track);
  }

  /** The lines to come, and on a day that is not on all of them. */
  get shownLines(): DayLine<Slot>[] {
    return this.#isPastShown || !this.isOn ? this.lines : this.lines.filter(line => !this.#isPast(line));
  }

  get pastLines(): DayLine<Slot>[] {
    return this.#isPastShown || !this.isOn ? [] : this.lines.filter(line => this.#isPast(line));
  }

  /** Whether the visit is going on today, between its first row and its last. */
  get isOn(): boolean {
    const first = this.day.slots[0];
    return first !== undefined && this.minute >= first.from && !this.isOver;
  }

  /** From the afternoon before until the day begins: the time to make a device ready. */
  get isEve(): boolean {
    return this.minute >= -9 * 60 && this.minute < (this.day.slots[0]?.from ?? 0);
  }

  /** The moment of the line before which the present stands; null when it is not on the line. */
  get momentBefore(): number | null {
    return this.isOn ? (this.shownLines.find(line => line.from > this.minute)?.from ?? null) : null;
  }

  /** Interviews to come that would begin without questions on this device; 0 for those who see no notes. */
  get withoutQuestions(): number {
    const { mayWriteNotes, plan, started } = this.day;
    if (!mayWriteNotes) return 0;
    return plan.withoutQuestions.filter(one => one.to > this.minute && !started.get(one.slot.id)?.startedAt).length;
  }

  /** My track's last interview, when it is over and what stayed in mind has not been asked yet; it is not asked about the day before. */
  get toHarvest(): string | null {
    const { slots, started, harvested, track } = this.day;
    const held = slots.filter(
      ({ slot: { id, type, track: of } }) => type === 'interview' && started.get(id)?.startedAt && (!track || of === track),
    );
    const last = held.at(-1);
    if (!last || harvested.has(last.slot.id) || this.minute > last.to + 6 * 60) return null;
    return started.get(last.slot.id)?.endedAt || this.minute >= last.to ? last.slot.id : null;
  }

  get outside() {
    return inOrder(this.day.outside);
  }

  get mustChooseTrack(): boolean {
    return this.day.isVisitor && this.day.tracks.length > 1 && this.day.track === '';
  }

  /** What is not as it was when somebody last looked on this device. */
  get changes(): DayChange[] {
    return this.#seen ? changesSince(this.#seen, glanceAt(this.day)) : [];
  }

  /** A day seen for the first time has no changes, though it may still be arriving. */
  #see(day: TodayDay): void {
    if (!day.visit || this.#wasSeen) return;
    const before = this.#seen ? null : seenDay(day.visit.id);
    this.#wasSeen = before !== null && Object.keys(before).length > 0;
    this.#seen = this.#wasSeen ? before : glanceAt(day);
    if (!this.#wasSeen) keepSeenDay(day.visit.id, this.#seen!);
  }

  seeChanges(): void {
    this.#seen = glanceAt(this.day);
    keepSeenDay(this.visit, this.#seen);
  }

  titleOf(id: string): string {
    return this.day.words.get(id)?.title ?? '';
  }

  peopleOf(id: string): string {
    return this.day.words.get(id)?.people ?? '';
  }

  /** Who sits in a track: `Sinä, Timo ja Saara`; '' while nobody has chosen it. */
  seatsOf(track: string): string {
    const names = this.day.seats.get(track) ?? [];
    return list(
      locale(),
      names.map(name => name || m.today_you()),
    );
  }

  /** Whether times of my track are no longer the plan's. */
  get isShifted(): boolean {
    const { slots, track } = this.day;
    return slots.some(({ slot: one }) => one.start !== one.planned.start && (track === '' || one.track === track));
  }

  /** Who writes in an interview, when that was said; when nobody does or several do, that. */
  recorderOf(one: Slot): string {
    return recorderWords(partsOf(this.day.parts, one.id, one.track));
  }

  showPast(): void {
    this.#isPastShown = true;
  }

  async sitIn(track: string): Promise<void> {
    const { visit } = this.day;
    if (!visit) return;
    const id = seatId(this.#notebook.me.person, visit.id);
    await this.told(await this.#notebook.write([draft(seat, { space: notesSpace(visit.id), id }, { parent: visit.id, track })]));
  }

  closeProblem(): void {
    this.#problem = '';
  }

  async told(written: Written): Promise<void> {
    this.#problem = written.ok ? '' : await whyNot(written.error);
  }

  /** Begun: over, or in the card above the line. */
  #isPast(line: DayLine<Slot>): boolean {
    return line.from <= this.minute;
  }

  #minuteOf(wall: number): number {
    const { zone, visit } = this.day;
    return minutesInto(visit?.date ?? this.today, { date: localDate(wall, zone), time: localTime(wall, zone) });
  }
}

function glanceAt({ slots, words }: TodayDay): SeenDay {
  const row = ({ slot: { id, start, room, isCancelled } }: (typeof slots)[number]) => {
    const { title = '', people = '' } = words.get(id) ?? {};
    return [id, { start, room, title, people, isCancelled }];
  };
  return Object.fromEntries(slots.map(row));
}

/** The sentences of failures are fetched when one is needed: they are no part of the first screen. */
async function whyNot(failure: WriteFailure): Promise<string> {
  const sentences = await import('#ui/items/error-message.ts').catch(() => null);
  return sentences?.errorToMessage(failure) ?? m.today_track_not_written();
}
