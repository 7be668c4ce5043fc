import { describe, expect, test } from 'vitest';
import { vectorOf, type LogStore, type LogWriter } from '#oplog/log-store.ts';
import { serverHeadsKey } from '#protocol/remembered.ts';
import type { DayVerdict } from '../support/day-checks.ts';
import type { Sabotage } from '../support/simulated-device.ts';
import { simulate } from './simulation.ts';

/** What each check must see when the code is made worse on purpose: a simulation that cannot fail proves nothing. */
const sabotages: Record<string, { sabotage: Sabotage; seen: keyof DayVerdict }> = {
  'the number of an operation is counted outside of the transaction': { seen: 'lost', sabotage: { store: countingOutside } },
  'what was received is confirmed before it is stored': {
    seen: 'untrue',
    sabotage: {
      transport: transport => ({
        ...transport,
        async exchange(request) {
          const reply = await transport.exchange(request);
          if (reply.type === 'answered') await transport.exchange({ ...request, ops: [], have: reply.answer.heads });
          return reply;
        },
      }),
    },
  },
  'what was sent counts as held by the server': {
    seen: 'untrue',
    sabotage: {
      transport: (transport, store) => ({
        ...transport,
        async exchange(request) {
          const reply = await transport.exchange(request);
          if (reply.type !== 'answered' && reply.type !== 'refused') {
            await store.write(async tx =>
              tx.remember(serverHeadsKey(request.space), { vector: vectorOf(await tx.heads(request.space)), at: 0 }),
            );
          }
          return reply;
        },
      }),
    },
  },
  'a text written by two keeps the words of the one who was here first': {
    seen: 'diverged',
    sabotage: {
      store: changedWriter(writer => ({
        ...writer,
        putRows: async rows => {
          const before = await writer.rows(rows);
          await writer.putRows(rows.map((row, index) => ({ ...row, texts: { ...row.texts, ...before[index]?.texts } })));
        },
      })),
    },
  },
  'an operation and its row are not written together': {
    seen: 'diverged',
    sabotage: {
      store: store =>
        changedWriter(writer => ({ ...writer, putRows: async rows => (rows[0]?.kind === 'note' ? undefined : writer.putRows(rows)) }))(
          store,
        ),
    },
  },
};

describe('sabotage is seen', () => {
  test.each(Object.entries(sabotages))('%s', { timeout: 240_000 }, async (_, { sabotage, seen }) => {
    for (let seed = 1; seed <= 40; seed++) {
      const { verdict } = await simulate({ seed, sabotage });
      const found = verdict[seen];
      if (Array.isArray(found) && found.length) return;
    }
    expect.fail(`40 days, and nothing ${seen}`);
  });
});

function changedWriter(change: (writer: LogWriter) => LogWriter): (store: LogStore) => LogStore {
  return store => ({ ...store, write: run => store.write(writer => run(change(writer))) });
}

/** A counter beside the store goes on counting when its transaction fails: a hole that nobody ever fills. */
function countingOutside(store: LogStore): LogStore {
  const heads = new Map<string, Awaited<ReturnType<LogWriter['head']>>>();
  return changedWriter(writer => ({
    ...writer,
    head: async (space, of) => heads.get(`${space} ${of}`) ?? writer.head(space, of),
    putHead: async head => {
      heads.set(`${head.space} ${head.writer}`, head);
      await writer.putHead(head);
    },
  }))(store);
}
