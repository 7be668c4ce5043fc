/** What one room may import. Rooms are named as the table writes them: `oplog`, `ui/kit`; `ui` is its own few files. */
export interface Permission {
  rooms: Set<string>;
  /** Only as `import type`. */
  types: Set<string>;
  /** Only when it is needed: `import()`, or its types. */
  dynamic: Set<string>;
  packages: Set<string>;
}

export type ImportTable = Map<string, Permission>;

const rooms = [
  'oplog',
  'domain',
  'protocol',
  'notebook',
  'storage',
  'sync',
  'formats',
  'rescue',
  'starters',
  'platform',
  'i18n',
  'server',
  'main.ts',
];
const known = new Set([...rooms, 'ui', 'ui/kit', 'ui/items', 'ui/pages', 'ui/shell']);

/**
 * Reads the import table of ARCHITECTURE.md, rows of `room, room | what they may import`. A cell has parts parted by `;`: a list of rooms
 * and packages, `types of x, y`, or `x, y by import()` (which may have more of the first sort after it). `nothing` and `everything` are
 * themselves. A word that is neither a room nor one of `packages` throws, because a row that is half understood protects nothing.
 */
export function readImportTable(markdown: string, packages: string[]): ImportTable {
  const lines = markdown.split('\n');
  const start = lines.findIndex(line => /^\|\s*room\s*\|\s*may import\s*\|/.test(line));
  if (start < 0) throw new Error('ARCHITECTURE.md has no table that begins with | room | may import |');
  const table: ImportTable = new Map();
  for (const line of lines.slice(start + 2)) {
    const [, names, cell] = /^\|(.+?)\|(.+)\|\s*$/.exec(line) ?? [];
    if (!names || !cell) break;
    for (const name of list(names)) {
      if (!known.has(name)) throw new Error(`The import table has a row for a room that does not exist: ${name}`);
      table.set(name, readCell(cell, new Set(packages)));
    }
  }
  return table;
}

function readCell(cell: string, packages: Set<string>): Permission {
  const permission: Permission = { rooms: new Set(), types: new Set(), dynamic: new Set(), packages: new Set() };
  for (const part of cell.split(';').map(text => text.trim())) {
    const types = /^types of (.+)$/.exec(part)?.[1];
    const [, dynamic, rest = ''] = /^(.+) by `?import\(\)`?(.*)$/.exec(part) ?? [];
    if (types) for (const name of list(types)) permission.types.add(room(name));
    else if (dynamic) for (const name of list(dynamic)) permission.dynamic.add(room(name));
    if (types) continue;
    for (const name of list(dynamic ? rest : part)) {
      if (name === 'everything') permission.rooms.add('*');
      else if (packages.has(name)) permission.packages.add(name);
      else if (name !== 'nothing') permission.rooms.add(room(name));
    }
  }
  return permission;
}

function list(text: string): string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

function room(name: string): string {
  if (!known.has(name)) throw new Error(`The import table names neither a room nor a package we have: ${name}`);
  return name;
}
