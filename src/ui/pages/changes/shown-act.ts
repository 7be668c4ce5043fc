import { m } from '#i18n/messages.ts';
import type { Act, SpaceActs } from '#notebook/acts.ts';
import { undoingOf, undoneBy } from '#notebook/undoing.ts';
import type { Row } from '#oplog/fold.ts';
import type { Op } from '#oplog/op.ts';
import { countWords, itemWords, kindWord } from '#ui/items/item-words.ts';

/** An act as the list shows it. */
export interface ShownAct {
  act: Act;
  title: string;
  /** What was done to how many: `Lisätty: 12 riviä`. */
  lines: string[];
  isImport: boolean;
  /** Undoing it now would change something. */
  mayUndo: boolean;
  /** Nothing of it stands any more. */
  isUndone: boolean;
  /** What it touched and others changed since: undoing leaves these as they are. */
  kept: Row[];
}

export function shownAct(log: SpaceActs, act: Act): ShownAct {
  const undoing = undoingOf(log, act);
  const isUndoing = undoneBy(log, act) !== undefined;
  const isImport = !isUndoing && act.ops.some(op => op.patch.set?.['imported'] !== undefined);
  const rowOf = (item: { kind: string; id: string }) => log.rows.find(row => row.kind === item.kind && row.id === item.id);
  const kept = undoing.kept.flatMap(item => rowOf(item) ?? []);
  const keptIds = new Set(kept.map(row => row.id));
  const items = [...new Set(act.ops.map(op => `${op.kind}\n${op.id}`))];
  const one = items.length === 1 ? rowOf(act.ops[0]!) : undefined;
  const title = isUndoing
    ? m.changes_undoing()
    : isImport
      ? m.changes_import()
      : one
        ? [kindWord(one.kind), itemWords(one, log.rows)].filter(Boolean).join(': ')
        : m.changes_several();
  return {
    act,
    title,
    lines: linesOf(log, act),
    isImport,
    mayUndo: undoing.changes.length > 0,
    isUndone: undoing.changes.length === 0 && kept.length === 0,
    // A row's people are told with their row.
    kept: kept.filter(row => !keptIds.has(row.parent) && row.kind !== 'track'),
  };
}

function linesOf(log: SpaceActs, act: Act): string[] {
  const done = new Map<string, { kind: string; what: 'made' | 'gone' | 'cancelled' | 'back' | 'changed' }>();
  for (const op of act.ops) {
    const key = `${op.kind}\n${op.id}`;
    const before = done.get(key)?.what;
    done.set(key, { kind: op.kind, what: before && before !== 'changed' ? before : whatOf(log, op) });
  }
  const of = (what: string) => [...done.values()].filter(one => one.what === what).map(one => one.kind);
  const lines = [
    { kinds: of('made'), words: m.changes_made },
    { kinds: of('changed'), words: m.changes_changed },
    { kinds: of('gone'), words: m.changes_gone },
    { kinds: of('cancelled'), words: m.changes_cancelled },
    { kinds: of('back'), words: m.changes_back },
  ];
  return lines.filter(line => line.kinds.length > 0).map(({ kinds, words }) => words({ what: countWords(kinds) }));
}

function whatOf(log: SpaceActs, op: Op): 'made' | 'gone' | 'cancelled' | 'back' | 'changed' {
  const set = op.patch.set ?? {};
  for (const path of ['deleted', 'isCancelled']) {
    const to = set[path]?.to;
    if (to === true) return path === 'deleted' ? 'gone' : 'cancelled';
    if (to === false && set[path]!.was.length > 0) return 'back';
  }
  return log.opsOf(op)[0] === op ? 'made' : 'changed';
}
