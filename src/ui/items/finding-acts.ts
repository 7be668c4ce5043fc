import { lastOrder, movedOrders, type Board, type Finding, type StandingFinding } from '#domain/debrief-findings.ts';
import { finding, type Side } from '#domain/finding.ts';
import { debriefSpace } from '#domain/spaces.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Written } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';

/** What can be done to findings, on whichever page. Every act is one write, whole or not at all. */
export class FindingActs {
  readonly #notebook: Notebook;
  readonly #space: string;
  readonly #board: () => Board;

  constructor(notebook: Notebook, visit: string, board: () => Board) {
    this.#notebook = notebook;
    this.#space = debriefSpace(visit);
    this.#board = board;
  }

  /** A new finding at the end of its list. Its words are nobody's yet: they are written together. */
  async make(side: Side, evidence: readonly string[], theme = ''): Promise<{ id: string; written: Written }> {
    const id = this.#notebook.newId();
    const change = { side, evidence: [...evidence], theme, order: lastOrder(this.#board()[side]) };
    return { id, written: await this.#write([draft(finding, this.#at(id), change)]) };
  }

  /** Adds a note to a finding's evidence, or takes it away from it and from all that is merged into it. */
  carry(one: StandingFinding, note: string, isCarried: boolean): Promise<Written> {
    const holders = isCarried ? [one.finding] : [one.finding, ...one.parts].filter(part => part.evidence.includes(note));
    return this.#write(
      holders.map(part =>
        draft(
          finding,
          this.#at(part.id),
          { evidence: isCarried ? [...part.evidence, note] : part.evidence.filter(id => id !== note) },
          part.row,
        ),
      ),
    );
  }

  toSide(one: Finding, side: Side): Promise<Written> {
    return this.#write([draft(finding, this.#at(one.id), { side, order: lastOrder(this.#board()[side]) })]);
  }

  toTheme(one: Finding, theme: string): Promise<Written> {
    return this.#write([draft(finding, this.#at(one.id), { theme })]);
  }

  move(one: Finding, by: -1 | 1): Promise<Written> {
    const orders = movedOrders(this.#board()[one.side], one.id, by);
    return this.#write(orders.map(({ id, order }) => draft(finding, this.#at(id), { order })));
  }

  /** `one` goes into `other`, which stands for both; nothing of `one` is changed, so that it can be split out again. */
  merge(one: Finding, other: Finding): Promise<Written> {
    return this.#write([draft(finding, this.#at(one.id), { mergedInto: other.id })]);
  }

  split(part: Finding): Promise<Written> {
    return this.#write([draft(finding, this.#at(part.id), { mergedInto: '', order: lastOrder(this.#board()[part.side]) })]);
  }

  discard(one: Finding): Promise<Written> {
    return this.#write([draft(finding, this.#at(one.id), { deleted: true })]);
  }

  restore(one: Finding): Promise<Written> {
    return this.#write([draft(finding, this.#at(one.id), { deleted: false })]);
  }

  #at(id: string): { space: string; id: string } {
    return { space: this.#space, id };
  }

  #write(drafts: Draft[]): Promise<Written> {
    return drafts.length ? this.#notebook.write(drafts) : Promise.resolve({ ok: true });
  }
}
