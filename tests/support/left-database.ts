import { readFileSync } from 'node:fs';

/** A database as a version left it on a tablet. Never change the files: they are what people have. */
export interface LeftDatabase<Content> {
  stores: Record<string, { keyPath: string | string[]; indexes: Record<string, string[] | string> }>;
  content: { [Name in keyof Content]: Content[Name][] };
}

export function leftDatabase<Content>(file: string): LeftDatabase<Content> {
  return JSON.parse(readFileSync(new URL(`../units/storage/${file}`, import.meta.url), 'utf8')) as LeftDatabase<Content>;
}

/** Without our code: as the browser of then holds it. Dexie multiplies version numbers by ten. */
export async function writeRaw<Content>(factory: IDBFactory, version: number, { stores, content }: LeftDatabase<Content>): Promise<void> {
  const opening = factory.open('vertti', version * 10);
  opening.onupgradeneeded = () => {
    for (const [name, { keyPath, indexes }] of Object.entries(stores)) {
      const store = opening.result.createObjectStore(name, { keyPath });
      for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path, { multiEntry: index === 'items' });
    }
  };
  const raw = await answerOf(opening);
  const transaction = raw.transaction(Object.keys(content), 'readwrite');
  for (const [name, values] of Object.entries<unknown[]>(content)) for (const value of values) transaction.objectStore(name).put(value);
  await new Promise(resolve => (transaction.oncomplete = resolve));
  raw.close();
}

/** The version, stores, keys and indexes of the database that is there. */
export async function shapeOf(factory: IDBFactory): Promise<{ version: number; stores: LeftDatabase<object>['stores'] }> {
  const raw = await answerOf(factory.open('vertti'));
  const transaction = raw.transaction([...raw.objectStoreNames], 'readonly');
  const stores = Object.fromEntries(
    [...raw.objectStoreNames].map(name => {
      const store = transaction.objectStore(name);
      const indexes = Object.fromEntries([...store.indexNames].map(index => [index, store.index(index).keyPath]));
      return [name, { keyPath: store.keyPath ?? '', indexes }];
    }),
  );
  raw.close();
  return { version: raw.version / 10, stores };
}

function answerOf<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('a request failed'));
  });
}
