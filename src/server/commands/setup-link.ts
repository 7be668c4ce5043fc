import { existsSync } from 'node:fs';
import { addressKey, createSetupLink, firstCoordinator } from '../access/setup-links.ts';
import { configErrorToSentence, readConfig } from '../config.ts';
import { databaseFile, openDatabase } from '../store/database.ts';
import { logReader } from '../store/sqlite-store.ts';

/** `npm run setup-link`: a new one-time link, also while the server runs. When there is a coordinator, it signs in as that one. */
const read = readConfig(process.env);
if (!read.ok) {
  console.error(configErrorToSentence(read.error));
  process.exit(1);
}
const { data, origin, port } = read.config;
if (!existsSync(databaseFile(data))) {
  console.error(`Kansiossa ${data} ei ole Vertin tietoja. Käynnistä palvelin ensin, tai anna kansio: VERTTI_DATA=… npm run setup-link`);
  process.exit(1);
}
const database = openDatabase(data);
const token = await database.write(async sql => createSetupLink(sql, Date.now()));
const address = origin ?? (await logReader(database.read).memory<string>(addressKey)) ?? `http://localhost:${port}`;
const first = firstCoordinator(database.read);
console.log(
  `${first ? `Kirjautuminen (${first.personName}, ${first.programmeName}; 15 min)` : 'Käyttöönotto (15 min)'}: ${address}/setup#${token}`,
);
await database.close();
