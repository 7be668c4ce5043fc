import { changeOf, type ChangesOf, type Fields, type Kind } from '#oplog/kind.ts';
import type { Change } from '#oplog/ledger.ts';
import type { Row } from '#oplog/fold.ts';

/** A change on its way to the door: importers, starters and pages all make these. */
export interface Draft extends Change {
  set: NonNullable<Change['set']>;
  text: NonNullable<Change['text']>;
}

/**
 * A draft in the kind's own words.
 * @param before the item as it is, needed only where members are given whole: those missing from the new list are taken out
 */
export function draft<F extends Fields>(
  kind: Kind<F>,
  where: { space: string; id: string },
  change: ChangesOf<Kind<F>>,
  before?: Row,
): Draft {
  return { space: where.space, kind: kind.name, id: where.id, ...changeOf(kind, change, before) };
}
