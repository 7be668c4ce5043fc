import { expect, test } from 'vitest';
import { photo } from '#domain/photo.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { savedOfRow, savedState } from '#notebook/saved.ts';
import { createReplica } from '#oplog/replica.ts';
import { hexDigest } from '#oplog/sha256.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';
import { pictureBytes } from '../../support/picture-bytes.ts';

const space = notesSpace('v');

function keep(notebook: Notebook, bytes: Uint8Array<ArrayBuffer>) {
  const id = notebook.newId('mine');
  return notebook.keepPicture(space, bytes, picture => [
    draft(photo, { space, id }, { picture, bytes: bytes.length, parent: 'a-note', caption: 'Fläppi', addedAt: 1 }),
  ]);
}

test('a picture and the photo that shows it are kept in one transaction, and undone as one act', async () => {
  const { notebook, store } = await memoryNotebook();
  const bytes = pictureBytes(1);
  const kept = await keep(notebook, bytes);
  if (!kept.ok) throw new Error('not kept');
  expect(kept.picture).toBe(hexDigest(bytes));
  expect(await notebook.picture(space, kept.picture)).toEqual(bytes);
  const [shown] = await notebook.read(reader => reader.children(photo, 'a-note'));
  expect([shown?.picture, shown?.caption]).toEqual([kept.picture, 'Fläppi']);
  await notebook.undo(kept.acts!);
  expect(await notebook.read(reader => reader.children(photo, 'a-note'))).toEqual([]);
  // The undoing can be undone: the picture stays.
  expect(await store.read(reader => reader.pictures(space))).toHaveLength(1);
});

test('on a full disk neither the picture nor the photo is kept, and it is said', async () => {
  const { notebook, store } = await memoryNotebook();
  await notebook.write([]);
  const full = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
  store.failWrites(full);
  expect(await keep(notebook, pictureBytes(1))).toEqual({ ok: false, error: { type: 'storage', cause: 'full' } });
  store.failWrites(null);
  expect(await store.read(reader => reader.pictures(space))).toEqual([]);
  expect(await notebook.read(reader => reader.items(photo, space))).toEqual([]);
});

test('what is no picture, or too long, or not shown where it is kept, is not kept', async () => {
  const { notebook, store } = await memoryNotebook();
  const invalid = { ok: false, error: { type: 'invalid', kind: 'photo', problems: [], missing: ['picture'] } };
  expect(await keep(notebook, new TextEncoder().encode('<html>login</html>'))).toEqual(invalid);
  expect(await keep(notebook, pictureBytes(1, 1_000_001))).toEqual(invalid);
  await expect(notebook.keepPicture(space, pictureBytes(1), () => [])).rejects.toThrow('an item that shows it');
  expect(await store.read(reader => reader.pictures(space))).toEqual([]);
});

test('who may not write notes may not keep a picture', async () => {
  const { notebook, store } = await memoryNotebook('hanna');
  expect(await keep(notebook, pictureBytes(1))).toMatchObject({ ok: false, error: { type: 'not-allowed' } });
  expect(await store.read(reader => reader.pictures(space))).toEqual([]);
});

test('whoever waits for a picture is given it when it comes', async () => {
  const { notebook, store } = await memoryNotebook();
  const bytes = pictureBytes(2);
  const seen: (Uint8Array | undefined)[] = [];
  const stop = notebook.watchPicture(space, hexDigest(bytes), found => seen.push(found));
  await expect.poll(() => seen.length).toBe(1);
  await store.write(tx => tx.putPicture({ space, hash: hexDigest(bytes), at: 1, bytes }));
  await expect.poll(() => seen.length).toBe(2);
  stop();
  expect(seen).toEqual([undefined, bytes]);
});

test('counts a picture that the server or a device has not confirmed, and calls its photo nowhere but here', async () => {
  const { notebook, store } = await memoryNotebook('timo');
  const kept = await notebook.keepPicture(space, pictureBytes(1), picture => [
    draft(photo, { space, id: notebook.newId('mine') }, { picture }),
  ]);
  const lacks = kept.ok ? [kept.picture.slice(0, 16)] : [];
  const vector = await createReplica(store).vector(space);
  const state = async (server: object, device: object) => {
    await store.write(async tx => {
      await tx.remember('server/notes/v', { vector, at: 1, ...server });
      await tx.remember('receipts/notes/v', { after: 1, devices: { 'device-liisa': { vector, at: 2, ...device } } });
    });
    return notebook.read(async r => {
      const copies = await notebook.copies(r.log, space);
      const [row] = await r.log.rowsOfKind(space, photo.name);
      return { ...(await savedState(r.log, space, copies, await notebook.ownWriters(r.log))), item: savedOfRow(row!, copies) };
    });
  };
  const waits = { waiting: 1, pictures: 1, onServer: false, devicesWithAll: 1, item: { type: 'here' } };
  expect(await state({ lacks }, { lacks })).toMatchObject(waits);
  // Who says nothing of pictures holds none.
  expect(await state({}, {})).toMatchObject(waits);
  expect(await state({ lacks: [] }, { lacks })).toMatchObject({
    waiting: 0,
    onServer: true,
    devicesWithAll: 1,
    item: { type: 'server' },
  });
  expect(await state({ lacks: [] }, { lacks: [] })).toMatchObject({ devicesWithAll: 2, item: { type: 'devices', count: 2, of: 2 } });
  expect(await state({ lacks }, { lacks: [] })).toMatchObject({ waiting: 1, devicesWithAll: 2, item: { type: 'here' } });
});

test('a picture whose file the browser has lost is not here any more, so that it can come again', async () => {
  const { notebook, store } = await memoryNotebook();
  const kept = await keep(notebook, pictureBytes(1));
  if (!kept.ok) throw new Error('not kept');
  const { read } = store;
  store.read = run =>
    read(reader =>
      run({
        ...reader,
        picture: async (...name) => {
          const found = await reader.picture(...name);
          const gone = () => Promise.reject(new DOMException('', 'NotReadableError'));
          return found && { ...found, bytes: { size: found.bytes.size, arrayBuffer: gone } };
        },
      }),
    );
  expect(await notebook.picture(space, kept.picture)).toBeUndefined();
  store.read = read;
  expect(await store.read(reader => reader.pictures(space))).toEqual([]);
  expect(await notebook.read(reader => reader.items(photo, space))).toHaveLength(1);
});
