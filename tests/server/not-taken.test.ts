import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { note } from '#domain/note.ts';
import { returnedKind, returnedOps } from '#domain/receipt-returned.ts';
import { returnedWords } from '#notebook/history.ts';
import { writeChanges } from '#oplog/ledger.ts';
import { writingAs } from '../support/ledger-writing.ts';
import { serverNotes } from './server-notes.ts';
import { testDay, type TestDay } from './test-server.ts';
import { wholeDevice, type WholeDevice } from './whole-device.ts';

/* What a server does not take: the device says which it is, keeps it, gives it in a copy that people read, and sends it when it may. */

const notes = 'notes/v';
const words = 'urakkasop ei sano luonnosta mitään';

let at: TestDay;
let liisa: WholeDevice;
beforeEach(async () => {
  at = await testDay();
  liisa = await wholeDevice(at.liisa, at.programme);
  await liisa.engine.exchangeAll();
});
afterEach(async () => {
  await liisa.close();
  await at.close();
});

const standing = () => liisa.engine.state.spaces[notes]?.standing;

describe('what is not taken', () => {
  it('is of a kind that the server does not know yet: all of the space waits, and no verdict falls', async () => {
    await liisa.store.write(async tx => {
      await writeChanges(tx, writingAs('later', at.server.clock.now, at.liisa.person), [
        { space: notes, kind: 'from-a-later-app', id: `${at.liisa.person}~1`, set: { words } },
      ]);
    });
    await liisa.write(words);
    await liisa.engine.exchangeAll();
    expect(standing()).toBe('unknown-kind');
    expect(liisa.engine.state).toMatchObject({ link: 'online', pending: 2 });
    expect(await liisa.words()).toEqual([words]);
    expect(await liisa.copy()).toContain(words);
    expect(await serverNotes(at.server)).toEqual([]);
  });

  it('is too large for a proxy on the way: what fits goes, the rest is told to be stuck, and goes when it may', async () => {
    const long = 'kaavasta ja metsistä '.repeat(400).trim();
    const most = 4_000;
    liisa.refuses = (path, body) => path === '/api/sync' && body.length > most;
    for (let index = 0; index < 10; index++) await liisa.write(`${words} ${index}`);
    await liisa.engine.exchangeAll();
    expect(await serverNotes(at.server)).toHaveLength(10);
    await liisa.write(long);
    await liisa.engine.exchangeAll();
    expect(standing()).toBe('stuck');
    expect(liisa.engine.state).toMatchObject({ link: 'online', pending: 1 });
    expect(await liisa.copy()).toContain(long);
    liisa.refuses = () => false;
    await liisa.engine.exchangeAll();
    expect(await serverNotes(at.server)).toContain(long);
  });

  it('is written into what was erased meanwhile: refused for good, given back to its author, and in the copy', async () => {
    const session = await liisa.type('ennen');
    await session.seal();
    await liisa.engine.exchangeAll();
    const [row] = await liisa.store.read(reader => reader.rowsOfKind(notes, note.name));
    await at.tuula.ok('/api/erase', { space: notes, kind: note.name, id: row!.id });
    session.edit(`ennen ${words}`);
    await session.close();
    await liisa.engine.exchangeAll();
    await liisa.engine.exchangeAll();
    const returned = await liisa.store.read(async reader => {
      const own = await liisa.notebook.ownWriters(reader);
      const [refused] = returnedOps(await reader.rowsOfKind(notes, returnedKind), own);
      const op = await reader.op(notes, refused!.writer, refused!.seq);
      return returnedWords(await reader.opsOf(op!), `${op!.writer}.${op!.seq}`);
    });
    expect(returned.join()).toContain(words);
    expect(await liisa.copy()).toContain(words);
    expect(await serverNotes(at.server)).not.toContain(`ennen ${words}`);
  });
});
