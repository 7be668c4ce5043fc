import { looksLikeTime } from '#domain/schedule-times.ts';
import { isEmptyRow, mostColumns, mostRows, tidyCell, type Table, type TableRow } from '#domain/schedule-table.ts';
import { createBreath, type Breath } from './breath.ts';
import { cellText, LONGEST_CELL, numberShapes, sharedStrings, type CellSource, type Workbook } from './xlsx-cells.ts';
import { openXlsx, type XlsxPackage } from './xlsx-package.ts';
import { xmlAttribute, xmlEvents } from './xml-events.ts';

export type XlsxResult = { ok: true; table: Table } | { ok: false; error: { type: 'not-a-workbook' | 'too-large' | 'no-rows' } };

/** A made-up file can name one sheet a million times. */
const MOST_SHEETS = 100;
const MOST_MERGES = 5000;

/**
 * A workbook to a table, the same in browsers and in Node. Of several visible sheets the one with the most times is read,
 * unless `sheet` names another. Read by hand rather than with read-excel-file: what that one gives has lost which sheets are
 * hidden, what is merged, that a formula has no value yet and that 24.00 is a time, and it throws a whole file away for one odd cell.
 */
export async function readXlsx(bytes: Uint8Array, fileName?: string, sheet?: string): Promise<XlsxResult> {
  const opened = await openXlsx(bytes);
  if (!opened.ok) return opened;
  const { parts } = opened;
  const breath = createBreath();
  const paths = await relations(parts, breath);
  const { visible, counts1904 } = await readBook(parts, paths, breath);
  const book: Workbook = {
    strings: await sharedStrings(partOfType(parts, paths, 'sharedStrings'), breath),
    shapes: await numberShapes(partOfType(parts, paths, 'styles'), breath),
    counts1904,
  };
  const filled: (SheetRows & { name: string; times: number })[] = [];
  for (const { name, xml } of visible) {
    const read = await sheetRows(xml, book, breath);
    await breath.take();
    if (read.rows.some(row => !isEmptyRow(row))) filled.push({ name, ...read, times: timedRows(read.rows) });
  }
  const chosen = filled.find(({ name }) => name === sheet) ?? filled.toSorted((a, b) => b.times - a.times)[0];
  if (!chosen) return { ok: false, error: { type: 'no-rows' } };
  const otherSheets = filled.filter(other => other !== chosen).map(({ name }) => name);
  return {
    ok: true,
    table: {
      source: 'xlsx',
      ...(fileName !== undefined && { fileName }),
      sheet: chosen.name,
      otherSheets,
      rows: chosen.rows,
      ...(chosen.isCut && { isCut: true }),
    },
  };
}

function timedRows(rows: TableRow[]): number {
  return rows.filter(row => row.cells.some(looksLikeTime)).length;
}

interface Relation {
  id: string;
  type: string;
  path: string;
}

function partOfType(parts: XlsxPackage, all: readonly Relation[], type: string): string {
  const relation = all.find(candidate => candidate.type.endsWith(`/${type}`));
  return relation ? (parts.get(relation.path) ?? '') : '';
}

async function relations(parts: XlsxPackage, breath: Breath): Promise<Relation[]> {
  const found: Relation[] = [];
  for (const event of xmlEvents(parts.get('xl/_rels/workbook.xml.rels') ?? '')) {
    if (breath.isDue()) await breath.take();
    if (event.type !== 'open' || event.name !== 'Relationship') continue;
    const target = xmlAttribute(event.attributes, 'Target') ?? '';
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//u, '')}`;
    found.push({ id: xmlAttribute(event.attributes, 'Id') ?? '', type: xmlAttribute(event.attributes, 'Type') ?? '', path });
  }
  return found;
}

interface Book {
  visible: { name: string; xml: string }[];
  /** Whether its calendar begins in 1904, as a Mac's. */
  counts1904: boolean;
}

async function readBook(parts: XlsxPackage, all: readonly Relation[], breath: Breath): Promise<Book> {
  const paths = new Map(all.map(relation => [relation.id, relation.path]));
  const visible: Book['visible'] = [];
  let counts1904 = false;
  for (const event of xmlEvents(parts.get('xl/workbook.xml') ?? '')) {
    if (breath.isDue()) await breath.take();
    if (event.type !== 'open') continue;
    if (event.name === 'workbookPr') counts1904 = /^(?:1|true)$/u.test(xmlAttribute(event.attributes, 'date1904') ?? '');
    if (event.name !== 'sheet' || visible.length === MOST_SHEETS) continue;
    if (/hidden/iu.test(xmlAttribute(event.attributes, 'state') ?? '')) continue;
    const relation = /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/u.exec(event.attributes)?.[1] ?? '';
    const xml = parts.get(paths.get(relation) ?? '');
    if (xml !== undefined) visible.push({ name: xmlAttribute(event.attributes, 'name') ?? '', xml });
  }
  return { visible, counts1904 };
}

/** `isCut`: words stand where nothing is read any more. */
interface SheetRows {
  rows: TableRow[];
  isCut: boolean;
}

async function sheetRows(xml: string, book: Workbook, breath: Breath): Promise<SheetRows> {
  const grid: string[][] = [];
  const merges: string[] = [];
  let row = 0;
  let column = 0;
  let cell: CellSource | null = null;
  let inside: 'v' | 't' | 'f' | null = null;
  let isCut = false;
  const place = (): void => {
    const words = cell ? tidyCell(cellText(cell, book)) : '';
    if (cell && isWithin(row, mostRows) && isWithin(column, mostColumns)) (grid[row - 1] ??= [])[column - 1] = words;
    else isCut ||= words !== '';
    cell = null;
  };
  for (const event of xmlEvents(xml)) {
    if (breath.isDue()) await breath.take();
    if (event.type === 'text') {
      if (!cell || !inside) continue;
      const field = ({ v: 'value', t: 'inline', f: 'formula' } as const)[inside];
      const before = cell[field] ?? '';
      if (before.length < LONGEST_CELL) cell[field] = before + event.text;
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
    } else if (event.name === 'mergeCell' && event.type === 'open' && merges.length < MOST_MERGES)
      merges.push(xmlAttribute(event.attributes, 'ref') ?? '');
  }
  const last = grid.findLastIndex(cells => cells?.some(text => text !== ''));
  const rows = Array.from({ length: last + 1 }, (_, index) => ({
    number: index + 1,
    cells: Array.from(grid[index] ?? [], text => text ?? ''),
  }));
  for (const merge of merges) {
    if (breath.isDue()) await breath.take();
    fillDown(rows, merge);
  }
  return { rows, isCut };
}

const isWithin = (number: number, most: number) => Number.isInteger(number) && number >= 1 && number <= most;

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
