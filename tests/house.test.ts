import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readImportTable } from './checks/house/import-table.ts';
import { findCycles, judgeImports } from './checks/house/imports.ts';
import { judgeLength, type LongFile } from './checks/house/length.ts';
import { readSources } from './checks/house/sources.ts';
import { declaredKinds, judgeWords, type Excused } from './checks/house/words.ts';

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
const table = readImportTable(readFileSync('ARCHITECTURE.md', 'utf8'), Object.keys(dependencies));
const source = readSources('src/**/*.{ts,svelte,css}');
const tests = readSources('tests/**/*.{ts,svelte}');
const all = new Map([...source, ...tests]);

/** Only ever gets shorter. */
const longFiles: LongFile[] = [];

/** Words that are a kind's or a role's by chance. */
const excusedWords: Excused[] = [
  { file: 'src/sync/office.ts', word: 'programme', reason: 'what the set-up asks for, a word of the protocol' },
];

describe('the house', { timeout: 60_000 }, () => {
  it('has rooms that import only what the table of ARCHITECTURE.md allows', () => {
    expect(judgeImports(all, table)).toEqual([]);
  });

  it('has no circles between files of different rooms', () => {
    expect(findCycles(source)).toEqual([]);
  });

  it('names no kind where none is known, and no role outside the domain', () => {
    expect(declaredKinds(source)).toContain('note');
    expect(judgeWords(source, excusedWords)).toEqual([]);
  });

  it('has files of a size one can read', () => {
    expect(judgeLength(all, longFiles)).toEqual([]);
  });
});

/** The house as it would be with these files in it. */
function faultsOf(files: Record<string, string>): string[] {
  const sources = new Map(Object.entries(files));
  return [...judgeImports(sources, table), ...findCycles(sources), ...judgeWords(sources, [])];
}

const others = {
  'src/oplog/op.ts': '',
  'src/oplog/fold.ts': '',
  'src/domain/note.ts': `export const note = defineKind('note', {})`,
  'src/platform/platform.ts': '',
  'src/formats/csv.ts': '',
  'src/notebook/notebook.ts': '',
  'src/ui/kit/Button.svelte': '',
  'src/ui/pages/today/TodayPage.svelte': '',
  'src/main.ts': '',
};

