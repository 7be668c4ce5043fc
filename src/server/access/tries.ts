/** Counts failures in a window of time, for each key and in all. */
export interface Tries {
  isSpent(key: string): boolean;
  miss(key: string): void;
}

export function createTries(limits: { perKey: number; inAll: number; window: number }, now: () => number): Tries {
  let counts = new Map<string, number>();
  let all = 0;
  let end = 0;
  const renew = () => {
    if (now() < end) return;
    counts = new Map();
    all = 0;
    end = now() + limits.window;
  };
  return {
    isSpent(key) {
      renew();
      return all >= limits.inAll || (counts.get(key) ?? 0) >= limits.perKey;
    },
    miss(key) {
      renew();
      all++;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  };
}

/** Lets so many requests through per second and key, after a first burst. */
export interface Pace {
  isTooFast(key: string): boolean;
}

export function createPace(limits: { perSecond: number; burst: number }, now: () => number): Pace {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    isTooFast(key) {
      const at = now();
      const before = buckets.get(key) ?? { left: limits.burst, at };
      const left = Math.min(limits.burst, before.left + (Math.max(0, at - before.at) / 1000) * limits.perSecond) - 1;
      if (buckets.size > 10_000) buckets.clear();
      buckets.set(key, { left: Math.max(left, 0), at });
      return left < 0;
    },
  };
}
