/** A table of the memory store, by group and name: operations by item, rows by kind, so that a question is answered without looking at all. */
export type Table<T> = Map<string, Map<string, Kept<T>>>;

/**
 * One value. Guarded, it is kept as a disk keeps it, as text, and read from it when it is first asked for; what is read is frozen, so that
 * whoever changes it throws instead of changing what is stored.
 */
export interface Kept<T> {
  text: string | null;
  value: T | null;
}

export type Keep = <T>(value: T) => Kept<T>;

export const keepGuarded: Keep = value => ({ text: JSON.stringify(value), value: null });

/** As it is given, at no cost. Only for those who know that nobody changes it. */
export const keepAsGiven: Keep = value => ({ text: null, value });

function valueOf<T>(kept: Kept<T>): T {
  if (kept.text === null) return kept.value as T;
  const value = frozen(JSON.parse(kept.text) as T);
  kept.value = value;
  kept.text = null;
  return value;
}

/** How a table is read: what is committed, or that with a write's own changes. */
export interface TableReader<T> {
  has(group: string, name: string): boolean;
  get(group: string, name: string): T | undefined;
  all(group: string): T[];
  groups(): string[];
}

/** A write's view of a table. Nobody else sees what is set here before `commit`. */
export interface TableDraft<T> extends TableReader<T> {
  /** @param kept null takes it out */
  set(group: string, name: string, kept: Kept<T> | null): void;
  commit(): void;
}

export function readTable<T>(table: Table<T>): TableReader<T> {
  return {
    has: (group, name) => table.get(group)?.has(name) ?? false,
    get: (group, name) => readOf(table.get(group)?.get(name)),
    all: group => [...(table.get(group)?.values() ?? [])].map(valueOf),
    groups: () => [...table.keys()],
  };
}

export function draftTable<T>(table: Table<T>): TableDraft<T> {
  const changed = new Map<string, Map<string, Kept<T> | null>>();
  const committed = readTable(table);
  return {
    has(group, name) {
      const change = changed.get(group)?.get(name);
      return change === undefined ? committed.has(group, name) : change !== null;
    },
    get(group, name) {
      const change = changed.get(group)?.get(name);
      return change === undefined ? committed.get(group, name) : readOf(change);
    },
    all(group) {
      const changes = changed.get(group);
      if (!changes) return committed.all(group);
      const whole = new Map<string, Kept<T> | null>(table.get(group));
      for (const [name, kept] of changes) whole.set(name, kept);
      return [...whole.values()].filter(kept => kept !== null).map(valueOf);
    },
    groups: () => [...new Set([...table.keys(), ...changed.keys()])],
    set(group, name, kept) {
      const changes = changed.get(group);
      if (changes) changes.set(name, kept);
      else changed.set(group, new Map([[name, kept]]));
    },
    commit() {
      for (const [group, changes] of changed) {
        const values = table.get(group) ?? new Map<string, Kept<T>>();
        table.set(group, values);
        for (const [name, kept] of changes) {
          if (kept) values.set(name, kept);
          else values.delete(name);
        }
      }
    },
  };
}

export function copyTable<T>(table: Table<T>): Table<T> {
  return new Map([...table].map(([group, values]) => [group, new Map(values)]));
}

function readOf<T>(kept: Kept<T> | null | undefined): T | undefined {
  return kept ? valueOf(kept) : undefined;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const key in value) frozen(value[key]);
  return Object.freeze(value);
}
