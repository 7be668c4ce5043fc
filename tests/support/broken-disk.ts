import type { IndexedDbHome } from '#storage/database.ts';

/** The device's disk when its database does not open. */
export function unopenedHome(disk: IndexedDbHome): IndexedDbHome {
  const open = () => {
    const request = { error: new Error('backing store'), onerror: null as ((event: Event) => void) | null };
    queueMicrotask(() => request.onerror?.(new Event('error', { cancelable: true })));
    return request;
  };
  return { ...disk, indexedDB: { open } as unknown as IDBFactory };
}

interface Breaks {
  badValue?: (key: IDBValidKey) => boolean;
  /** The table whose list of keys breaks when it is asked from its beginning. */
  badKeys?: string;
}

/** The device's disk as a damaged one answers. */
export function brokenHome(disk: IndexedDbHome, { badValue, badKeys }: Breaks): IndexedDbHome {
  const failing = (): IDBRequest => {
    const request = { error: new Error('damaged'), onerror: null as ((event: Event) => void) | null };
    queueMicrotask(() => request.onerror?.(new Event('error', { cancelable: true })));
    return request as unknown as IDBRequest;
  };
  const brokenStore = (store: IDBObjectStore) =>
    new Proxy(store, {
      get(target, name) {
        if (name === 'getAll' && badValue && target.name === 'ops') return failing;
        if (name === 'get') return (key: IDBValidKey) => (badValue?.(key) && target.name === 'ops' ? failing() : target.get(key));
        if (name === 'getAllKeys' && badKeys === target.name) return failing;
        return bound(target, name);
      },
    });
  const brokenDatabase = (database: IDBDatabase) =>
    new Proxy(database, {
      get(target, name) {
        if (name !== 'transaction') return bound(target, name);
        return (table: string) => {
          const store = target.transaction(table).objectStore(table);
          return { objectStore: () => brokenStore(store) };
        };
      },
      set: (target, name, value) => Reflect.set(target, name, value),
    });
  const indexedDB = new Proxy(disk.indexedDB, {
    get(target, name) {
      if (name !== 'open') return bound(target, name);
      return (database: string) => {
        const opening = target.open(database);
        return new Proxy(opening, {
          get: (request, key) => (key === 'result' ? brokenDatabase(request.result) : bound(request, key)),
          set: (request, key, value) => Reflect.set(request, key, value),
        });
      };
    },
  });
  return { ...disk, indexedDB };
}

function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target);
  return typeof value === 'function' ? (value.bind(target) as unknown) : value;
}
