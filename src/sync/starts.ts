import type { LogStore } from '#oplog/log-store.ts';
import { splitCardKey, startsKey } from '#protocol/remembered.ts';
import type { StartWord } from '#protocol/sync.ts';

/** The starts of the app on this device, by which the server notices that two devices go on from one profile. */
export interface Starts {
  /**
   * What each request says of this start; it is marked with the first. Undefined while the store takes nothing: words go out all the same. While the
   * device becomes one of its own it waits: a request of that moment would be of the new session, and signed with the other device's key.
   */
  word(): Promise<StartWord | undefined>;
  /** The server has answered a request that said so: from now on it holds this start, and nothing before it. */
  heard(): void;
  /**
   * After `copied`: whether the mark that the server holds is of this very profile. Its answer got lost then, another tab has begun since, or it was
   * restored; and the next word follows that mark.
   */
  isOurs(mark: string): Promise<boolean>;
  /**
   * After `copied` by a mark that is not: makes a device of its own of this profile, one try at a time, and once in a start: a server that goes on
   * taking it for another's copy is asked like one that fails. Until it is done nothing goes out, and nothing is lost. `then` runs when it is.
   */
  splitOff(then: () => void): void;
}

/** The most starts a device remembers; a server restored to before them takes it for a copy, and it becomes a device of its own. */
const remembered = 200;

/**
 * @param mint a fresh mark
 * @param become makes the device one of its own, false when that could not be done yet
 */
export function createStarts(store: LogStore, mint: () => string, become: () => Promise<boolean>): Starts {
  let isSplitting = false;
  let splitting: Promise<void> | null = null;
  let marking: Promise<StartWord> | null = null;

  async function mark(): Promise<StartWord> {
    // Killed in the middle, it may have the session of its own already, and nothing else: that ends as it began.
    if (await store.read(reader => reader.memory(splitCardKey))) await become();
    const is = mint();
    const before = await store.write(async tx => {
      const marks = (await tx.memory<string[]>(startsKey)) ?? [];
      await tx.remember(startsKey, [...marks, is].slice(-remembered));
      return marks;
    });
    return { was: before.at(-1) ?? '', is };
  }

  return {
    async word() {
      await splitting;
      marking ??= mark();
      return marking.catch(() => {
        // The store says itself that it has stopped. Once it takes something again, the start is marked.
        marking = null;
        return undefined;
      });
    },
    heard() {
      marking = marking?.then(({ is }) => ({ was: is, is })) ?? null;
    },
    async isOurs(known) {
      const marks = (await store.read(reader => reader.memory<string[]>(startsKey))) ?? [];
      const said = await marking;
      if (!said || !marks.includes(known)) return false;
      marking = Promise.resolve({ ...said, was: known });
      return true;
    },
    splitOff(then) {
      if (isSplitting) return;
      isSplitting = true;
      splitting = become().then(
        isDone => (isDone ? then() : void (isSplitting = false)),
        // A store that has stopped says so itself.
        () => void (isSplitting = false),
      );
    },
  };
}
