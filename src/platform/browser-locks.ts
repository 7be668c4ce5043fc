import type { Locks } from './platform.ts';

/** Locks over `navigator.locks`: shared by all tabs of the origin, and free as soon as their holder is dead. */
export function browserLocks(locks: LockManager): Locks {
  return {
    hold: name =>
      new Promise((resolve, reject) => {
        locks.request(name, () => new Promise<void>(release => resolve(release))).catch(reject);
      }),
    ifFree: <T>(name: string, run: () => Promise<T>) =>
      locks.request(name, { ifAvailable: true }, async (lock): Promise<T | 'held'> => (lock ? run() : 'held')) as Promise<T | 'held'>,
  };
}
