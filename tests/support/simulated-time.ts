/** Time that passes only when it is told to, so that a day is over in milliseconds and is the same each time. */
export interface SimulatedTime {
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
  sleep(milliseconds: number): Promise<void>;
  /** Lets time pass; whatever was planned meanwhile happens in its order. */
  pass(milliseconds: number): Promise<void>;
  /** Lets everything that waits for no time come to rest. */
  settle(): Promise<void>;
  /** Work that `settle` waits for, because it is not over with the next turn. */
  during<T>(work: Promise<T>): Promise<T>;
}

export function simulatedTime(start: number): SimulatedTime {
  let now = start;
  let order = 0;
  let working = 0;
  let timers: { at: number; order: number; run: () => void }[] = [];

  async function settle(): Promise<void> {
    do await new Promise(resolve => setImmediate(resolve));
    while (working > 0);
  }

  function after(milliseconds: number, run: () => void): () => void {
    const timer = { at: now + Math.max(0, milliseconds), order: order++, run };
    timers.push(timer);
    return () => {
      timers = timers.filter(other => other !== timer);
    };
  }

  return {
    now: () => now,
    after,
    sleep: milliseconds => new Promise(resolve => after(milliseconds, resolve)),
    settle,
    async during(work) {
      working++;
      try {
        return await work;
      } finally {
        working--;
      }
    },
    async pass(milliseconds) {
      const end = now + milliseconds;
      await settle();
      for (;;) {
        const due = timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!due) break;
        timers = timers.filter(timer => timer !== due);
        now = Math.max(now, due.at);
        due.run();
        await settle();
      }
      now = end;
    },
  };
}
