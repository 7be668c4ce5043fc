/**
 * What the world gives the app: clock, chance, locks, connectivity. It enters once, as this value; tests and the simulation
 * give their own. The browser's version is `browser-platform.ts`.
 */
export interface Platform {
  /** The device's clock in milliseconds since 1970; it may be wrong by years and may jump. */
  now(): number;
  /** Fresh random bytes as lower-case hex. */
  randomHex(bytes: number): string;
  /** Runs `run` after `milliseconds`; returns the way to cancel. */
  after(milliseconds: number, run: () => void): () => void;
  locks: Locks;
  connectivity: Connectivity;
  lifecycle: Lifecycle;
}

/** Web Locks: what a dead tab held is free at once, which is how an orphaned writer is recognised. */
export interface Locks {
  /** Holds `name` until the returned function is called or the page dies. */
  hold(name: string): Promise<() => void>;
  /** Runs `run` while holding `name`, or returns 'held' at once when somebody else does. */
  ifFree<T>(name: string, run: () => Promise<T>): Promise<T | 'held'>;
}

export interface Connectivity {
  /** What the system says; true proves nothing, false is believed. */
  isOnline(): boolean;
  /** Calls back whenever it may have changed; returns the way to stop. */
  watch(changed: () => void): () => void;
}

export interface Lifecycle {
  isHidden(): boolean;
  /** Calls back when the page is hidden or about to be; writing must reach the store now. Returns the way to stop. */
  onHide(run: () => void): () => void;
  /** Calls back when the page is shown again, possibly after a long sleep. */
  onShow(run: () => void): () => void;
}
