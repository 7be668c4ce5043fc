import Papa from 'papaparse';
import { mostColumns, mostRows, type Table } from '#domain/schedule-table.ts';

const SEPARATORS = [';', ',', '\t'] as const;
type Separator = (typeof SEPARATORS)[number];

/**
 * CSV text to a table. Papa's own guess of the separator is not used (a comma in a title row misleads it, `sep=;` it takes
 * for a heading) and neither is its reading of headings (it renames equal ones).
 */
export function readCsv(text: string, fileName?: string): Table {
  const whole = text.replace(/^\uFEFF/u, '').replace(/\u001A$/u, '');
  const said = /^\s*"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|$)/iu.exec(whole);
  const separator = said?.[1] ?? separatorOf(whole);
  const rows = said ? cellsOf(whole.slice(said[0].length), separator) : cellsOf(whole, separator);
  return { source: 'csv', ...(fileName !== undefined && { fileName }), ...numbered(rows, said ? 2 : 1) };
}

/** The one by which most rows have the same number of cells, and more than one. */
function separatorOf(text: string): Separator {
  const sample = text.slice(0, 20_000);
  let best: { separator: Separator; score: number } = { separator: ';', score: 0 };
  for (const separator of SEPARATORS) {
    const widths = cellsOf(sample, separator)
      .map(row => row.length)
      .filter(width => width > 0);
    const counts = new Map<number, number>();
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1);
    for (const [width, count] of counts) {
      const score = count / widths.length + width / 1000;
      if (score > best.score) best = { separator, score };
    }
  }
  return best.separator;
}

function cellsOf(text: string, separator: string): string[][] {
  return Papa.parse<string[]>(text, { delimiter: separator, skipEmptyLines: false, header: false }).data;
}

/** Rows get their numbers before empty ones are dropped at the end, so that they agree with what a spreadsheet shows. */
export function numbered(all: string[][], first = 1): Pick<Table, 'rows' | 'isCut'> {
  const rows = all.slice(0, mostRows).map(row => row.slice(0, mostColumns));
  const last = rows.findLastIndex(row => row.some(cell => cell.trim() !== ''));
  const hasWords = (cells: string[]) => cells.some(cell => cell.trim() !== '');
  const isCut = all.slice(mostRows).some(hasWords) || all.some(cells => hasWords(cells.slice(mostColumns)));
  return { rows: rows.slice(0, last + 1).map((cells, index) => ({ number: index + first, cells })), ...(isCut && { isCut }) };
}
