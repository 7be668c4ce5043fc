/** What one room may import. A room's name as the table writes it: `oplog`, `ui/kit`. */
export interface Permission {
  rooms: Set<string>;
  /** Only as `import type`. */
  types: Set<string>;
  /** Only when it is needed: `import()`, or its types. */
  dynamic: Set<string>;
  /** The packages it may use; undefined where the table does not limit them. */
  packages: Set<string> | undefined;
}

export type ImportTable = Map<string, Permission>;

const uiRooms = ['ui/kit', 'ui/items', 'ui/pages', 'ui/shell'];
const packageNames = /^(zod|yjs|lib0|@[\w-]+\/[\w-]+)$/;

/**
 * Reads the import table of ARCHITECTURE.md: rows of `room, room | what they may import`. A cell is a list of rooms, packages,
 * `types of x`, ``x and y by `import()` ``, `the rest of ui`, `what pages may`, `nothing of ours`, `everything`. A word it does not know
 * throws, because a row that is half understood protects nothing.
 */
export function readImportTable(markdown: string): ImportTable {
  const lines = markdown.split('\n');
  const start = lines.findIndex(line => /^\|\s*room\s*\|\s*may import\s*\|/.test(line));
  if (start < 0) throw new Error('ARCHITECTURE.md has no table that begins with | room | may import |');
  const table: ImportTable = new Map();
  for (const line of lines.slice(start + 2)) {
    const [, names, cell] = /^\|(.+?)\|(.+)\|\s*$/.exec(line) ?? [];
    if (!names || !cell) break;
    for (const name of names.split(',')) table.set(roomName(name.trim()), readCell(cell.trim(), table));
  }
  return table;
}

function readCell(cell: string, above: ImportTable): Permission {
  const permission: Permission = { rooms: new Set(), types: new Set(), dynamic: new Set(), packages: undefined };
  for (const part of cell.split(/[,;]/).map(word => word.trim())) {
    const types = /^types of (.+)$/.exec(part)?.[1];
    const dynamic = /^(.+) by `import\(\)`$/.exec(part)?.[1];
    const like = /^what (\w+) may$/.exec(part)?.[1];
    if (types) addAll(permission.types, types.split(' and '));
    else if (dynamic) addAll(permission.dynamic, dynamic.split(' and '));
    else if (like) merge(permission, above.get(roomName(like)));
    else if (part === 'the rest of ui') addAll(permission.rooms, [...uiRooms, 'ui']);
    else if (part === 'everything') permission.rooms.add('*');
    else if (packageNames.test(part)) (permission.packages ??= new Set()).add(part);
    else if (part !== 'nothing of ours') permission.rooms.add(roomName(part));
  }
  return permission;
}

function merge(into: Permission, from: Permission | undefined): void {
  if (!from) throw new Error('The import table refers to a row that is not above it');
  addAll(into.rooms, [...from.rooms]);
  addAll(into.types, [...from.types]);
  addAll(into.dynamic, [...from.dynamic]);
}

function addAll(set: Set<string>, names: string[]): void {
  for (const name of names) set.add(roomName(name.trim()));
}

const known = new Set([
  'oplog',
  'domain',
  'protocol',
  'notebook',
  'storage',
  'sync',
  'formats',
  'starters',
  'platform',
  'i18n',
  'server',
  'ui',
  'main.ts',
  ...uiRooms,
]);

function roomName(word: string): string {
  const name = word === "ui's own files" ? 'ui' : known.has(`ui/${word}`) ? `ui/${word}` : word;
  if (!known.has(name)) throw new Error(`The import table names a room that does not exist: ${word}`);
  return name;
}
