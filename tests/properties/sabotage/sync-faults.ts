import type { DeliberateFault } from './deliberate-fault.ts';

/** How devices and server exchange, and what they call saved. */
export const syncFaults: readonly DeliberateFault[] = [
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
        find: 'serverHeadsOf(answer, received)',
        replace:
          '{ ...serverHeadsOf(answer, received), vector: { ...(await tx.memory<ServerHeads>(serverHeadsKey(space)))?.vector, ...answer.heads } }',
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
      { file: 'src/oplog/receiving.ts', find: "op.seq !== head.seq + 1 ? 'gap' : op.prev !== head.hash ? 'chain' : null", replace: 'null' },
    ],
    seen: ['lost', 'diverged', 'untrue'],
  },
  {
    name: 'a copied profile taken for the device that it was copied from',
    edits: [{ file: 'src/sync/starts.ts', find: '!said || !marks.includes(known)', replace: '!said' }],
    seen: ['twins'],
  },
  {
    name: 'an open operation sent unsealed',
    edits: [
      {
        file: 'src/sync/exchange.ts',
        find: 'return { have, ...said,',
        replace: `for (const { since, set, ...one } of (await reader.opens()).filter(found => found.space === space)) {
    const head = (await reader.heads(space)).find(found => found.writer === one.writer);
    const patch = { salt: '', text: one.text };
    ops.push({ ...one, v: 1, seq: (head?.seq ?? 0) + 1, prev: head?.hash ?? '', time: since * 1024, wall: since, patch });
  }
  return { have, ...said,`,
      },
    ],
    seen: ['twins', 'lost', 'diverged', 'untrue'],
  },
];
