import Dexie from 'dexie';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { openNotebook } from '#notebook/notebook.ts';
import type { Surroundings } from '#notebook/surroundings.ts';
import { writeChanges, type Change } from '#oplog/ledger.ts';
import type { LogStore } from '#oplog/log-store.ts';
import type { Op } from '#oplog/op.ts';
import { createReplica } from '#oplog/replica.ts';
import { programmeChanges, visitPeople } from '../../support/memory-notebook.ts';
import { openDexieStore } from '#storage/dexie-store.ts';
import { arrive, bareArrive } from './arrive.ts';
import { drawReceipts } from './receipt-pages.ts';
import { search } from './search-page.ts';

/* Runs in Chromium, on the code that the app runs. Times in milliseconds. */

const space = notesSpace('v');
const text = 'valmistelu on ollut yhden ihmisen varassa eikä sijaista ole, joten kaikki seisoo lomien ajan ja tieto on yhdessä päässä. ';

function randomHex(bytes: number): string {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function surroundings(store: LogStore): Surroundings {
  return {
    store,
    membership: { programme: 'p', person: 'timo', device: 'd', origin: '', all: [] },
    writer: randomHex(8),
    now: Date.now,
    offset: () => 0,
    randomHex,
    after: () => () => undefined,
    locks: { hold: async () => () => undefined, ifFree: async (_name, run) => run() },
    sealDelay: () => 30_000,
  };
}

/** Fills a database with `count` notes as a day leaves them. */
async function seed(name: string, count: number): Promise<void> {
  const store = await openDexieStore({ name, build: 'bench' });
  const writing = { writer: randomHex(8), author: 'timo', now: Date.now(), wall: Date.now(), salt: () => randomHex(8) };
  const change = (index: number): Change => ({
    space,
    kind: note.name,
    id: `timo~${index}`,
    set: { parent: `slot-${index % 8}`, theme: 't', sign: 'strength', writtenAt: index },
    text: { words: text },
  });
  for (let from = 0; from < count; from += 500) {
    await store.write(tx =>
      writeChanges(
        tx,
        writing,
        Array.from({ length: Math.min(500, count - from) }, (_, index) => change(from + index)),
      ),
    );
  }
  store.close();
}

const length = 120;

/**
 * Types notes of 120 characters, stroke by stroke in each database in turn, and after each stroke, in the same second, does a bare strict put of
 * as many bytes: what is compared has had the same disk.
 */
async function keystrokes(names: string[], rounds: number): Promise<{ ours: number[][]; bare: number[] }> {
  const stores = await Promise.all(names.map(name => openDexieStore({ name, build: 'bench' })));
  const notebooks = await Promise.all(stores.map(store => openNotebook(surroundings(store))));
  const bareDatabase = new Dexie('bare', { chromeTransactionDurability: 'strict' });
  bareDatabase.version(1).stores({ rows: 'id' });
  const rows = bareDatabase.table('rows');
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const ours: number[][] = names.map(() => []);
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const sessions = await Promise.all(
      notebooks.map(notebook => notebook.openText(note, { space, id: notebook.newId('mine') }, 'words', { parent: 'slot-1' })),
    );
    for (let end = 1; end <= length; end++) {
      for (const [index, session] of sessions.entries()) {
        ours[index]!.push(
          await timed(() => {
            session.edit(text.slice(0, end));
            return session.settled();
          }),
        );
        const bytes = 'x'.repeat(Math.ceil((end + 60) * 1.34));
        bare.push(await timed(() => rows.put({ id: 'open', bytes, space, kind: 'note', writer: 'w' })));
      }
    }
    await Promise.all(sessions.map(session => session.close()));
  }
  await Promise.all(notebooks.map(notebook => notebook.close()));
  for (const store of stores) store.close();
  bareDatabase.close();
  // The first strokes fetch code and create tables.
  return { ours: ours.map(times => times.slice(10)), bare: bare.slice(20) };
}

/** Receives operations into an empty database: they are stored and folded into rows. */
async function fold(name: string, json: string): Promise<number> {
  const spaces: Record<string, Op[]> = JSON.parse(json);
  const store = await openDexieStore({ name, build: 'bench' });
  const replica = createReplica(store);
  const started = performance.now();
  for (const [each, ops] of Object.entries(spaces)) await replica.receive(each, ops);
  const took = performance.now() - started;
  store.close();
  return took;
}

/** The pages that say what is where, drawn `rounds` times over one database. @returns for each round the slower of them */
async function receipts(name: string, rounds: number): Promise<number[]> {
  const store = await openDexieStore({ name, build: 'bench' });
  const writing = { writer: randomHex(8), author: 'server', now: Date.now(), wall: Date.now(), salt: () => randomHex(8) };
  await store.write(tx => writeChanges(tx, writing, programmeChanges(visitPeople)));
  const notebook = await openNotebook(surroundings(store));
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) took.push(Math.max(...(await drawReceipts(notebook))));
  await notebook.close();
  store.close();
  return took;
}

Object.assign(window, { measure: { seed, keystrokes, fold, receipts, search, arrive, bareArrive } });
