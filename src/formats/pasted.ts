import { isEmptyRow, type Table } from '#domain/schedule-table.ts';
import { numbered, readCsv } from './csv.ts';

export type PastedResult = { ok: true; table: Table } | { ok: false; error: { type: 'empty' | 'no-rows' | 'too-large' } };

/** A day has some tens of rows; somebody who pastes a whole archive means something else. */
const LONGEST = 1_000_000;

/** Cells pasted from a spreadsheet; text without a tab is read as CSV, because some copy the file's text. */
export function readPasted(text: string): PastedResult {
  if (text.trim() === '') return { ok: false, error: { type: 'empty' } };
  if (text.length > LONGEST) return { ok: false, error: { type: 'too-large' } };
  const table: Table = text.includes('\t') ? { source: 'paste', ...numbered(pastedCells(text)) } : { ...readCsv(text), source: 'paste' };
  if (table.rows.every(isEmptyRow)) return { ok: false, error: { type: 'no-rows' } };
  return { ok: true, table };
}

/**
 * A spreadsheet quotes a cell only for its line breaks, so a quote that does not close right before a tab or a line end
 * belongs to the text (`"Pate" Malli`). A CSV reader would swallow rows there.
 */
export function pastedCells(text: string): string[][] {
  const rows: string[][] = [];
  for (let row: string[] = [], at = 0; at <= text.length;) {
    const quoted = /^"((?:[^"]|"")*)"(?=\t|\r\n|\n|\r|$)/u.exec(text.slice(at, at + 32_800));
    const end = quoted ? at + quoted[0].length : endOfCell(text, at);
    row.push(quoted ? (quoted[1] ?? '').replace(/""/gu, '"').replace(/\r\n?/gu, '\n') : text.slice(at, end));
    if (text[end] !== '\t') {
      rows.push(row);
      row = [];
    }
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return rows;
}

function endOfCell(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\t' || character === '\n' || character === '\r') return at;
  }
  return text.length;
}
