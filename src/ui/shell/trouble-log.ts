import type { DeviceState, LinkState, Watchable } from '../app-context.ts';
import { told } from '../told.ts';
import { afterLook, readTroubles, troublesIn, type TroubleEntry, type TroubleKind } from '../troubles.ts';

export interface TroubleLog extends Watchable<readonly TroubleEntry[]> {
  /** Its notice was closed, and comes back when the trouble does. */
  hush(kind: TroubleKind): void;
}

/**
 * Where the list is kept over restarts: beside the database and not in it, as the database may be the trouble, and writing must never wait for
 * a list. All tabs of a device share it.
 */
export interface TroubleKeep {
  load(): string | null;
  /** @returns false when it could not be kept: then it is known until the app is closed */
  save(entries: string): boolean;
}

export interface TroubleSources {
  link: Watchable<LinkState>;
  device: Watchable<DeviceState>;
  wall: () => number;
  after: (milliseconds: number, run: () => void) => unknown;
  keep: TroubleKeep;
}

/** Milliseconds until what was in the way before this start, and has not been seen since, is taken to be over. */
const settling = 20_000;

/** Watches what is in the way, and remembers since when and until when. */
export function keepTroubles({ link, device, wall, after, keep }: TroubleSources): TroubleLog {
  const state = told<readonly TroubleEntry[]>(readTroubles(keep.load()));
  const started = wall();
  let isSettled = false;
  let isKept = true;

  function put(next: readonly TroubleEntry[]): void {
    const text = JSON.stringify(next);
    if (text === JSON.stringify(state.value)) return;
    isKept = keep.save(text);
    state.tell(next);
  }

  function look(): void {
    const seen = new Set(troublesIn(link.value, device.value));
    // Another tab may have written since.
    const before = isKept ? readTroubles(keep.load()) : state.value;
    put(afterLook(before, seen, wall(), one => isSettled || one.since >= started));
  }

  link.watch(look);
  device.watch(look);
  after(settling, () => {
    isSettled = true;
    look();
  });
  look();
  return {
    get value() {
      return state.value;
    },
    watch: changed => state.watch(changed),
    hush: kind => put(state.value.map(one => (one.kind === kind && one.until === null ? { ...one, isHushed: true } : one))),
  };
}

/** The database did not open: nothing of the app runs that could look, so it is written down at once. */
export function noteUnreadable(keep: TroubleKeep, now: number): void {
  keep.save(JSON.stringify(afterLook(readTroubles(keep.load()), new Set(['unreadable']), now, () => false)));
}
