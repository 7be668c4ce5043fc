import type { Watchable } from './app-context.ts';

/** A value that is told from outside, and whoever watches hears it. */
export interface Told<T> extends Watchable<T> {
  tell(value: T): void;
}

export function told<T>(initial: T): Told<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  return {
    get value() {
      return value;
    },
    tell(next) {
      value = next;
      for (const watcher of watchers) watcher();
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

/** Changes when the minute does: a clock that ticks is a clock that is looked at. `wall` in milliseconds. */
export function minuteClock(
  wall: () => number,
  after: (milliseconds: number, run: () => void) => unknown,
  onShow: (run: () => void) => unknown,
): Watchable<number> {
  const clock = told(wall());
  const plan = () => after(60_000 - (wall() % 60_000) + 20, tick);
  const tick = () => {
    clock.tell(wall());
    plan();
  };
  plan();
  onShow(() => clock.tell(wall()));
  return clock;
}
