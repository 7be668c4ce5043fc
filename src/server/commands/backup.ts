import { existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { configErrorToSentence, readConfig } from '../config.ts';
import { databaseFile } from '../store/database.ts';

/**
 * `npm run backup [-- folder]`: a whole copy of the data folder, also while the server runs. The copy is of one moment; a server started
 * with it as VERTTI_DATA goes on from there, and the devices bring it what it lacks.
 */
const read = readConfig(process.env);
if (!read.ok) {
  console.error(configErrorToSentence(read.error));
  process.exit(1);
}
const source = databaseFile(read.config.data);
if (!existsSync(source)) {
  console.error(`Kansiossa ${read.config.data} ei ole Vertin tietoja, joten kopiota ei tehty. Anna kansio: VERTTI_DATA=… npm run backup`);
  process.exit(1);
}
const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '.');
const folder = process.argv[2] ?? join(read.config.data, 'backups', stamp);
const target = databaseFile(folder);
if (existsSync(target)) {
  console.error(`Kansiossa ${folder} on jo kopio, eikä sitä kirjoiteta yli.`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
const database = new DatabaseSync(source, { timeout: 5_000 });
database.prepare('VACUUM INTO ?').run(target);
database.close();
// VACUUM INTO leaves writing to the disk to the system.
fsyncSync(openSync(target, 'r+'));
const copy = new DatabaseSync(target);
const [check] = Object.values(copy.prepare('PRAGMA integrity_check').get() ?? {});
const countOf = (table: 'ops' | 'pictures') => String(copy.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count']);
const said = `${countOf('ops')} kirjausta, ${countOf('pictures')} kuvaa`;
copy.close();
if (check !== 'ok') {
  console.error(`Kopio ${folder} ei ole ehjä: ${String(check)}`);
  process.exit(1);
}
console.log(`Kopio: ${folder} (${said})`);
