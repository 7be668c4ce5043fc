import { globSync, readFileSync } from 'node:fs';

/** Path from the root (`src/oplog/op.ts`) → text. */
export type Sources = Map<string, string>;

export function readSources(...patterns: string[]): Sources {
  const files = globSync(patterns, { exclude: ['src/i18n/compiled/**', '**/node_modules/**'] })
    .map(file => file.replaceAll('\\', '/'))
    .toSorted();
  return new Map(files.map(file => [file, readFileSync(file, 'utf8')]));
}

/**
 * The room a file belongs to. The rooms of `ui` are its folders; `ui` itself is its own few files (app, routes, live rows). Files
 * outside `src`, and the two `main.ts`, belong to none and may import everything.
 */
export function roomOf(file: string): string | undefined {
  const [top, room, inner, deeper] = file.split('/');
  if (top !== 'src' || inner === undefined || file === 'src/server/main.ts') return undefined;
  return room === 'ui' && deeper !== undefined ? `ui/${inner}` : room;
}
