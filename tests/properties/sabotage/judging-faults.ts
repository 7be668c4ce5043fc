import type { DeliberateFault } from './deliberate-fault.ts';

/** Who may write and read what, and what is gone for good. */
export const judgingFaults: readonly DeliberateFault[] = [
  {
    name: "another person's operations believed",
    edits: [
      {
        file: 'src/server/judgement.ts',
        find: '!grounds.persons.has(op.author) || (owner !== null && !grounds.persons.has(owner)) || isBorrowed(op)',
        replace: 'owner === op.writer',
      },
    ],
    seen: ['usurped', 'lost', 'diverged', 'twins'],
  },
  {
    name: 'with a borrowed device, anything of the borrower’s written',
    edits: [
      {
        file: 'src/protocol/proof.ts',
        find: '!isBegunOn(op.id, op.author, originsOf(proven.head.device))',
        replace: 'op.author === op.id',
      },
    ],
    seen: ['usurped', 'diverged'],
  },
  {
    name: 'the owner of an item asked by nobody',
    edits: [
      {
        file: 'src/domain/access.ts',
        find: 'kind.owned && ownerOf(item.id) !== personId',
        replace: 'kind.owned && ownerOf(item.id) === null',
      },
      {
        file: 'src/oplog/fold.ts',
        find: 'return owner === null || owner === op.author;',
        replace: 'return owner === null || owner !== op.kind;',
      },
    ],
    seen: ['usurped'],
  },
  {
    name: "a visitor's verdict obeyed",
    edits: [
      {
        file: 'src/server/judgement.ts',
        find: "if (isJudging(op)) return 'not-your-role';",
        replace: 'if (isJudging(op)) return null;',
      },
      {
        file: 'src/oplog/fold.ts',
        find: 'if (op.kind === verdictKind || op.kind === erasureKind) return op.author === serverAuthor;',
        replace: 'if (op.kind === verdictKind || op.kind === erasureKind) return op.author !== op.id;',
      },
    ],
    seen: ['lost', 'diverged', 'unexpected'],
  },
  {
    name: 'a refused payload kept',
    edits: [{ file: 'src/server/judgement.ts', find: 'judged.ops.push(withhold(op));', replace: 'judged.ops.push(op);' }],
    seen: ['leaked'],
  },
  {
    name: 'a host let into the notes',
    edits: [
      {
        file: 'src/domain/access.ts',
        find: "if (where.family === 'visit' && has(host)",
        replace: "if (where.family !== 'debrief' && has(host)",
      },
    ],
    seen: ['leaked'],
  },
  {
    name: 'an erased item whose words stay where they were',
    edits: [
      {
        file: 'src/oplog/judgements.ts',
        find: 'await tx.replaceOps(',
        replace: 'if (!erasure.patch) await tx.replaceOps(',
      },
    ],
    seen: ['erased'],
  },
  {
    name: 'an erased item whose row stays',
    edits: [{ file: 'src/oplog/judgements.ts', find: 'await tx.deleteRow(item);', replace: '' }],
    seen: ['diverged', 'erased'],
  },
  {
    name: 'an erased payload that returns with a device that had it',
    edits: [
      { file: 'src/server/judgement.ts', find: "if (isErased(op)) return 'erased';", replace: '' },
      { file: 'src/oplog/receiving.ts', find: 'added.push(erased.has(itemKey(op)) ? emptied(op) : op);', replace: 'added.push(op);' },
    ],
    seen: ['erased'],
  },
  {
    name: 'an erasure that a restored server forgot, and what it took meanwhile kept',
    edits: [
      {
        file: 'src/server/judgement.ts',
        find: 'if (op.kind === erasureKind && judged.ofServer.has(op.writer)) late',
        replace: 'if (op.kind === erasureKind && op.author === op.id) late',
      },
    ],
    seen: ['erased'],
  },
];
