import type { AskedState } from './interview.ts';
import type { TemplateContent } from './template.ts';

/** An interview that was begun: the template it is held with, and what became of its questions. */
export interface CoveredInterview {
  id: string;
  content: TemplateContent;
  asked: ReadonlyMap<string, AskedState>;
}

/** `silent`: nobody has said. `absent`: its template does not have the question. */
export type Covered = Exclude<AskedState, 'open'> | 'silent' | 'absent';

export interface CoverageRow {
  question: string;
  words: string;
  /** One for each interview, in their order. */
  cells: Covered[];
  /** Neither asked nor come up anywhere. */
  isUnasked: boolean;
}

export interface Coverage {
  themes: { id: string; short: string; rows: CoverageRow[] }[];
  /** The interviews that have a question of these. */
  interviews: string[];
  unasked: { id: string; words: string }[];
}

/** Question by question what became of it in the interviews that have begun: those held with a template that has any of the questions. */
export function coverageOf(themes: TemplateContent['themes'], begun: readonly CoveredInterview[]): Coverage {
  const ids = new Set(themes.flatMap(theme => theme.questions.map(({ id }) => id)));
  const found = begun
    .map(one => ({ ...one, questions: new Set(one.content.themes.flatMap(theme => theme.questions.map(({ id }) => id))) }))
    .filter(one => [...one.questions].some(id => ids.has(id)));
  const row = ({ id, words }: { id: string; words: string }): CoverageRow => {
    // One that was added in the middle of the day is in no version that an earlier hour began with, and may be asked there all the same.
    const cells = found.map(one => (one.questions.has(id) || one.asked.has(id) ? cellOf(one.asked.get(id)) : 'absent'));
    return { question: id, words, cells, isUnasked: !cells.some(cell => cell === 'asked' || cell === 'came-up') };
  };
  const covered = themes
    .filter(theme => theme.questions.length > 0)
    .map(theme => ({ id: theme.id, short: theme.short, rows: theme.questions.map(row) }));
  return {
    themes: covered,
    interviews: found.map(one => one.id),
    unasked: covered.flatMap(theme => theme.rows.filter(one => one.isUnasked).map(one => ({ id: one.question, words: one.words }))),
  };
}

function cellOf(state: AskedState = 'open'): Covered {
  return state === 'open' ? 'silent' : state;
}
