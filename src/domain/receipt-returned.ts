import { verdictKind } from '#oplog/fold-version.ts';
import type { Row } from '#oplog/fold.ts';

/** The kind of the server's verdicts, as rows have it. */
export const returnedKind = verdictKind;

/** The operations of these writers that the server refused, from a space's verdicts. A verdict taken back refuses nothing. */
export function returnedOps(verdicts: readonly Row[], writers: ReadonlySet<string>): { writer: string; seq: number }[] {
  return verdicts
    .filter(row => row.cells['refused'] !== undefined && row.cells['refused'].value !== null)
    .map(row => ({ writer: row.id.slice(0, row.id.lastIndexOf('.')), seq: Number(row.id.slice(row.id.lastIndexOf('.') + 1)) }))
    .filter(op => writers.has(op.writer) && Number.isSafeInteger(op.seq));
}
