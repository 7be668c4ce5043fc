import type { Locks } from '#platform/platform.ts';

/** The life of a tab: `ends` are run when it dies. */
export interface Life {
  isDead: boolean;
  ends: (() => void)[];
}

export interface DeviceLocks {
  of(life: Life): Locks;
}

/** Web Locks of one device: shared by its tabs, and free at once when their holder dies. */
export function deviceLocks(): DeviceLocks {
  const holders = new Map<string, Life>();
  const waiting = new Map<string, { life: Life; go: () => void }[]>();
  const release = (name: string, life: Life) => {
    if (holders.get(name) !== life) return;
    holders.delete(name);
    const next = (waiting.get(name) ?? []).find(one => !one.life.isDead);
    waiting.set(
      name,
      (waiting.get(name) ?? []).filter(one => one !== next && !one.life.isDead),
    );
    next?.go();
  };
  const take = (name: string, life: Life) => {
    holders.set(name, life);
    life.ends.push(() => release(name, life));
  };
  return {
    of: life => ({
      async hold(name) {
        if (holders.has(name)) {
          await new Promise<void>(resolve => {
            const go = () => {
              take(name, life);
              resolve();
            };
            waiting.set(name, [...(waiting.get(name) ?? []), { life, go }]);
          });
        } else take(name, life);
        return () => release(name, life);
      },
      async ifFree(name, run) {
        if (holders.has(name)) return 'held';
        take(name, life);
        try {
          return await run();
        } finally {
          release(name, life);
        }
      },
    }),
  };
}
