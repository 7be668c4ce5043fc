import type { DeliberateFault } from './deliberate-fault.ts';

/** How words are written: keystrokes, sealing, and what dead tabs left. */
export const writingFaults: readonly DeliberateFault[] = [
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
        find: 'async function beforeOf(',
        replace: 'const counted = new Map<string, Head>();\nasync function beforeOf(',
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
        find: 'patchOf(sealing, open.set, open.text, before)',
        replace: 'patchOf(sealing, open.set, before.ops.length > 2 ? {} : open.text, before)',
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'a writer used twice: a dead one sealed for in its own name',
    edits: [{ file: 'src/notebook/orphans.ts', find: 'const fresh = around.randomHex(8);', replace: 'const fresh = writer;' }],
    seen: ['twins', 'lost', 'diverged', 'untrue'],
  },
  {
    name: 'the letters of two tabs counted by one client',
    edits: [
      {
        file: 'src/oplog/text.ts',
        find: 'sha256(`${writer} ${name.id} ${name.field}`)',
        replace: 'sha256(`${writer && name.id} ${name.field}`)',
      },
    ],
    seen: ['lost', 'diverged'],
  },
  {
    name: 'what a dead tab left open thrown away',
    edits: [
      {
        file: 'src/oplog/ledger.ts',
        find: 'if (Object.keys(text).length === 0 && Object.keys(open.set).length === 0) return null;',
        replace: 'if (refused.size === 0) return null;',
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'a living tab taken for a dead one',
    edits: [
      {
        file: 'src/notebook/orphans.ts',
        find: 'around.locks.ifFree(writerLock(writer), () =>',
        replace: '((_: unknown, run: () => Promise<number>): Promise<number | "held"> => run())(writerLock(writer), () =>',
      },
    ],
    seen: ['lost', 'twins', 'diverged'],
  },
];
