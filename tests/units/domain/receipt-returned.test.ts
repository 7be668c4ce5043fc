import { expect, test } from 'vitest';
import { returnedOps } from '#domain/receipt-returned.ts';
import type { Row } from '#oplog/fold.ts';

const verdict = (id: string, refused: string | null | undefined) =>
  ({ id, cells: refused === undefined ? {} : { refused: { value: refused } } }) as unknown as Row;

test('what came back is one’s own, and refused still', () => {
  const rows = [
    verdict('a.3', 'not-yours'),
    verdict('a.4', null),
    verdict('b.1', 'no-access'),
    verdict('a.5', undefined),
    verdict('a.x', 'no-access'),
  ];
  expect(returnedOps(rows, new Set(['a']))).toEqual([{ writer: 'a', seq: 3 }]);
});