describe('the check of the house', () => {
  const allowed: [string, string, string][] = [
    ['another room by its name', 'src/domain/a.ts', `import { op } from '#oplog/op.ts'`],
    ['a file of the own room', 'src/oplog/a.ts', `import { op } from './op.ts'`],
    ['types where types are allowed', 'src/storage/a.ts', `import type { Platform } from '#platform/platform.ts'`],
    ['a format when it is needed', 'src/ui/pages/kooste/a.ts', `const csv = await import('#formats/csv.ts')`],
    ['anything at all in main.ts', 'src/main.ts', `import '#formats/csv.ts'; import '#oplog/op.ts'`],
    ['a package that the row names', 'src/server/a.ts', `import { Hono } from 'hono/tiny'`],
    ['Node in the server', 'src/server/a.ts', `import 'node:fs'`],
    ['a page when it is needed', 'src/ui/routes.ts', `const page = import('./pages/today/TodayPage.svelte')`],
    ['a role in the domain', 'src/domain/a.ts', `export const host = 'host'`],
    ['a kind in a page', 'src/ui/pages/today/a.ts', `const kind = 'note'`],
  ];
  it.each(allowed)('allows %s', (_, file, text) => {
    expect(faultsOf({ ...others, [file]: text })).toEqual([]);
  });

  const forbidden: [string, string, string, string][] = [
    ['a static import', 'src/oplog/a.ts', `import { note } from '#domain/note.ts'`, 'oplog may not import domain'],
    ['a re-export', 'src/oplog/a.ts', `export * from '#domain/note.ts'`, 'oplog may not import domain'],
    ['an import for its effect', 'src/oplog/a.ts', `import '#domain/note.ts'`, 'oplog may not import domain'],
    ['a dynamic import', 'src/oplog/a.ts', `const note = await import('#domain/note.ts')`, 'oplog may not import domain'],
    ['a type-only import', 'src/oplog/a.ts', `import type { Note } from '#domain/note.ts'`, 'oplog may not import domain'],
    ['a type by import()', 'src/oplog/a.ts', `type Note = import('#domain/note.ts').Note`, 'oplog may not import domain'],
    ['a reference', 'src/oplog/a.ts', `/// <reference path="../domain/note.ts" />`, 'oplog may not import domain'],
    ['a value where types are allowed', 'src/storage/a.ts', `import { x } from '#platform/platform.ts'`, 'storage may not import platform'],
    ['a format at once', 'src/ui/pages/a/a.ts', `import { csv } from '#formats/csv.ts'`, 'ui/pages may not import formats'],
    ['a glob of another room', 'src/ui/kit/a.ts', `import.meta.glob('#ui/pages/today/TodayPage.svelte')`, 'ui/kit may not import ui/pages'],
    [
      'a script of a component',
      'src/ui/kit/A.svelte',
      `<script lang="ts">import type { N } from '#notebook/notebook.ts';</script>`,
      'ui/kit may not import notebook',
    ],
    ['the markup of a component', 'src/ui/kit/A.svelte', `{#await import('#domain/note.ts')}{/await}`, 'ui/kit may not import domain'],
    ['styles of a component', 'src/ui/kit/A.svelte', `<style>@import '../../oplog/op.ts';</style>`, 'ui/kit may not import oplog'],
    ['a package the row does not name', 'src/domain/a.ts', `import { Hono } from 'hono'`, 'domain may not use the package hono'],
    ['dexie outside storage', 'src/notebook/a.ts', `import Dexie from 'dexie'`, 'notebook may not use the package dexie'],
    ['Node in the app', 'src/notebook/a.ts', `import 'node:fs'`, 'only the server runs in Node'],
    ['a page at once', 'src/ui/routes.ts', `import Page from './pages/today/TodayPage.svelte'`, 'ui may not import ui/pages'],
    ['a computed import', 'src/oplog/a.ts', 'const x = await import(name)', 'computed'],
    ['a file that is not there', 'src/oplog/a.ts', `import './nothing.ts'`, 'is no file'],
    ['a file without its ending', 'src/oplog/a.ts', `import './op'`, 'is no file'],
    ['another room relatively', 'src/domain/a.ts', `import '../oplog/op.ts'`, 'reaches another room relatively'],
    ['the own room by its name', 'src/oplog/a.ts', `import '#oplog/op.ts'`, 'write it relatively'],
    ['the tests', 'src/oplog/a.ts', `import '../../tests/a.ts'`, 'from outside src'],
    ["a program's beginning", 'src/ui/shell/a.ts', `import '../../main.ts'`, "a program's beginning"],
    ['a room without a row', 'src/attic/a.ts', `import '#oplog/op.ts'`, 'without a row'],
    ["a kind's name in the log", 'src/oplog/a.ts', `if (kind === 'note') stop()`, "names the kind 'note'"],
    ["a kind's name in a template", 'src/sync/a.ts', 'const kind = `note`', "names the kind 'note'"],
    ["a role's name in the server", 'src/server/a.ts', `if (role === 'coordinator') allow()`, "names the role 'coordinator'"],
    ["a role's name in a type", 'src/protocol/a.ts', `type Role = 'host' | 'guest'`, "names the role 'host'"],
    ["a role's name in markup", 'src/ui/kit/A.svelte', `{#if role === 'visitor'}x{/if}`, "names the role 'visitor'"],
    ["a role's name in an attribute", 'src/ui/kit/A.svelte', `<Button role="visitor" />`, "names the role 'visitor'"],
  ];
  it.each(forbidden)('forbids %s', (_, file, text, fault) => {
    expect(faultsOf({ ...others, [file]: text }).join('\n')).toContain(fault);
  });

  it('finds a circle through two rooms, and lets one within a room be', () => {
    const circle = { 'src/domain/a.ts': `import '#oplog/b.ts'`, 'src/oplog/b.ts': `import '#domain/a.ts'` };
    expect(findCycles(new Map(Object.entries(circle)))).toHaveLength(1);
    const within = { 'src/oplog/a.ts': `import './b.ts'`, 'src/oplog/b.ts': `import './a.ts'` };
    expect(findCycles(new Map(Object.entries(within)))).toEqual([]);
  });

  it('keeps the list of long files shrinking', () => {
    const long = (lines: number) => new Map([['src/a.ts', 'x\n'.repeat(lines)]]);
    const listed = [{ file: 'src/a.ts', lines: 400, reason: 'a table' }];
    expect(judgeLength(long(301), [])[0]).toContain('more than 300');
    expect(judgeLength(new Map([['src/A.svelte', 'x\n'.repeat(171)]]), [])[0]).toContain('more than 170');
    expect(judgeLength(long(300), [])).toEqual([]);
    expect(judgeLength(long(400), listed)).toEqual([]);
    expect(judgeLength(long(401), listed)[0]).toContain('grew');
    expect(judgeLength(long(350), listed)[0]).toContain('lower its number');
    expect(judgeLength(long(200), listed)[0]).toContain('take it off');
    expect(judgeLength(new Map(), listed)[0]).toContain('does not exist');
    expect(judgeLength(long(400), [{ file: 'src/a.ts', lines: 400, reason: ' ' }])[0]).toContain('without a reason');
  });

  it('lets nothing be excused for longer than needed', () => {
    const excused = [{ file: 'src/server/a.ts', word: 'host', reason: 'the header' }];
    expect(judgeWords(new Map([['src/server/a.ts', `header('host')`]]), excused)).toEqual([]);
    expect(judgeWords(new Map([['src/server/a.ts', '']]), excused)[0]).toContain('no longer needs it');
  });

  it('refuses a table it does not understand', () => {
    expect(() => readImportTable('| room | may import |\n|---|---|\n| oplog | the attic |\n', [])).toThrow('neither a room nor a package');
    expect(() => readImportTable('| room | may import |\n|---|---|\n| attic | oplog |\n', [])).toThrow('does not exist');
    expect(() => readImportTable('# Nothing', [])).toThrow('no table');
  });
});
