/**
 * The orders to write when an item goes one step up (-1) or down (+1): its own, between its new neighbours. Where two devices gave
 * neighbours the same order there is no room between them, and the list is numbered anew.
 * @param items the list in order
 * @returns nothing at the list's end
 */
export function stepOrders<T extends { id: string; order: number }>(
  items: readonly T[],
  id: string,
  by: -1 | 1,
): { id: string; order: number }[] {
  const from = items.findIndex(item => item.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return [];
  const others = items.filter(item => item.id !== id);
  const before = others[to - 1]?.order ?? -Infinity;
  const after = others[to]?.order ?? Infinity;
  const order = before === -Infinity ? after - 1 : after === Infinity ? before + 1 : (before + after) / 2;
  if (before < order && order < after) return [{ id, order }];
  const renumbered = [...others.slice(0, to), items[from]!, ...others.slice(to)];
  return renumbered.map((item, index) => ({ id: item.id, order: index })).filter((item, index) => renumbered[index]!.order !== item.order);
}

/** The order of an item that comes last. */
export function orderAtEnd(items: readonly { order: number }[]): number {
  return items.length ? Math.max(...items.map(item => item.order)) + 1 : 0;
}
