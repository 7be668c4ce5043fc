import type { HistoryEntry } from '#notebook/history.ts';
import type { Json } from '#oplog/json.ts';

/** An item as it was at some moment: values by path, texts by field. */
export interface PastState {
  values: Readonly<Record<string, Json>>;
  texts: Readonly<Record<string, string>>;
}

/** What one person did in one go. A text is sealed many times while it is written: those seals are one step. */
export interface HistoryStep {
  key: string;
  author: string;
  /** When it ended, by the corrected clock, in milliseconds. */
  at: number;
  before: PastState;
  after: PastState;
  /** Paths it set, and the text fields it changed. */
  paths: string[];
  fields: string[];
  isRefused: boolean;
  isFirst: boolean;
}

/** Entries of one author closer than this belong to one step. */
const pause = 5 * 60_000;

/** The steps of an item, oldest first. Refused entries change nothing and are steps of their own. */
export function stepsOf(entries: readonly HistoryEntry[]): HistoryStep[] {
  const steps: HistoryStep[] = [];
  let state: PastState = { values: {}, texts: {} };
  for (const entry of entries) {
    const before = state;
    const after = entry.isRefused ? state : nextState(state, entry);
    state = after;
    const last = steps.at(-1);
    const paths = entry.set.map(one => one.path);
    const fields = Object.keys(entry.texts).filter(field => (before.texts[field] ?? '') !== entry.texts[field]);
    if (last && continues(last, entry)) {
      last.at = entry.at;
      last.after = after;
      last.paths = [...new Set([...last.paths, ...paths])];
      last.fields = [...new Set([...last.fields, ...fields])];
      continue;
    }
    steps.push({
      key: entry.name,
      author: entry.author,
      at: entry.at,
      before,
      after,
      paths,
      fields,
      isRefused: entry.isRefused,
      isFirst: steps.length === 0,
    });
  }
  return steps;
}

function nextState(state: PastState, entry: HistoryEntry): PastState {
  return {
    values: { ...state.values, ...Object.fromEntries(entry.set.map(({ path, to }) => [path, to])) },
    texts: { ...state.texts, ...entry.texts },
  };
}

function continues(last: HistoryStep, entry: HistoryEntry): boolean {
  if (last.isRefused || entry.isRefused || last.author !== entry.author) return false;
  if (entry.at - last.at > pause || entry.at < last.at) return false;
  const isTurn = (path: string) => path === 'deleted' || path === 'mergedInto';
  return !entry.set.some(({ path }) => isTurn(path)) && !last.paths.some(path => isTurn(path) && !last.isFirst);
}
