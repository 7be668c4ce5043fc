import type { DayVerdict } from '../../support/day-checks.ts';
import { storingFaults } from './storing-faults.ts';

/** A mistake put into the product's own code: each `find` stands there exactly once and is replaced. */
export interface DeliberateFault {
  name: string;
  edits: { file: string; find: string; replace: string }[];
  /** What the checks must call it; any of these. */
  seen: readonly (keyof Omit<DayVerdict, 'operations'>)[];
  /** Through the real app over its database; the same rules in memory otherwise. */
  server?: 'app';
}

/** Each of these mistakes has been made by somebody, in some product. */
export const deliberateFaults: readonly DeliberateFault[] = [
  ...storingFaults,
  {
    name: 'what came is confirmed before it is stored',
    edits: [
      {
        file: 'src/sync/exchange.ts',
        find: 'const { answer } = reply;',
        replace: 'const { answer } = reply; await transport.exchange({ space, have: answer.heads, ops: [], receiptsAfter });',
      },
    ],
    seen: ['untrue', 'lost'],
  },
  {
    name: 'a server restored from a copy is not believed to hold less',
    edits: [
      {
        file: 'src/sync/exchange.ts',
        find: '{ vector: answer.heads, at: received }',
        replace:
          '{ vector: Object.fromEntries(Object.entries({ ...(await tx.memory<ServerHeads>(serverHeadsKey(space)))?.vector, ...answer.heads }).map(([of, seq]) => [of, seq])), at: received }',
      },
    ],
    seen: ['untrue', 'lost'],
  },
  {
    name: 'a version vector that skips',
    edits: [
      {
        file: 'src/oplog/log-store.ts',
        find: '[head.writer, head.seq]',
        replace: '[head.writer, head.seq % 5 === 4 ? head.seq + 1 : head.seq]',
      },
    ],
    seen: ['untrue', 'lost', 'diverged'],
  },
  {
    name: 'a suffix sent from one too late',
    edits: [
      {
        file: 'src/oplog/replica.ts',
        find: 'reader.opsAfter(space, head.writer, after, limit - ops.length)',
        replace: 'reader.opsAfter(space, head.writer, after && after + 1, limit - ops.length)',
      },
    ],
    seen: ['lost', 'diverged'],
  },
  {
    name: 'an operation after a hole taken in',
    edits: [
      { file: 'src/oplog/ledger.ts', find: "op.seq !== head.seq + 1 ? 'gap' : op.prev !== head.hash ? 'chain' : null", replace: 'null' },
    ],
    seen: ['lost', 'diverged', 'untrue'],
  },
  {
    name: 'an open operation sent unsealed',
    edits: [
      {
        file: 'src/sync/exchange.ts',
        find: 'return { have, held,',
        replace: `for (const { since, set, ...one } of (await reader.opens()).filter(found => found.space === space)) {
    const head = (await reader.heads(space)).find(found => found.writer === one.writer);
    const patch = { salt: '', text: one.text };
    ops.push({ ...one, v: 1, seq: (head?.seq ?? 0) + 1, prev: head?.hash ?? '', time: since * 1024, wall: since, patch });
  }
  return { have, held,`,
      },
    ],
    seen: ['twins', 'lost', 'diverged', 'untrue'],
  },
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
    name: 'a row that keeps the words it had',
    edits: [
      {
        file: 'src/oplog/ledger.ts',
        find: 'if (row && !(before && isSameRow(row, before))) rows.push(row);',
        replace: 'if (row && !(before && isSameRow(row, before))) rows.push({ ...row, texts: { ...row.texts, ...before?.texts } });',
      },
    ],
    seen: ['diverged'],
  },
  {
    name: 'a row folded from what is new alone',
    edits: [
      { file: 'src/oplog/ledger.ts', find: 'foldItem(before ? await tx.opsOf(ops[0]!) : ops, refused)', replace: 'foldItem(ops, refused)' },
    ],
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
        file: 'src/oplog/ledger.ts',
        find: 'await tx.setClock(added.reduce((latest, op) => Math.max(latest, op.time), await tx.clock()));',
        replace: '',
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
  {
    name: "another person's operations believed",
    edits: [
      {
        file: 'src/server/judgement.ts',
        find: '!grounds.persons.has(op.author) || (owner !== null && !grounds.persons.has(owner))',
        replace: 'owner === op.writer',
      },
    ],
    seen: ['usurped', 'lost', 'diverged', 'twins'],
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
        replace: 'if (upTo === null) await tx.replaceOps(',
      },
    ],
    seen: ['erased'],
  },
  {
    name: 'an erased item whose row stays',
    edits: [{ file: 'src/oplog/judgements.ts', find: 'await tx.deleteRow(item);', replace: '' }],
    seen: ['diverged', 'erased'],
  },
];
