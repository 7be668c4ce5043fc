import { looksLikeTime } from '#domain/schedule-times.ts';
import { isEmptyRow, tidyCell, type Table, type TableRow } from '#domain/schedule-table.ts';
import { cellText, numberShapes, sharedStrings, type CellSource, type Workbook } from './xlsx-cells.ts';
import { openXlsx, type XlsxPackage } from './xlsx-package.ts';
import { xmlAttribute, xmlEvents } from './xml-events.ts';

export type XlsxResult = { ok: true; table: Table } | { ok: false; error: { type: 'not-a-workbook' | 'too-large' | 'no-rows' } };

/** A day's schedule has some tens of rows; columns and rows that are only coloured reach to the end of a sheet. */
const MOST_ROWS = 5000;
const MOST_COLUMNS = 100;

/**
 * A workbook to a table, the same in browsers and in Node. Of several visible sheets the one with the most times is read,
 * unless `sheet` names another. Read by hand rather than with read-excel-file: what that one gives has lost which sheets are
 * hidden, what is merged, that a formula has no value yet and that 24.00 is a time, and it throws a whole file away for one odd cell.
 */
export async function readXlsx(bytes: Uint8Array, fileName?: string, sheet?: string): Promise<XlsxResult> {
  const opened = await openXlsx(bytes);
  if (!opened.ok) return opened;
  const { parts } = opened;
  const book: Workbook = {
    strings: sharedStrings(partOfType(parts, 'sharedStrings') ?? ''),
    shapes: numberShapes(partOfType(parts, 'styles') ?? ''),
    counts1904: /<(?:\w+:)?workbookPr[^>]*\sdate1904\s*=\s*["'](?:1|true)["']/u.test(parts.get('xl/workbook.xml') ?? ''),
  };
  const sheets = visibleSheets(parts).map(({ name, xml }) => ({ name, rows: sheetRows(xml, book) }));
  const filled = sheets.filter(({ rows }) => rows.some(row => !isEmptyRow(row)));
  const chosen = filled.find(({ name }) => name === sheet) ?? filled.toSorted((a, b) => timedRows(b.rows) - timedRows(a.rows))[0];
  if (!chosen) return { ok: false, error: { type: 'no-rows' } };
  const otherSheets = filled.filter(other => other !== chosen).map(({ name }) => name);
  return {
    ok: true,
    table: { source: 'xlsx', ...(fileName !== undefined && { fileName }), sheet: chosen.name, otherSheets, rows: chosen.rows },
  };
}

function timedRows(rows: TableRow[]): number {
  return rows.filter(row => row.cells.some(looksLikeTime)).length;
}

function partOfType(parts: XlsxPackage, type: string): string | null {
  const relation = relations(parts).find(candidate => candidate.type.endsWith(`/${type}`));
  return relation ? (parts.get(relation.path) ?? null) : null;
}

function relations(parts: XlsxPackage): { id: string; type: string; path: string }[] {
  return [...xmlEvents(parts.get('xl/_rels/workbook.xml.rels') ?? '')].flatMap(event => {
    if (event.type !== 'open' || event.name !== 'Relationship') return [];
    const target = xmlAttribute(event.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//u, '')}`;
    return [{ id: xmlAttribute(event.attributes, 'Id') ?? '', type: xmlAttribute(event.attributes, 'Type') ?? '', path }];
  });
}

function visibleSheets(parts: XlsxPackage): { name: string; xml: string }[] {
  const paths = new Map(relations(parts).map(relation => [relation.id, relation.path]));
  return [...xmlEvents(parts.get('xl/workbook.xml') ?? '')].flatMap(event => {
    if (event.type !== 'open' || event.name !== 'sheet') return [];
    if (/hidden/iu.test(xmlAttribute(event.attributes, 'state') ?? '')) return [];
    const relation = /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/u.exec(event.attributes)?.[1] ?? '';
    const xml = parts.get(paths.get(relation) ?? '');
    return xml === undefined ? [] : [{ name: xmlAttribute(event.attributes, 'name') ?? '', xml }];
  });
}

function sheetRows(xml: string, book: Workbook): TableRow[] {
  const grid: string[][] = [];
  const merges: string[] = [];
  let row = 0;
  let column = 0;
  let cell: CellSource | null = null;
  let inside: 'v' | 't' | 'f' | null = null;
  const place = (): void => {
    if (cell && row <= MOST_ROWS && column <= MOST_COLUMNS) (grid[row - 1] ??= [])[column - 1] = tidyCell(cellText(cell, book));
    cell = null;
  };
  for (const event of xmlEvents(xml)) {
    if (event.type === 'text') {
      if (!cell || !inside) continue;
      if (inside === 'v') cell.value = (cell.value ?? '') + event.text;
      else if (inside === 't') cell.inline += event.text;
      else cell.formula = (cell.formula ?? '') + event.text;
    } else if (event.name === 'row' && event.type === 'open') {
      row = Number(xmlAttribute(event.attributes, 'r') ?? row + 1);
      column = 0;
    } else if (event.name === 'c') {
      if (event.type === 'close') place();
      else {
        column = columnOfAddress(xmlAttribute(event.attributes, 'r')) ?? column + 1;
        cell = {
          type: xmlAttribute(event.attributes, 't') ?? 'n',
          style: Number(xmlAttribute(event.attributes, 's') ?? 0),
          value: null,
          inline: '',
          formula: null,
        };
        if (event.isEmpty) place();
      }
    } else if (event.name === 'v' || event.name === 't' || event.name === 'f') {
      inside = event.type === 'open' && !event.isEmpty ? event.name : null;
    } else if (event.name === 'mergeCell' && event.type === 'open') merges.push(xmlAttribute(event.attributes, 'ref') ?? '');
  }
  const last = grid.findLastIndex(cells => cells?.some(text => text !== ''));
  const rows = Array.from({ length: last + 1 }, (_, index) => ({
    number: index + 1,
    cells: Array.from(grid[index] ?? [], text => text ?? ''),
  }));
  merges.forEach(merge => fillDown(rows, merge));
  return rows;
}

function columnOfAddress(address: string | null): number | null {
  const letters = /^[A-Z]+/iu.exec(address ?? '')?.[0].toUpperCase();
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) : null;
}

/**
 * A block merged over rows holds its text in the first only. It is repeated in the others, so that a room merged over an
 * afternoon is every row's; but not a time, for a row without one is what tells several people of one interview.
 */
function fillDown(rows: TableRow[], merge: string): void {
  const match = /^([A-Z]+)(\d+):[A-Z]+(\d+)$/u.exec(merge);
  const column = (columnOfAddress(match?.[1] ?? null) ?? 0) - 1;
  const first = Number(match?.[2]);
  const text = rows[first - 1]?.cells[column] ?? '';
  if (text === '' || looksLikeTime(text)) return;
  for (const row of rows.slice(first, Number(match?.[3]))) {
    while (row.cells.length < column) row.cells.push('');
    row.cells[column] = text;
  }
}
