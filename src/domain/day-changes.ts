/** What somebody saw of a row of the day when they last looked. */
export interface SeenRow {
  start: string;
  room: string;
  title: string;
  people: string;
  isCancelled: boolean;
}

export type SeenDay = Record<string, SeenRow>;

/** A row that is not as it was seen. `was` has what changed, as it was; null for a row that is new. */
export interface DayChange {
  id: string;
  /** As it is now; as it was, for a row that is gone. */
  row: SeenRow;
  was: Partial<SeenRow> | null;
  isGone: boolean;
}

/** What became of a day since it was seen: new rows, changed ones, those that are gone, by the time they begin. */
export function changesSince(seen: SeenDay, now: SeenDay): DayChange[] {
  const changed = Object.entries(now).flatMap(([id, row]): DayChange[] => {
    const before = seen[id];
    if (!before) return [{ id, row, was: null, isGone: false }];
    const was = Object.fromEntries(Object.entries(before).filter(([key, value]) => row[key as keyof SeenRow] !== value));
    return Object.keys(was).length ? [{ id, row, was, isGone: false }] : [];
  });
  const gone = Object.entries(seen).flatMap(([id, row]): DayChange[] => (now[id] ? [] : [{ id, row, was: {}, isGone: true }]));
  return [...changed, ...gone].toSorted((a, b) => (a.row.start < b.row.start ? -1 : a.row.start > b.row.start ? 1 : a.id < b.id ? -1 : 1));
}
