import type { Row } from '#oplog/fold.ts';
import type { Head, OpenOp } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';

/**
 * The first shape of the database, frozen: what is on people's devices looks like this. A change of keys or indexes is a new file
 * beside this one. A new kind is none: rows are indexed by space and kind.
 */
export const version1 = {
  number: 1,
  tables: {
    ops: '[space+writer+seq], [space+kind+id]',
    open: '[writer+space+kind+id]',
    rows: '[space+kind+id], [space+kind], [kind+parent]',
    heads: '[space+writer], space',
    blobs: '[space+hash]',
    device: 'key',
  },
} as const;

export interface Version1 {
  ops: Op;
  open: OpenOp;
  rows: Row;
  heads: Head;
  /** Photos, by the SHA-256 of their bytes. Nothing wrote any in this version. */
  blobs: { space: string; hash: string; at: number; bytes: Blob };
  /** What the device remembers: `session` (see `session.ts`), `clock`, and `memory/<key>` for the other rooms. */
  device: { key: string; value: unknown };
}
