/**
 * When a write happened, in an order all devices agree on: `<time>:<writer>`.
 * `time` is a hybrid logical clock (see `clock.ts`); `writer` breaks ties.
 */
export type Stamp = `${number}:${string}`;

export function stampOf(op: { time: number; writer: string }): Stamp {
  return `${op.time}:${op.writer}`;
}

/** Negative when `a` is before `b`. */
export function compareStamps(a: Stamp, b: Stamp): number {
  const [timeA, writerA] = parts(a);
  const [timeB, writerB] = parts(b);
  if (timeA !== timeB) return timeA - timeB;
  return writerA < writerB ? -1 : writerA > writerB ? 1 : 0;
}

function parts(stamp: Stamp): [number, string] {
  const colon = stamp.indexOf(':');
  return [Number(stamp.slice(0, colon)), stamp.slice(colon + 1)];
}
