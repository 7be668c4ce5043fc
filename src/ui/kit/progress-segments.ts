export type Segment = {
  key: string;
  label: string;
  /** Its share of the whole in any unit (minutes); 0 stands beside the bar without a part of it. */
  weight: number;
  /** A second line: "4 min jäljellä". */
  detail?: string;
};

/** How much of each segment is gone when `done` (0–1) of the whole is, and which one the marker stands in. */
export function fillOf(segments: readonly Segment[], done: number): { share: number; here: boolean }[] {
  const whole = segments.reduce((sum, segment) => sum + segment.weight, 0);
  let left = Math.min(1, Math.max(0, done)) * whole;
  let placed = false;
  return segments.map(({ weight }) => {
    if (weight <= 0) return { share: 0, here: false };
    const share = Math.min(1, left / weight);
    const isLast = left <= weight;
    const here = isLast && !placed;
    placed ||= here;
    left = Math.max(0, left - weight);
    return { share, here };
  });
}
