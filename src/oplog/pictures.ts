import type { Row } from './fold.ts';

/** Reserved: in an item of any kind this path names its picture (`blob()` in `kind.ts`). */
export const pictureField = 'picture';

/** The pictures an item shows: its own, and such as lost to a concurrent write. */
export function picturesOf({ cells }: Pick<Row, 'cells'>): string[] {
  const cell = cells[pictureField];
  return cell ? [cell.value, ...(cell.lost ?? []).map(one => one.value)].filter(isPictureName) : [];
}

/** The SHA-256 of a picture, in lower-case hex. */
export function isPictureName(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
