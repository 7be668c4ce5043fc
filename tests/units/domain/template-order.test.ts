import { describe, expect, test } from 'vitest';
import { orderAtEnd, stepOrders } from '#domain/template-order.ts';

const list = (...orders: number[]) => orders.map((order, index) => ({ id: String.fromCodePoint(97 + index), order }));

function after(items: { id: string; order: number }[], steps: { id: string; order: number }[]): string {
  const changed = new Map(steps.map(step => [step.id, step.order]));
  return items
    .map(item => ({ ...item, order: changed.get(item.id) ?? item.order }))
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
    .map(item => item.id)
    .join('');
}

describe('a step in the order', () => {
  test.each<[number[], string, -1 | 1, string]>([
    [[0, 1, 2], 'a', 1, 'bac'],
    [[0, 1, 2], 'c', -1, 'acb'],
    [[0, 1, 2], 'b', -1, 'bac'],
    [[0, 1, 2], 'b', 1, 'acb'],
    [[0, 0, 0], 'a', 1, 'bac'],
    [[0, 0, 0], 'c', -1, 'acb'],
    [[5, 5], 'b', -1, 'ba'],
  ])('of %j moves %s by %i to %s', (orders, id, by, wanted) => {
    const items = list(...orders);
    expect(after(items, stepOrders(items, id, by))).toBe(wanted);
  });

  test('changes nobody else while there is room, and nothing at the ends', () => {
    expect(stepOrders(list(0, 1, 2), 'a', 1)).toEqual([{ id: 'a', order: 1.5 }]);
    expect(stepOrders(list(0, 1), 'a', -1)).toEqual([]);
    expect(stepOrders(list(0, 1), 'b', 1)).toEqual([]);
    expect(stepOrders(list(0, 1), 'gone', 1)).toEqual([]);
  });

  test('the last comes after the greatest', () => {
    expect([orderAtEnd([]), orderAtEnd(list(4, 2))]).toEqual([0, 5]);
  });
});
