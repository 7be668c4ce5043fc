import { foldItem, type Row } from '#oplog/fold.ts';
import type { Writing } from '#oplog/ledger.ts';
import type { OpenOp } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';

export const space = 'notes/v';
export const other = 'notes/w';
export const alice = '00000000000000aa';
export const bert = '00000000000000bb';

export function opOf(writer: string, seq: number, patch: Partial<Op['patch']> = {}, id = 'a'): Op {
  return {
    v: 1,
    space,
    writer,
    seq,
    prev: seq === 1 ? '' : 'p'.repeat(44),
    time: seq * 10,
    wall: 1_790_000_000_000 + seq,
    author: 'liisa',
    kind: 'note',
    id,
    patch: { salt: 's', set: { sign: { to: 'strength', was: [] } }, ...patch },
  };
}

export function rowOf(op: Op): Row {
  return foldItem([{ ...op, patch: { ...op.patch, text: undefined } }], new Set())!;
}

export function openOf(id: string): OpenOp {
  return { space, kind: 'note', id, writer: alice, author: 'liisa', since: 5, set: { parent: 'slot' }, text: { words: 'AAA=' } };
}

export function writing(writer: string): Writing {
  return { writer, author: writer === alice ? 'alice' : 'bert', now: 1_790_000_000_000, wall: 1_790_000_000_000, salt: () => 'salt' };
}

export function ids(rows: readonly Row[]): string[] {
  return rows.map(row => row.id).sort();
}

/** A store may answer with frozen values as well as with copies. */
export function attempt(change: () => unknown): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 2_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('it did not happen in 2 s');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
