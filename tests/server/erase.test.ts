import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { receiveOps } from '#oplog/receiving.ts';
import { typedIn } from '#oplog/text.ts';
import { testDay, type TestDay } from './test-server.ts';
import type { TestDevice } from './test-device.ts';

const notes = 'notes/v';
const canary = 'KANARIA-9c41';

let at: TestDay;
beforeEach(async () => void (at = await testDay()));
afterEach(() => at.close());

const noteOf = (device: TestDevice, text: string) => draft(note, { space: notes, id: `${device.person}~1` }, { words: text });
const timosNote = () => ({ space: notes, kind: note.name, id: `${at.timo.person}~1` });

function serverBytes(): string {
  const { folder } = at.server;
  return readdirSync(folder)
    .map(file => readFileSync(join(folder, file)).toString('latin1'))
    .join('');
}

async function holds(device: TestDevice, words: string): Promise<boolean> {
  return device.store.read(async reader => {
    const ops = await reader.opsOf(timosNote());
    return (
      JSON.stringify(await reader.row(timosNote()))?.includes(words) ||
      ops.some(op => typedIn(op.patch.text?.['words'] ?? '').includes(words))
    );
  });
}

it('leaves no byte of an erased note on the server, nor on any device that hears of it', async () => {
  await at.timo.write([noteOf(at.timo, canary)]);
  await at.liisa.sync(notes);
  expect(await holds(at.liisa, canary)).toBe(true);
  await at.timo.ok('/api/erase', timosNote());
  expect(serverBytes()).not.toContain(Buffer.from(canary).toString('base64').slice(2, -4));
  expect(serverBytes()).not.toContain(canary);
  for (const device of [at.timo, at.liisa]) {
    await device.sync(notes);
    expect(await holds(device, canary)).toBe(false);
    expect(await device.store.read(reader => reader.row(timosNote()))).toBeUndefined();
  }
});

it('keeps a copy from before from bringing it back', async () => {
  const old = await at.timo.write([noteOf(at.timo, canary)]);
  await at.timo.ok('/api/erase', timosNote());
  await at.liisa.sync(notes);
  // As by a file that was made before.
  await at.liisa.store.write(tx => receiveOps(tx, notes, old));
  expect(await holds(at.liisa, canary)).toBe(false);
});

it('gives back to its author what was written without knowing, and takes it from nobody else', async () => {
  await at.timo.write([noteOf(at.timo, 'alku')]);
  await at.timo.ok('/api/erase', timosNote());
  const [late] = await at.timo.draw([noteOf(at.timo, 'alku ja jatko')]);
  await at.timo.sync(notes);
  const refused = await at.timo.store.read(reader => reader.rowsOfKind(notes, 'verdict'));
  expect(refused.map(row => [row.id, row.cells['refused']?.value])).toEqual([[`${late!.writer}.${late!.seq}`, 'erased']]);
  expect(await holds(at.timo, ' ja jatko')).toBe(true);
  await at.liisa.sync(notes);
  expect(await holds(at.liisa, 'jatko')).toBe(false);
  expect(await at.liisa.store.read(reader => reader.row(timosNote()))).toBeUndefined();
});

it('is for the owner and for coordinators', async () => {
  await at.timo.write([noteOf(at.timo, canary)]);
  expect(await at.liisa.fails('/api/erase', timosNote())).toBe('not-coordinator');
  expect(await at.hanna.fails('/api/erase', timosNote())).toBe('no-access');
  expect(await at.tuula.fails('/api/erase', timosNote())).toBe('ok');
});

it('does not reach what access rests on, nor an erasure', async () => {
  const space = programmeSpace(at.programme);
  expect(await at.tuula.fails('/api/erase', { space, kind: 'person', id: at.timo.person })).toBe('malformed');
  expect(await at.tuula.fails('/api/erase', { space: notes, kind: 'verdict', id: 'x.1' })).toBe('malformed');
  expect(await at.tuula.fails('/api/erase', { space: 'debrief/v', kind: finding.name, id: '' })).toBe('malformed');
});
