/** As much of a row as is read, without its history: a year of them fits into memory. */
export interface LightRow {
  space: string;
  kind: string;
  id: string;
  parent: string;
  deleted: boolean;
  author: string;
  wall: number;
  values: Record<string, unknown>;
  texts: Record<string, string>;
  state: string;
}

/** Never throws: of a row that another version wrote, what can be understood is taken. */
export function lightRow(record: unknown): LightRow | null {
  if (!isRecord(record) || !isRecord(record['texts'])) return null;
  const born = isRecord(record['born']) ? record['born'] : {};
  const cells = isRecord(record['cells']) ? record['cells'] : {};
  const texts = Object.entries(record['texts']).filter((text): text is [string, string] => typeof text[1] === 'string');
  return {
    space: word(record['space']),
    kind: word(record['kind']),
    id: word(record['id']),
    parent: word(record['parent']),
    deleted: record['deleted'] === true,
    author: word(born['author']),
    wall: typeof born['wall'] === 'number' ? born['wall'] : 0,
    values: Object.fromEntries(Object.entries(cells).map(([path, cell]) => [path, isRecord(cell) ? cell['value'] : undefined])),
    texts: Object.fromEntries(texts),
    state: '',
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
