import type { Op } from '#oplog/op.ts';
import type { Version1 } from './version-1.ts';

/**
 * The second shape: operations that came together stand together in `stretches`, and rows have no index of what their key begins with. What
 * stood in `ops` stays there.
 */
export const version2 = {
  number: 2,
  tables: {
    ops: '[space+writer+seq], [space+kind+id]',
    stretches: '[space+writer+seq], *items',
    open: '[writer+space+kind+id]',
    rows: '[space+kind+id], [kind+parent]',
    heads: '[space+writer], space',
    blobs: '[space+hash]',
    device: 'key',
  },
} as const;

export interface Version2 extends Version1 {
  stretches: Stretch;
}

/** Successive operations of one writer in one space. */
export interface Stretch {
  space: string;
  writer: string;
  /** The last one's. */
  seq: number;
  /** `[space, kind, id]` of each item that they are of. */
  items: [string, string, string][];
  ops: Op[];
}
