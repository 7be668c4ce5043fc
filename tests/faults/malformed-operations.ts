import fc from 'fast-check';
import { note } from '#domain/note.ts';
import { readItem } from '#oplog/kind.ts';
import { refold } from '#oplog/ledger.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { hashOp, Op } from '#oplog/op.ts';
import { withhold } from '#server/judgement.ts';
import type { Fault } from './fault.ts';
import { checkCases } from './malformed/check.ts';
import { opWith } from './malformed/honest-op.ts';
import { ownTime } from './malformed/processor-time.ts';
import { opOf } from './malformed/requests.ts';
import { changed } from './malformed/shapes.ts';
import { updates } from './malformed/updates.ts';
import { someWords, type Tally } from './tally.ts';

const space = 'notes/v';
const writer = 'f'.repeat(16);
const target = { id: 'shared', field: 'words', writer };

/** Operations that the shape lets through, or nearly, and updates that Yjs reads, or nearly, folded into a text that holds somebody's words. */
export const malformedOperations: Fault = {
  name: 'malformed-operations',
  says: 'malformed operations and Yjs updates, folded beside honest words and withheld by the server',
  times: { short: 400, long: 10_000 },
  async run(tally, times) {
    const before = process.memoryUsage.rss();
    const longest = await checkCases(tally, { cases, times, used: ownTime, run: given => foldBeside(tally, given) });
    tally.expect(!('polluted' in {}), 'an object of everybody got a member');
    const grown = (process.memoryUsage.rss() - before) / 1_048_576;
    tally.expect(grown < 300, `memory grew by ${Math.round(grown)} MB`);
    tally.remarks.push(`the longest kept its thread for ${longest.toFixed(1)} ms; memory grew by ${Math.round(grown)} MB`);
  },
};

type Case = { type: 'update'; update: string } | { type: 'op'; op: unknown };

const bytes = updates(target).map(update => ({ type: 'update' as const, update: Buffer.from(update).toString('base64') }));
const base = opOf({ person: 'a' }, space).map(op => ({ ...op, writer, id: target.id }));
const cases: fc.Arbitrary<Case> = fc.oneof(
  bytes,
  changed(base, 3).map(op => ({ type: 'op' as const, op })),
);

/** What came is received as from another replica; then the honest words must read as before, and what is not an operation is not stored. */
async function foldBeside(tally: Tally, given: Case) {
  const store = createMemoryStore();
  const words = someWords(5);
  const honest = opWith({ space, id: target.id, words });
  await store.write(tx => receiveOps(tx, space, [honest]));
  const value: unknown =
    given.type === 'op'
      ? given.op
      : { ...opWith({ space, id: target.id, words: '', writer }), patch: { salt: '', text: { words: given.update } } };
  if (Op.safeParse(value).success) {
    const op = value as Op;
    hashOp(op);
    JSON.stringify(withhold(op));
    await store.write(tx => receiveOps(tx, op.space, [structuredClone(op)]));
    await store.write(tx => refold(tx, op));
  }
  const row = await store.read(reader => reader.row({ space, kind: note.name, id: target.id }));
  const read = row ? readItem(note, row).words : '';
  // Who writes into the same text may write before, within and behind, and takes nothing out that is not deleted in so many words.
  tally.written += words.split(' ').length;
  tally.acknowledged += words.split(' ').length;
  if (!holdsInOrder(read, words)) {
    tally.lost += words.split(' ').length;
    throw new Error(`“${words}” reads as “${read.slice(0, 200)}”`);
  }
}

function holdsInOrder(read: string, words: string): boolean {
  let at = 0;
  for (const letter of read) if (letter === words[at]) at++;
  return at === words.length;
}
