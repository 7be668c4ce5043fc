import type { DeliberateFault } from './faults.ts';

/** Mistakes between a keystroke and the word that it is stored, here or on the server. */
export const storingFaults: readonly DeliberateFault[] = [
  {
    name: 'a sequence number taken outside its transaction',
    edits: [
      {
        file: 'src/oplog/ledger.ts',
        find: '(await tx.head(item.space, writing.writer)) ??',
        replace: 'counted.get(item.space + writing.writer) ?? (await tx.head(item.space, writing.writer)) ??',
      },
      {
        file: 'src/oplog/ledger.ts',
        find: 'await tx.addOps([op]);',
        replace:
          'counted.set(item.space + writing.writer, { space: item.space, writer: writing.writer, seq: op.seq, hash: hashOp(op) }); await tx.addOps([op]);',
      },
      {
        file: 'src/oplog/ledger.ts',
        find: 'function itemKey(',
        replace: 'const counted = new Map<string, Head>();\nfunction itemKey(',
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'a keystroke called stored before its transaction is',
    edits: [
      {
        file: 'src/notebook/text-session.ts',
        find: 'const isStored = await store.write(tx => amendOpen(tx, row, !isOpen));',
        replace: 'const wasOpen = isOpen; store.write(tx => amendOpen(tx, row, !wasOpen)).catch(() => undefined); const isStored = true;',
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'a full disk called stored',
    edits: [
      {
        file: 'src/notebook/text-session.ts',
        find: "isDirty = true;\n        setState({ type: 'failed', failure: storageFailure(error) });",
        replace: "void error; setState({ type: 'stored' });",
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'a text stored from its last change on',
    edits: [{ file: 'src/notebook/text-session.ts', find: 'encodeOwn(doc, sealedClock)', replace: 'encodeOwn(doc, storedClock)' }],
    seen: ['lost'],
  },
  {
    name: 'a text sealed without what it says',
    edits: [
      {
        file: 'src/oplog/ledger.ts',
        find: 'patchOf(sealing, open.set, open.text, { ops, refused })',
        replace: 'patchOf(sealing, open.set, ops.length > 2 ? {} : open.text, { ops, refused })',
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'more acknowledged by the server than it stored',
    edits: [
      {
        file: 'src/server/routes/sync.ts',
        find: 'receiveOps(tx, space, judged.ops,',
        replace: 'receiveOps(tx, space, judged.ops.slice(0, 2),',
      },
      {
        file: 'src/server/routes/sync.ts',
        find: 'heads: vectorOf(heads),',
        replace: 'heads: { ...vectorOf(heads), ...Object.fromEntries(ops.map(op => [op.writer, op.seq])) },',
      },
    ],
    seen: ['untrue', 'lost'],
    server: 'app',
  },
  {
    name: 'what was sent counts as held by the server',
    edits: [
      {
        file: 'src/sync/exchange.ts',
        find: "if (reply.type !== 'answered') return { ...reply, added };",
        replace:
          "if (reply.type === 'unreachable') await store.write(tx => tx.remember(serverHeadsKey(space), { vector: have, at: sent }));\n    if (reply.type !== 'answered') return { ...reply, added };",
      },
    ],
    seen: ['untrue'],
  },
];
