import { boardOf, type StandingFinding } from '#domain/debrief-findings.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { evidenceIn, noDebrief, readDebrief, type DebriefDay } from './debrief-reading.ts';
import { FindingActs } from './finding-acts.ts';
import { LivePage } from './live-page.svelte.ts';

/** What the debrief, a finding and the kooste have in common: the same rows, and what can be done to findings. */
export class DebriefSight extends LivePage<DebriefDay> {
  readonly visit: string;
  protected readonly acts: FindingActs;

  constructor(notebook: Notebook, visit: string) {
    super(notebook, reader => readDebrief(notebook, reader, visit), noDebrief);
    this.visit = visit;
    this.acts = new FindingActs(notebook, visit, () => this.board);
  }

  get day(): DebriefDay {
    return this.value;
  }
  readonly board = $derived.by(() => boardOf(this.day.standing));
  /** How many the day has: one tick of the evidence meter each. */
  readonly interviews = $derived.by(
    () => this.day.slots.filter(slot => slot.type === 'interview' && !slot.isCancelled && !slot.deleted).length,
  );

  evidenceOf(one: Pick<StandingFinding, 'evidence'>) {
    return evidenceIn(this.day, one.evidence);
  }
  themeTitle(id: string): string {
    return this.day.themes.find(theme => theme.id === id)?.title ?? '';
  }
}
