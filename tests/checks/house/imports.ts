import { dirname, join } from 'node:path';
import type { ImportTable, Permission } from './import-table.ts';
import { findIn, type Import } from './literals.ts';
import { roomOf, type Sources } from './sources.ts';

/** One broken rule, as a sentence that says where. */
export type Fault = string;

/** Made by a compiler before everything else, so not among the sources. */
const compiled = /^src\/i18n\/compiled\//;

/** Every import of every file, against the table; and how it is written. */
export function judgeImports(sources: Sources, table: ImportTable): Fault[] {
  return [...sources].flatMap(([file, text]) => findIn(file, text).imports.flatMap(found => judge(file, found, sources, table)));
}

/** Circles among files that lead through more than one room. Types vanish and lazy pages come later, so neither makes a circle. */
export function findCycles(sources: Sources): Fault[] {
  const edges = new Map<string, string[]>();
  for (const [file, text] of sources) {
    const targets = findIn(file, text).imports.filter(found => found.how === 'static');
    edges.set(
      file,
      targets.map(found => target(file, found.specifier ?? '')).filter(to => to !== undefined),
    );
  }
  const circles = new Set<string>();
  const done = new Set<string>();
  function walk(file: string, path: string[]): void {
    const at = path.indexOf(file);
    if (at >= 0) {
      const circle = path.slice(at);
      if (new Set(circle.map(roomOf)).size > 1) circles.add([...circle, file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  }
  for (const file of edges.keys()) walk(file, []);
  return [...circles].map(circle => `a circle between rooms: ${circle}`);
}

function judge(file: string, found: Import, sources: Sources, table: ImportTable): Fault[] {
  const where = `${file}:${found.line}`;
  const { specifier } = found;
  if (specifier === undefined) return roomOf(file) ? [`${where} imports something computed, which no one can check`] : [];
  const to = target(file, specifier);
  if (to === undefined) return judgePackage(where, file, specifier, table);
  const faults: Fault[] = [];
  if (!sources.has(to) && !compiled.test(to)) faults.push(`${where} imports ${specifier}, which is no file (write its ending too)`);
  const [from, other] = [roomOf(file), roomOf(to)];
  if (!from) return faults;
  if (!to.startsWith('src/')) return [...faults, `${where} imports ${specifier} from outside src`];
  if (!other) return [...faults, `${where} imports ${specifier}, a program's beginning`];
  if (from === other) {
    if (specifier.startsWith('#')) faults.push(`${where} imports ${specifier} of its own room: write it relatively`);
    return faults;
  }
  const isInsideUi = from.startsWith('ui') && other.startsWith('ui');
  if (!specifier.startsWith('#') && !isInsideUi) faults.push(`${where} reaches another room relatively: write #${other}/…`);
  const permission = table.get(from);
  if (!permission) return [...faults, `${file} is in a room without a row in the import table: ${from}`];
  if (!isAllowed(permission, found.how, other, to)) faults.push(`${where}: ${from} may not import ${other} (${specifier}, ${found.how})`);
  return faults;
}

function isAllowed(permission: Permission, how: Import['how'], room: string, file: string): boolean {
  // Styles are the kit's, laid for all of ui.
  if (file.endsWith('.css')) return true;
  if (permission.rooms.has('*') || permission.rooms.has(room)) return true;
  if (how === 'type') return permission.types.has(room) || permission.dynamic.has(room);
  return how === 'dynamic' && permission.dynamic.has(room);
}

function judgePackage(where: string, file: string, specifier: string, table: ImportTable): Fault[] {
  const room = roomOf(file);
  if (!room || room === 'main.ts') return [];
  if (specifier.startsWith('node:')) return room === 'server' ? [] : [`${where}: only the server runs in Node (${specifier})`];
  const parts = specifier.split('/');
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  return table.get(room)?.packages.has(name) ? [] : [`${where}: ${room} may not use the package ${name}`];
}

/** The file a specifier means, from the root; undefined for a package. */
function target(file: string, specifier: string): string | undefined {
  const plain = specifier.replace(/[?].*$/, '');
  if (plain.startsWith('#')) return `src/${plain.slice(1)}`;
  return plain.startsWith('.') ? join(dirname(file), plain).replaceAll('\\', '/') : undefined;
}
