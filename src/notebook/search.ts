import MiniSearch from 'minisearch';
import { searchStem, searchWords } from '#domain/search-words.ts';

/** Something that can be found. `words` is what was written, `about` what else it is known by: a title, a name. */
export interface Findable {
  id: string;
  words: string;
  about: string;
}

/** Texts of a visit, found by their words: forms of a word, its beginning, a slip of the pen. */
export interface SearchIndex {
  /** Makes what is found be these. In slices, so that nobody who types meanwhile waits. */
  hold(all: readonly Findable[]): Promise<void>;
  /** Ids, best first; all words have to be there. Nothing for a query without a word. */
  find(query: string): string[];
}

/** Texts taken in between two breaths. */
const slice = 60;

export function createSearch(): SearchIndex {
  const index = new MiniSearch<Findable>({
    fields: ['words', 'about'],
    tokenize: searchWords,
    processTerm: term => searchStem(term) || null,
    searchOptions: {
      prefix: true,
      combineWith: 'AND',
      fuzzy: term => (term.length > 5 ? 0.15 : false),
      boost: { words: 2 },
    },
  });
  const held = new Map<string, string>();
  let last = Promise.resolve();

  async function renew(all: readonly Findable[]): Promise<void> {
    const wanted = new Map(all.map(one => [one.id, one]));
    for (const id of held.keys()) {
      const spelt = wanted.get(id);
      if (spelt && spelling(spelt) === held.get(id)) continue;
      index.discard(id);
      held.delete(id);
    }
    const fresh = all.filter(one => !held.has(one.id));
    await index.addAllAsync(fresh, { chunkSize: slice });
    for (const one of fresh) held.set(one.id, spelling(one));
  }

  return {
    hold: all => (last = last.then(() => renew(all))),
    find: query => (searchWords(query).length ? index.search(query).map(found => String(found.id)) : []),
  };
}

function spelling({ words, about }: Findable): string {
  return `${words}\n${about}`;
}
