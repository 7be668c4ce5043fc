/**
 * A host's schedule as rows of text, whatever it came from: the formats give it, the domain reads it.
 * Times of a workbook have become text (`9.30`), a block merged downwards is repeated in its rows
 * unless it is a time, and no cell holds a control character except a line break.
 */
export type Table = {
  source: 'csv' | 'xlsx' | 'paste';
  fileName?: string;
  /** The sheet that was read, and the other visible ones; only of a workbook. */
  sheet?: string;
  otherSheets?: string[];
  rows: TableRow[];
  /** Words stand beyond `mostRows` or `mostColumns`, and were not read. */
  isCut?: true;
};

/** A day's schedule has some tens of rows and a dozen of columns; what is only coloured, or made up, reaches to the end of a sheet. */
export const mostRows = 5_000;
export const mostColumns = 100;

/** `number` is the row in the file as a spreadsheet shows it, from 1. Empty rows are kept, so that numbers agree. */
export type TableRow = { number: number; cells: string[] };

/** What spreadsheets put between and around words: hard spaces, zero-width marks, doubled spaces. */
export function tidyCell(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u2000-\u200A\u202F\u205F\u3000\t]/g, ' ')
    .replace(/[\u200B\u2060\uFEFF\u00AD]/g, '')

    .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, ' ')
    .replace(/ +/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}

export function isEmptyRow(row: TableRow): boolean {
  return row.cells.every(cell => cell.trim() === '');
}
