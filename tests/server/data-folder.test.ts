import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import type { KeysAnswer } from '#protocol/keys.ts';
import { databaseFile } from '#server/store/database.ts';
import { withKey } from './test-keys.ts';
import { testServer } from './test-server.ts';

/** A data folder as the first version left it: a programme, its visit, four devices, one note. */
function folderOfVersion1(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vertti-version-1-'));
  const database = new DatabaseSync(databaseFile(folder));
  database.exec(readFileSync('tests/fixtures/data-version-1.sql', 'utf8'));
  database.close();
  return folder;
}

it('a data folder of version 1 becomes one of this: nobody is signed out, nothing is lost, and keys can be had', async () => {
  const server = await testServer({ folder: folderOfVersion1() });
  const liisa = server.device('A');
  liisa.cookie = '__Host-vertti=BpWa5RkG4GDOGpnUx_5A4A';
  const me = await liisa.ok<{ device: string; memberships: { programme: string; person: string }[] }>('/api/me');
  const { programme, person } = me.memberships[0]!;
  await liisa.sync('notes/v');
  expect(await liisa.words('notes/v', `${person}~1`)).toBe('niitty on jo kaavassa');
  const keyed = await withKey(liisa);
  const answer = await liisa.ok<KeysAnswer>('/api/keys', { programme, publicKey: keyed.publicKey });
  expect(answer.spaceKeys.map(key => key.space).sort()).toEqual(['debrief/v', 'notes/v', `programme/${programme}`, 'visit/v']);
  // And it is opened as one from now on.
  await server.restart();
  expect(await liisa.ok<KeysAnswer>('/api/keys', { programme, publicKey: keyed.publicKey })).toEqual(answer);
  await server.close();
});
