import type { Finding, StandingFinding } from '#domain/debrief-findings.ts';
import type { DebriefNote } from '#domain/debrief-notes.ts';
import type { Side } from '#domain/finding.ts';
import { debriefSpace } from '#domain/spaces.ts';
import { m } from '#i18n/messages.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { DebriefSight } from '#ui/items/debrief-sight.svelte.ts';
import type { App } from '../../app-context.ts';
import { Watched } from '../../live.svelte.ts';

/** One finding, large: its wording, what it rests on, what is merged into it. */
export class FindingPage extends DebriefSight {
  readonly id: string;
  readonly #app: App;
  readonly #link: Watched<App['link']['value']>;
  readonly #me: string;
  isMerging = $state(false);

  constructor(app: App, notebook: Notebook, visit: string, id: string) {
    super(notebook, visit);
    this.id = id;
    this.#app = app;
    this.#me = notebook.me.person;
    this.#link = new Watched(app.link);
  }

  get where() {
    return { space: debriefSpace(this.visit), id: this.id };
  }

  readonly finding = $derived.by<Finding | undefined>(() => this.day.findings.find(one => one.id === this.id));
  readonly standing = $derived.by<StandingFinding | undefined>(() => this.day.standing.find(one => one.finding.id === this.id));
  /** The finding that this one is merged into, if it is. */
  readonly host = $derived.by(() => this.day.standing.find(one => one.parts.some(part => part.id === this.id)));

  get evidence() {
    return this.evidenceOf({ evidence: this.#rests });
  }
  get notes(): DebriefNote[] {
    const ids = new Set(this.#rests);
    return this.day.notes.filter(one => ids.has(one.note.id)).sort((a, b) => a.note.writtenAt - b.note.writtenAt);
  }
  get #rests(): string[] {
    return this.standing?.evidence ?? this.finding?.evidence ?? [];
  }
  /** Who else is writing in this finding now. */
  get writers(): string[] {
    const here = this.#link.value.present.filter(one => one.item === this.id && one.space === this.where.space && one.person !== this.#me);
    return [...new Set(here.map(one => this.day.people.get(one.person) ?? ''))].filter(Boolean);
  }
  get position(): { index: number; count: number } {
    const list = this.finding ? this.board[this.finding.side] : [];
    return { index: list.findIndex(one => one.finding.id === this.id), count: list.length };
  }

  async toSide(side: Side): Promise<void> {
    if (this.finding) this.report(await this.acts.toSide(this.finding, side));
  }
  async toTheme(theme: string): Promise<void> {
    if (this.finding) this.report(await this.acts.toTheme(this.finding, theme));
  }
  async move(by: -1 | 1): Promise<void> {
    if (this.finding) this.report(await this.acts.move(this.finding, by));
  }
  async takeAway(one: DebriefNote): Promise<void> {
    if (this.standing) this.report(await this.acts.carry(this.standing, one.note.id, false));
  }
  async mergeInto(other: Finding): Promise<void> {
    this.isMerging = false;
    if (this.finding && this.report(await this.acts.merge(this.finding, other)))
      this.#app.go(`/visits/${this.visit}/findings/${other.id}`, 'replace');
  }
  async split(part: Finding): Promise<void> {
    this.report(await this.acts.split(part));
  }
  async discard(): Promise<void> {
    const one = this.finding;
    if (!one || !this.report(await this.acts.discard(one))) return;
    this.offerUndo(m.debrief_undo_discard({ claim: one.claim.trim() || m.debrief_unworded() }), () => this.acts.restore(one));
  }
  async restore(): Promise<void> {
    this.closeUndo();
    if (this.finding) this.report(await this.acts.restore(this.finding));
  }
}
