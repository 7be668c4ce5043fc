import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { note } from '#domain/note.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import { vectorOf, type LogStore, type LogWriter } from '#oplog/log-store.ts';
import { createMemoryStore, type MemoryStore } from '#oplog/memory-store.ts';
import { answerLimit, batchLimit, bodyLimit } from '#protocol/sync.ts';
import { exchangeSpace } from '#sync/exchange.ts';
import type { SyncReply, Transport } from '#sync/transports/transport.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';
import { serverNotes } from './server-notes.ts';
import type { TestDevice } from './test-device.ts';
import { testDay, type TestDay } from './test-server.ts';

/*
 * A device was away for a year and wrote, and the server has a year's operations of others. They meet in steps of a bounded size, each of which
 * may be the last for now: the connection is lost on the way there, on the way back, and the app is killed after each.
 */

const notes = 'notes/v';
/** What a request or answer may be besides its operations, in characters. */
const besides = 200_000;

let at: TestDay;
beforeEach(async () => void (at = await testDay()));
afterEach(() => at.close());

/** Thousands of short notes, and some that are as long as a note may be: a step is bounded by their count and by their size. */
function year(device: TestDevice): Draft[] {
  const named = (index: number, words: string) => draft(note, { space: notes, id: `${device.person}~${index}` }, { words });
  const long = Array.from({ length: 150 }, (_, index) => named(index, `${index} ${'kaavasta ja metsistä '.repeat(2_300)}`));
  return [...long, ...Array.from({ length: 2_500 }, (_, index) => named(1_000 + index, `${index} nurmi niityksi`))];
}

function transportOf(device: TestDevice): Transport {
  return createServerTransport({
    fetch: (path, init) => device.request(path, init.body as string),
    isOnline: () => true,
    openEvents: () => null,
    after: () => () => undefined,
  });
}

const around = (store: MemoryStore, transport: Transport) => ({
  ...{ store, transport, now: () => at.server.clock.now, answered: () => null, isStopped: () => false },
});

interface Size {
  ops: number;
  characters: number;
}

interface Steps {
  /** Operations and characters of each request, and of each answer. */
  requests: Size[];
  answers: Size[];
  /** Operations that came, answer by answer, where the answer did. */
  came: number[];
  transport: Transport;
}

/** Of three exchanges one is lost on the way to the server, and one on the way back. */
function losing(transport: Transport): Steps {
  const steps: Steps = { requests: [], answers: [], came: [], transport };
  let turn = 0;
  const sizeOf = (message: { ops: readonly unknown[] }): Size => ({ ops: message.ops.length, characters: JSON.stringify(message).length });
  steps.transport = {
    ...transport,
    async exchange(request): Promise<SyncReply> {
      steps.requests.push(sizeOf(request));
      const fate = turn++ % 3;
      if (fate === 0) return { type: 'unreachable' };
      const reply = await transport.exchange(request);
      if (reply.type === 'answered') steps.answers.push(sizeOf(reply.answer));
      if (fate === 1) return { type: 'unreachable' };
      if (reply.type === 'answered') steps.came.push(reply.answer.ops.length);
      return reply;
    },
  };
  return steps;
}

/** Writes, and notes how many operations came in by it: whoever types meanwhile waits for so many. */
async function counted<T>(store: LogStore, run: (tx: LogWriter) => Promise<T>, grown: number[]): Promise<T> {
  const count = () => store.read(async reader => Object.values(vectorOf(await reader.heads(notes))).reduce((sum, seq) => sum + seq, 0));
  const before = await count();
  const result = await store.write(run);
  grown.push((await count()) - before);
  return result;
}

describe('a year away', { timeout: 120_000 }, () => {
  it('is caught up in steps of a bounded size, whatever is lost, and nothing comes twice', async () => {
    const theirs = await at.timo.draw(year(at.timo));
    expect((await exchangeSpace(around(at.timo.store, transportOf(at.timo)), notes)).type).toBe('even');
    const own = await at.liisa.draw(year(at.liisa));
    const steps = losing(transportOf(at.liisa));
    let store = at.liisa.store;
    let starts = 0;
    for (let isEven = false; !isEven; starts++) {
      const grown: number[] = [];
      const growing: MemoryStore = { ...store, write: run => counted(store, run, grown) };
      const end = await exchangeSpace(around(growing, steps.transport), notes);
      isEven = end.type === 'even';
      // What was stored is there at the next start, and is not asked for again.
      store = createMemoryStore(store.snapshot(), { isGuarded: false });
      expect(Math.max(0, ...grown)).toBeLessThanOrEqual(batchLimit);
      expect(starts).toBeLessThan(100);
    }
    expect(Math.max(...steps.requests.map(({ ops }) => ops))).toBe(batchLimit);
    expect(Math.max(...steps.answers.map(({ ops }) => ops))).toBe(answerLimit);
    expect(Math.max(...[...steps.requests, ...steps.answers].map(({ characters }) => characters))).toBeLessThanOrEqual(bodyLimit + besides);
    expect(steps.came.reduce((sum, count) => sum + count, 0)).toBe(theirs.length);
    // The long ones alone are more than one request and one answer may carry.
    expect(own.reduce((sum, op) => sum + JSON.stringify(op).length, 0)).toBeGreaterThan(bodyLimit);
    const here = await store.read(async reader => (await reader.rowsOfKind(notes, note.name)).map(row => row.texts['words'] ?? '').sort());
    expect(here).toHaveLength(theirs.length + own.length);
    expect(await serverNotes(at.server)).toEqual(here);
  });
});
