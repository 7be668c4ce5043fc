import type { ItemName, LogReader } from './log-store.ts';

/*
 * What a read rests on and what a write touches (`touching.ts`), as names. A store runs a watched read again when a write touched one of its names:
 * exact, the same for every store and between tabs, and resting on no hidden state of the database library.
 */
export const itemName = ({ space, kind, id }: ItemName) => `item ${space} ${kind} ${id}`;

/** The reader, noting in `seen` what is read. */
export function trackReads(reader: LogReader, seen: Set<string>): LogReader {
  return {
    ...reader,
    heads: space => (seen.add(`heads ${space}`), reader.heads(space)),
    head: (space, writer) => (seen.add(`heads ${space}`), reader.head(space, writer)),
    spaces: () => (seen.add('heads'), reader.spaces()),
    opsOf: item => (seen.add(itemName(item)), reader.opsOf(item)),
    opsAfter: (space, ...rest) => (seen.add(`heads ${space}`), reader.opsAfter(space, ...rest)),
    op: (space, ...rest) => (seen.add(`heads ${space}`), reader.op(space, ...rest)),
    row: item => (seen.add(itemName(item)), reader.row(item)),
    rows: items => (items.forEach(item => seen.add(itemName(item))), reader.rows(items)),
    rowsOfKind: (space, kind) => (seen.add(`kind ${space} ${kind}`), reader.rowsOfKind(space, kind)),
    // A row may come from another parent, which only the store would know: every row of the kind counts.
    rowsOfParent: (kind, parent) => (seen.add(`kind ${kind}`), reader.rowsOfParent(kind, parent)),
    opens: () => (seen.add('opens'), reader.opens()),
    picture: (space, hash) => (seen.add(`picture ${space} ${hash}`), reader.picture(space, hash)),
    pictures: space => (seen.add(`pictures ${space}`), reader.pictures(space)),
    picturesNamed: space => (seen.add(`heads ${space}`), reader.picturesNamed(space)),
    memory: key => (seen.add(`memory ${key}`), reader.memory(key)),
  };
}

type Read = <T>(run: (reader: LogReader) => Promise<T>) => Promise<T>;

/** The watched reads of one store. */
export interface Watches {
  watch<T>(read: (reader: LogReader) => Promise<T>, next: (value: T) => void, fail: (error: unknown) => void): () => void;
  /** After a commit, here or in another tab. */
  tell(touched: Iterable<string>): void;
  /** Runs all of them anew, as after a reconnection. */
  tellAll(): void;
}

export function createWatches(read: Read): Watches {
  interface Watcher {
    seen: Set<string>;
    run(): void;
  }
  const watchers = new Set<Watcher>();
  return {
    watch(find, next, fail) {
      let isStopped = false;
      let isRunning = false;
      let isStale = false;
      const watcher: Watcher = { seen: new Set(), run };
      function run(): void {
        isStale = true;
        if (!isRunning) void again();
      }
      async function again(): Promise<void> {
        isRunning = true;
        while (isStale && !isStopped) {
          isStale = false;
          // A new set for each run, filled while it reads: a write in between finds what was read already.
          const seen = (watcher.seen = new Set<string>());
          try {
            const value = await read(reader => find(trackReads(reader, seen)));
            if (!isStopped) next(value);
          } catch (error) {
            if (!isStopped) fail(error);
          }
        }
        isRunning = false;
      }
      watchers.add(watcher);
      run();
      return () => {
        isStopped = true;
        watchers.delete(watcher);
      };
    },
    tell(touched) {
      const names = new Set(touched);
      // Most watch a few names, and a day that arrives touches thousands.
      for (const watcher of watchers) if (haveCommon(names, watcher.seen)) watcher.run();
    },
    tellAll() {
      for (const watcher of watchers) watcher.run();
    },
  };
}

function haveCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  for (const name of fewer) if (more.has(name)) return true;
  return false;
}
