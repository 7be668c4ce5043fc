/** Cache Storage in memory, as much of it as the app uses: addresses are paths, answers are copied in and out. */
export function memoryCaches(): CacheStorage {
  const caches = new Map<string, Map<string, Response>>();
  const pathOf = (request: RequestInfo | URL) => (typeof request === 'string' ? request : new URL(String(request)).pathname);

  function cacheOf(entries: Map<string, Response>): Cache {
    const cache: Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> = {
      match: async request => entries.get(pathOf(request))?.clone(),
      put: async (request, response) => void entries.set(pathOf(request), response.clone()),
      delete: async request => entries.delete(pathOf(request)),
      keys: async () => [...entries.keys()].map(path => new Request(`http://localhost${path}`)),
    };
    return cache as Cache;
  }

  const storage: Pick<CacheStorage, 'has' | 'open' | 'delete' | 'keys'> = {
    has: async name => caches.has(name),
    async open(name) {
      const entries = caches.get(name) ?? new Map<string, Response>();
      caches.set(name, entries);
      return cacheOf(entries);
    },
    delete: async name => caches.delete(name),
    keys: async () => [...caches.keys()],
  };
  return storage as CacheStorage;
}
