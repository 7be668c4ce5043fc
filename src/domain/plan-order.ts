/** The order of an item put at `index` of a list that is in order: between its neighbours, so that nobody else moves. */
export function orderAt(items: readonly { order: number }[], index: number): number {
  const before = items[index - 1]?.order;
  const after = items[index]?.order;
  if (before === undefined) return after === undefined ? 0 : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}

/** The order an item gets when it goes one step up (-1) or down (+1) in its list; null at the list's end. */
export function orderAfterStep<T extends { id: string; order: number }>(items: readonly T[], id: string, by: -1 | 1): number | null {
  const at = items.findIndex(item => item.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= items.length) return null;
  const others = items.filter(item => item.id !== id);
  return orderAt(others, to);
}
