import { isRecord, word, type LightRow } from './light-row.ts';

/** What notes of an interview are read under: a question's words or a theme's title, in the order in which it was held. */
export interface Place {
  title: string;
  order: number;
}

/**
 * The questions and themes of an interview by their ids, of all templates there are: an interview keeps the version it was held with. Of
 * one that nobody started those of any version.
 */
export function placesOf(rows: readonly LightRow[]): (slot: string) => ReadonlyMap<string, Place> {
  const versions = new Map<string, Map<string, Place>>();
  const any = new Map<string, Place>();
  for (const row of rows.filter(({ kind }) => kind === 'template-version')) {
    const own = placesIn(row.values['content']);
    versions.set(row.id, own);
    for (const [id, { title }] of own) if (!any.has(id)) any.set(id, { title, order: any.size });
  }
  const held = new Map(rows.filter(({ kind }) => kind === 'interview').map(row => [row.id, word(row.values['version'])]));
  return slot => versions.get(held.get(slot) ?? '') ?? any;
}

function placesIn(content: unknown): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const theme of listOf(isRecord(content) ? content['themes'] : [])) {
    places.set(word(theme['id']), { title: word(theme['title']), order: places.size });
    for (const question of listOf(theme['questions']))
      places.set(word(question['id']), { title: word(question['words']), order: places.size });
  }
  return places;
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
