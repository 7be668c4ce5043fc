import type { DeliberateFault } from './deliberate-fault.ts';

/** How operations become rows and texts, and which came first. */
export const foldingFaults: readonly DeliberateFault[] = [
  {
    name: 'a merge that prefers one side',
    edits: [
      {
        file: 'src/oplog/text.ts',
        find: 'const read = readUpdate(update, client);\n      if (!read) continue;',
        replace: 'const read = readUpdate(update, client);\n      if (!read || writer < updates[0]!.writer) continue;',
      },
    ],
    seen: ['lost'],
  },
  {
    name: "what waits for others' words is packed into one's own",
    edits: [{ file: 'src/oplog/text.ts', find: 'store.pendingStructs = null;', replace: '' }],
    seen: ['lost'],
  },
  {
    name: 'a row that keeps the words it had',
    edits: [
      {
        file: 'src/oplog/receiving.ts',
        find: 'if (row && !(before && isSameRow(row, before))) rows.push(row);',
        replace: 'if (row && !(before && isSameRow(row, before))) rows.push({ ...row, texts: { ...row.texts, ...before?.texts } });',
      },
    ],
    seen: ['diverged'],
  },
  {
    name: 'a row folded from what is new alone',
    edits: [{ file: 'src/oplog/receiving.ts', find: 'rows[index] ? [...(await tx.opsOf(item)), ...ops] : ops', replace: 'ops' }],
    seen: ['diverged'],
  },
  {
    name: 'an operation whose row is not written with it',
    edits: [
      {
        file: 'src/oplog/ledger.ts',
        find: 'if (row) await tx.putRows([row]);',
        replace: "if (row && row.kind !== 'finding') await tx.putRows([row]);",
      },
    ],
    seen: ['diverged'],
  },
  {
    name: 'a fold that depends on the order of arrival',
    edits: [
      { file: 'src/oplog/fold.ts', find: '.sort((a, b) => compareStamps(b.stamp, a.stamp))', replace: '.reverse()' },
      {
        file: 'src/oplog/fold.ts',
        find: 'return [...once.values()].sort((a, b) => a.time - b.time || (a.writer < b.writer ? -1 : a.writer > b.writer ? 1 : a.seq - b.seq));',
        replace: 'return [...once.values()];',
      },
    ],
    seen: ['diverged'],
  },
  {
    name: 'a stamp no greater than what was folded',
    edits: [
      {
        file: 'src/oplog/clock.ts',
        find: 'Math.max(Math.floor(now) * perMillisecond, last + 1)',
        replace: 'Math.max(Math.floor(now) * perMillisecond, 0 * last)',
      },
    ],
    seen: ['lost'],
  },
  {
    name: 'stamps of others forgotten when they are received',
    edits: [
      {
        file: 'src/oplog/receiving.ts',
        find: 'tx.setClock(added.reduce((latest, op) => Math.max(latest, op.time), clock)),',
        replace: '',
      },
    ],
    seen: ['lost'],
  },
];
