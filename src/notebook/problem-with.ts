import type { Refusal } from '#domain/access.ts';
import { kindNamed } from '#domain/kinds.ts';
import { changeProblems, readItem, type Fields, type ItemBase, type Kind, type ValuesOf } from '#oplog/kind.ts';
import type { LogReader } from '#oplog/log-store.ts';
import type { Draft } from './draft.ts';
import type { WriteFailure } from './failure.ts';

/** What the door says of drafts before any is written: the first that may not be written, or is not as its kind wants it; null when all may. */
export async function problemWith(
  reader: LogReader,
  refusalOf: (item: Draft) => Refusal | null,
  drafts: readonly Draft[],
): Promise<WriteFailure | null> {
  for (const one of drafts) {
    const refusal = refusalOf(one);
    if (refusal) return { type: 'not-allowed', refusal, kind: one.kind };
    const kind = kindNamed(one.kind)!;
    const problems = changeProblems(kind, one);
    if (problems.length) return { type: 'invalid', kind: one.kind, problems, missing: [] };
    const missing = await missingIn(reader, kind, one);
    if (missing.length) return { type: 'invalid', kind: one.kind, problems: [], missing };
  }
  return null;
}

async function missingIn(reader: LogReader, kind: Kind<Fields>, one: Draft): Promise<string[]> {
  if (!kind.check || one.set['deleted'] === true) return [];
  const row = await reader.row(one);
  const before = row ? (readItem(kind, row) as ItemBase & ValuesOf<Fields>) : null;
  const initial = Object.fromEntries(
    Object.entries(kind.fields).map(([name, field]) => [name, field.type === 'last' ? field.initial : field.type === 'text' ? '' : []]),
  );
  return kind.check({ ...initial, ...before, ...one.set, ...one.text });
}
