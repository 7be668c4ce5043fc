import { expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { writeChanges } from '#oplog/ledger.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { createReplica } from '#oplog/replica.ts';
import { readCopy } from '#rescue/read-copy.ts';
import { copiedDevice, copyOf } from '../../support/copied-device.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { unzip } from '../formats/zip.ts';

const notes = notesSpace('v');

test('holds what came from others all at once as what was written here', async () => {
  const device = await copiedDevice();
  const own = draft(note, { space: notes, id: 'liisa~1' }, { parent: 'v', words: 'oma' });
  await device.store.write(tx => writeChanges(tx, writingAs('own'), [own]));
  const theirs = createMemoryStore();
  const change = (index: number) =>
    draft(note, { space: notes, id: `tuula~${index}` }, { parent: 'v', writtenAt: index, words: `${index}` });
  await theirs.write(tx =>
    writeChanges(
      tx,
      writingAs('t', 5_000, 'tuula'),
      Array.from({ length: 60 }, (_, index) => change(index)),
    ),
  );
  const { ops } = await createReplica(theirs).opsAfter(notes, {}, 100);
  await createReplica(device.store).receive(notes, ops);
  const copy = await copyOf(device);
  const files = unzip(new Uint8Array(await copy.file.arrayBuffer()));
  const lines = (files.get('tiedot/ops.ndjson') ?? '').split('\n').filter(Boolean);
  const all = lines.map(line => JSON.parse(line) as { space: string });
  const copied = all.filter(op => op.space === notes);
  expect(copied).toHaveLength(61);
  expect(copied).toEqual(expect.arrayContaining(ops));
  expect(files.has('tiedot/stretches.ndjson')).toBe(false);
  expect(JSON.parse(files.get('tiedot/vertti.json')!)).toMatchObject({
    tables: { ops: { records: all.length, unread: 0 } },
  });
  expect(copy.notes).toBe(61);
  const read = await readCopy(copy.file);
  expect(read.ok && read.content.ops).toEqual(all);
});
