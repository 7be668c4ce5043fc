import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseFile, openDatabase } from '#server/store/database.ts';
import { putReceipt, receiptsAfter } from '#server/store/receipts.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'vertti-schema-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('what devices said they hold, in a data folder of the first version, stays, and new words have more in them', async () => {
  const first = new DatabaseSync(databaseFile(folder));
  first.exec(readFileSync('tests/fixtures/data-version-1.sql', 'utf8'));
  first.exec(`INSERT INTO receipts (space, device, vector, at, changed) VALUES ('notes/w', 'old', '{"a":3}', 5, 5)`);
  first.close();

  const database = openDatabase(folder);
  const said = () => receiptsAfter(database.read, 'notes/w', 0, () => true).receipts;
  expect(said()).toEqual([{ device: 'old', vector: { a: 3 }, at: 5 }]);
  await database.write(async sql => putReceipt(sql, 'old', { space: 'notes/w', have: { a: 3 }, open: 1 }, 6));
  expect(said()).toEqual([{ device: 'old', vector: { a: 3 }, at: 6, open: 1 }]);
  await database.close();
});

test('a data folder of a later version is not touched', () => {
  const later = new DatabaseSync(databaseFile(folder));
  later.exec('PRAGMA user_version = 99');
  later.close();
  expect(() => openDatabase(folder)).toThrow('later version');
});
