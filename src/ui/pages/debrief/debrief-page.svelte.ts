import { sideOfSigns, type Finding } from '#domain/debrief-findings.ts';
import { filterNotes, groupNotes, noFilter, signOrder, type DebriefNote, type Grouping, type NoteFilter } from '#domain/debrief-notes.ts';
import type { Side } from '#domain/finding.ts';
import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { sideTitle } from '#ui/items/debrief-words.ts';
import { DebriefSight } from '#ui/items/debrief-sight.svelte.ts';
import type { App } from '../../app-context.ts';

/** The joint debrief: notes on one side, what is made of them on the other. */
export class DebriefPage extends DebriefSight {
  readonly #app: App;
  /** On a phone one of the two is shown. */
  pane = $state<'notes' | 'findings'>('notes');
  /** The theme in hand; '' shows all alike. */
  theme = $state('');
  grouping = $state<Grouping>('theme');
  filter = $state.raw<NoteFilter>(noFilter);
  merging = $state.raw<Finding | null>(null);
  #chosen = $state.raw<ReadonlySet<string>>(new Set());
  #collecting = $state('');

  constructor(app: App, notebook: Notebook, visit: string) {
    super(notebook, visit);
    this.#app = app;
  }

  readonly discarded = $derived.by(() => this.day.findings.filter(one => one.deleted).sort((a, b) => b.changedAt - a.changedAt));
  readonly used = $derived.by(() => new Set(this.day.standing.flatMap(one => one.evidence)));
  readonly shown = $derived.by(() => filterNotes(this.day.notes, this.filter, this.used));
  readonly collecting = $derived.by(() => this.day.standing.find(one => one.finding.id === this.#collecting));

  get groups() {
    const { themes, slots } = this.day;
    const inTime = [...slots].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1));
    const keys: Record<Grouping, string[]> = {
      theme: this.theme ? [this.theme] : themes.map(theme => theme.id),
      question: themes.flatMap(theme => theme.questions.map(question => question.id)),
      interview: inTime.map(slot => slot.id),
      sign: signOrder,
    };
    return groupNotes(this.shown, this.grouping, keys[this.grouping]);
  }

  get isNarrowed(): boolean {
    return Object.entries(this.filter).some(([key, value]) => value !== noFilter[key as keyof NoteFilter]);
  }
  get chosenCount(): number {
    return this.#chosen.size;
  }
  /** Those who wrote a note, for the filter. */
  get writers(): { id: string; name: string }[] {
    return [...new Map(this.day.notes.map(one => [one.note.owner ?? '', { id: one.note.owner ?? '', name: one.writer }])).values()];
  }

  questionWords(id: string): string {
    return this.day.themes.flatMap(theme => theme.questions).find(question => question.id === id)?.words ?? '';
  }
  /** Not of the theme in hand. */
  isElsewhere(one: Finding): boolean {
    return this.theme !== '' && one.theme !== this.theme;
  }
  takeTheme(id: string): void {
    this.theme = this.theme === id ? '' : id;
    this.grouping = 'theme';
  }
  isUsed(one: DebriefNote): boolean {
    return this.used.has(one.note.id);
  }
  /** While collecting: whether the finding rests on it. Otherwise: whether it is chosen for a new one. */
  isMarked(one: DebriefNote): boolean {
    return this.collecting ? this.collecting.evidence.includes(one.note.id) : this.#chosen.has(one.note.id);
  }
  isCollecting(id: string): boolean {
    return this.collecting?.finding.id === id;
  }

  narrow(change: Partial<NoteFilter>): void {
    this.filter = { ...this.filter, ...change };
  }
  showAll(): void {
    this.filter = noFilter;
  }

  async mark(one: DebriefNote, isMarked: boolean): Promise<void> {
    if (this.collecting) return void this.report(await this.acts.carry(this.collecting, one.note.id, isMarked));
    const chosen = new Set(this.#chosen);
    if (isMarked) chosen.add(one.note.id);
    else chosen.delete(one.note.id);
    this.#chosen = chosen;
  }

  clear(): void {
    this.#chosen = new Set();
  }

  /** The list the chosen notes' signs point to. */
  get likelySide(): Side {
    return sideOfSigns(this.#chosenNotes.map(one => one.note.sign));
  }

  /** A finding from the chosen notes; it is in hand at once, to be worded and to collect more. */
  async make(side: Side, notes: readonly DebriefNote[] = this.#chosenNotes): Promise<void> {
    const themes = new Set(notes.map(one => one.note.theme));
    const theme = themes.size === 1 ? [...themes][0]! : '';
    const { id, written } = await this.acts.make(
      side,
      notes.map(one => one.note.id),
      this.themeTitle(theme) ? theme : this.theme,
    );
    if (!this.report(written)) return;
    this.clear();
    this.collect(id);
    this.pane = 'findings';
    this.#app.say(m.debrief_said_made({ list: sideTitle(side) }));
  }

  makeEmpty(side: Side): Promise<void> {
    return this.make(side, []);
  }

  collect(id: string): void {
    this.clear();
    this.#collecting = id;
  }
  /** On a phone the notes come forward: that is where one collects. */
  collectMore(id: string): void {
    this.collect(id);
    this.pane = 'notes';
  }
  stopCollecting(): void {
    this.#collecting = '';
  }

  async toSide(one: Finding, side: Side): Promise<void> {
    if (this.report(await this.acts.toSide(one, side))) this.#app.say(m.debrief_said_moved({ list: sideTitle(side) }));
  }
  async toTheme(one: Finding, theme: string): Promise<void> {
    this.report(await this.acts.toTheme(one, theme));
  }
  async move(one: Finding, by: -1 | 1): Promise<void> {
    this.report(await this.acts.move(one, by));
  }
  async merge(into: Finding): Promise<void> {
    const one = this.merging;
    this.merging = null;
    if (!one || !this.report(await this.acts.merge(one, into))) return;
    this.offerUndo(m.debrief_undo_merge({ claim: named(one) }), () => this.acts.split(one));
  }
  async discard(one: Finding): Promise<void> {
    if (!this.report(await this.acts.discard(one))) return;
    this.offerUndo(m.debrief_undo_discard({ claim: named(one) }), () => this.acts.restore(one));
  }
  async restore(one: Finding): Promise<void> {
    this.report(await this.acts.restore(one));
    this.closeUndo();
  }
  get #chosenNotes(): DebriefNote[] {
    return this.day.notes.filter(one => this.#chosen.has(one.note.id));
  }
}

function named(one: Finding): string {
  return one.claim.trim() || m.debrief_unworded();
}
