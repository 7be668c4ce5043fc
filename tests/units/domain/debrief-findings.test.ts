import { describe, expect, test } from 'vitest';
import { boardOf, lastOrder, movedOrders, sideOfSigns, standingFindings, type Finding } from '#domain/debrief-findings.ts';
import { koosteSheet } from '#domain/kooste-sheet.ts';

const one = (id: string, more: Partial<Finding> = {}): Finding =>
  ({
    id,
    side: 'strength',
    claim: id,
    why: '',
    could: '',
    evidence: [],
    theme: '',
    order: 1,
    mergedInto: '',
    deleted: false,
    ...more,
  }) as Finding;
const ids = (found: { finding: Finding }[]) => found.map(standing => standing.finding.id);

describe('merging', () => {
  test('one stands for both, with the notes of both', () => {
    const [standing] = standingFindings([one('a', { evidence: ['n1', 'n2'] }), one('b', { evidence: ['n2', 'n3'], mergedInto: 'a' })]);
    expect(standing!.evidence).toEqual(['n1', 'n2', 'n3']);
    expect(standing!.parts.map(part => part.id)).toEqual(['b']);
  });
  test('split again, each has its own notes', () => {
    const standing = standingFindings([one('a', { evidence: ['n1'] }), one('b', { evidence: ['n3'] })]);
    expect(standing.map(found => found.evidence)).toEqual([['n1'], ['n3']]);
  });
  test('two merged into each other at once do not both vanish', () => {
    const standing = standingFindings([one('b', { mergedInto: 'a', evidence: ['n2'] }), one('a', { mergedInto: 'b', evidence: ['n1'] })]);
    expect(ids(standing)).toEqual(['a']);
    expect(standing[0]!.evidence).toEqual(['n1', 'n2']);
  });
  test('a ring of three with a tail ends in one', () => {
    const standing = standingFindings([
      one('c', { mergedInto: 'b' }),
      one('b', { mergedInto: 'd' }),
      one('d', { mergedInto: 'c' }),
      one('z', { mergedInto: 'd' }),
    ]);
    expect(ids(standing)).toEqual(['b']);
    expect(standing[0]!.parts.map(part => part.id)).toEqual(['c', 'd', 'z']);
  });
  test('merged into one this device does not know, it stands by itself', () => {
    expect(ids(standingFindings([one('a', { mergedInto: 'far' })]))).toEqual(['a']);
  });
  test('a discarded part lends nothing', () => {
    expect(standingFindings([one('a'), one('b', { mergedInto: 'a', deleted: true, evidence: ['n9'] })])[0]!.evidence).toEqual([]);
  });
});

describe('order', () => {
  const list = (orders: [string, number][]) => boardOf(standingFindings(orders.map(([id, order]) => one(id, { order })))).strength;
  const after = (orders: [string, number][], id: string, by: -1 | 1) => {
    const changed = new Map(movedOrders(list(orders), id, by).map(change => [change.id, change.order]));
    return ids(list(orders.map(([key, order]) => [key, changed.get(key) ?? order])));
  };
  test('up, down, and no further than the ends', () => {
    const three: [string, number][] = [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ];
    expect(after(three, 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(after(three, 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(after(three, 'a', -1)).toEqual(['a', 'b', 'c']);
    expect(movedOrders(list(three), 'c', 1)).toEqual([]);
    expect(movedOrders(list(three), 'c', -1)).toHaveLength(1);
  });
  test('equal orders, as two devices make them, still move', () => {
    expect(
      after(
        [
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ],
        'c',
        -1,
      ),
    ).toEqual(['a', 'c', 'b']);
  });
  test('moved a hundred times between the same two, it still moves', () => {
    let orders: [string, number][] = [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ];
    for (let turn = 0; turn < 100; turn++) {
      const last = list(orders).at(-1)!.finding.id;
      const changed = new Map(movedOrders(list(orders), last, -1).map(change => [change.id, change.order]));
      expect(changed.size).toBeGreaterThan(0);
      orders = orders.map(([id, order]) => [id, changed.get(id) ?? order]);
      expect(list(orders)[1]!.finding.id).toBe(last);
    }
  });
  test('a new one comes last', () => expect(lastOrder(list([['a', 4]]))).toBe(5));
});

describe('the kooste', () => {
  const standing = standingFindings([
    one('tip', { side: 'tip' }),
    one('dev', { side: 'development' }),
    one('home', { side: 'home' }),
    one('s2', { order: 2 }),
    one('s1', { order: 1 }),
    one('gone', { deleted: true }),
    one('part', { mergedInto: 's1' }),
  ]);
  test('strengths, then development areas, then tips, in the order chosen; never an idea taken home', () => {
    const { sections } = koosteSheet(standing, []);
    expect(sections.map(section => [section.side, ids(section.findings)])).toEqual([
      ['strength', ['s1', 's2']],
      ['development', ['dev']],
      ['tip', ['tip']],
    ]);
  });
  test('one left out waits beside', () => {
    const sheet = koosteSheet(standing, ['dev', 'home']);
    expect(ids(sheet.sections[1]!.findings)).toEqual([]);
    expect(ids(sheet.left)).toEqual(['dev']);
  });
});

test('a finding goes where most of its notes point', () => {
  expect(sideOfSigns(['development', 'none', 'development', 'home'])).toBe('development');
  expect(sideOfSigns(['none'])).toBe('strength');
});
