/** Chance from a seed: the same seed, the same day. */
export interface Chance {
  /** Between 0 and 1. */
  next(): number;
  below(limit: number): number;
  is(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(from: readonly T[]): T[];
  hex(bytes: number): string;
}

export function chanceOf(seed: number): Chance {
  let state = (seed + 0x9e3779b9) >>> 0;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    is: probability => next() < probability,
    pick: from => from[below(from.length)]!,
    shuffled: from =>
      from
        .map(one => ({ one, order: next() }))
        .sort((a, b) => a.order - b.order)
        .map(({ one }) => one),
    hex: bytes => Array.from({ length: bytes }, () => below(256).toString(16).padStart(2, '0')).join(''),
  };
}
