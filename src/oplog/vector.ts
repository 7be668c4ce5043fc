/** What a replica holds of a space: for each writer the number of its last operation, without holes. */
export type Vector = Record<string, number>;

export function covers(vector: Vector, writer: string, seq: number): boolean {
  return (vector[writer] ?? 0) >= seq;
}

/** True when everything in `part` is also in `whole`. */
export function includes(whole: Vector, part: Vector): boolean {
  return Object.entries(part).every(([writer, seq]) => covers(whole, writer, seq));
}

/** How many operations `whole` holds that `part` does not. */
export function missingCount(whole: Vector, part: Vector): number {
  let count = 0;
  for (const [writer, seq] of Object.entries(whole)) count += Math.max(0, seq - (part[writer] ?? 0));
  return count;
}

/** The least of both: what is known to be held by each. */
export function leastOf(a: Vector, b: Vector): Vector {
  const least: Vector = {};
  for (const [writer, seq] of Object.entries(a)) {
    const both = Math.min(seq, b[writer] ?? 0);
    if (both > 0) least[writer] = both;
  }
  return least;
}
