import type { Mark, Sign } from '#domain/note.ts';
import type { RoleGroup } from '#domain/role-group.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { createSearch } from '#notebook/search.ts';
import { LivePage } from '#ui/items/live-page.svelte.ts';
import { noHits, readSearchable, type Hit, type HitKind, type Searchable } from './search-reading.ts';

/** What is shown of what was found; '' shows all. */
export interface SearchFilter {
  kind: HitKind | '';
  sign: Sign | '';
  mark: Mark | '';
  writer: string;
  group: RoleGroup | '';
  hour: string;
}

const noFilter: SearchFilter = { kind: '', sign: '', mark: '', writer: '', group: '', hour: '' };

/** More than one looks through. */
const mostShown = 60;

/** All that was written and planned of a visit, found while one types, on this device alone. */
export class SearchPage extends LivePage<Searchable> {
  readonly visit: string;
  readonly #index: ReturnType<typeof createSearch>;
  query = $state('');
  filter = $state.raw<SearchFilter>(noFilter);

  constructor(notebook: Notebook, visit: string) {
    const index = createSearch();
    super(
      notebook,
      r => readSearchable(notebook, r, visit),
      noHits,
      async all => {
        await index.hold(all.hits);
        return all;
      },
    );
    this.visit = visit;
    this.#index = index;
  }

  get isFound(): boolean {
    return this.value.isFound;
  }
  get host(): string {
    return this.value.host;
  }
  get groupWords(): Record<string, string> {
    return this.value.groupWords;
  }
  /** How many texts are looked through. */
  get count(): number {
    return this.value.hits.length;
  }
  get isAsked(): boolean {
    return this.query.trim() !== '';
  }
  get isNarrowed(): boolean {
    return Object.values(this.filter).some(Boolean);
  }
  get writers(): string[] {
    return [...new Set(this.value.hits.map(one => one.writer))].filter(Boolean).sort();
  }
  get groups(): RoleGroup[] {
    return [...new Set(this.value.hits.flatMap(one => one.groups))];
  }

  /** Hours of the day in which something was written or begins. */
  get hours(): string[] {
    return [...new Set(this.value.hits.map(one => one.hour))].filter(Boolean).sort();
  }

  /** What was found and fits the filter, best first. */
  readonly found = $derived.by<Hit[]>(() => {
    const byId = new Map(this.value.hits.map(one => [one.id, one]));
    const ids = this.isAsked ? this.#index.find(this.query) : [];
    return ids.flatMap(id => byId.get(id) ?? []).filter(one => this.#fits(one));
  });

  get shown(): Hit[] {
    return this.found.slice(0, mostShown);
  }

  narrow(change: Partial<SearchFilter>): void {
    this.filter = { ...this.filter, ...change };
  }

  showAll(): void {
    this.filter = noFilter;
  }

  #fits(one: Hit): boolean {
    const { kind, sign, mark, writer, group, hour } = this.filter;
    const isWanted = (wanted: string, is: string) => wanted === '' || wanted === is;
    return (
      isWanted(kind, one.kind) &&
      isWanted(sign, one.sign) &&
      isWanted(mark, one.mark) &&
      isWanted(writer, one.writer) &&
      isWanted(hour, one.hour) &&
      (group === '' || one.groups.includes(group))
    );
  }
}
