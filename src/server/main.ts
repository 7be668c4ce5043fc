import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { addressKey, createSetupLink, firstCoordinator } from './access/setup-links.ts';
import { createApp } from './app.ts';
import { builtId } from './commands/build-app.ts';
import { configErrorToSentence, isLoopback, readConfig } from './config.ts';
import { openDatabase } from './store/database.ts';
import { logWriter } from './store/sqlite-store.ts';

const read = readConfig(process.env);
if (!read.ok) {
  console.error(configErrorToSentence(read.error));
  process.exit(1);
}
const { config } = read;
const database = openDatabase(config.data);
const { fetch, parts } = createApp({
  database,
  now: Date.now,
  origin: config.origin,
  isTls: config.tls !== null,
  dist: 'dist',
  build: builtId() ?? 'none',
});

const server = config.tls
  ? createAdaptorServer({ fetch, createServer: createHttps, serverOptions: config.tls })
  : createAdaptorServer({ fetch });
server.once('error', error => {
  console.error(error.message);
  process.exit(1);
});
server.listen(config.port, config.host, () => void greet());

async function greet(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const host = config.host === '127.0.0.1' || config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  const local = `${config.tls ? 'https' : 'http'}://${host}:${port}`;
  const address = config.origin ?? local;
  const token = await database.write(async sql => {
    await logWriter(sql).remember(addressKey, address);
    return firstCoordinator(sql) ? null : createSetupLink(sql, Date.now());
  });
  // One write, so that whoever reads the address has the link too.
  const lines = [`Vertti: ${local}${address === local ? '' : ` (${address})`}`];
  if (token) lines.push(`Käyttöönotto (15 min): ${address}/setup#${token}`);
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    lines.push(
      'Huom. Ilman https-yhteyttä selaimet eivät anna muille laitteille ilman verkkoa toimivaa muistikirjaa, joten liittyminen on estetty. Aseta VERTTI_ORIGIN.',
    );
  }
  console.log(lines.join('\n'));
}

let isStopping = false;

/** What is being stored is stored and answered; streams end, so that devices look for the next server at once. */
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  parts.audience.close();
  const closed = new Promise<void>(resolve => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const patience = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3_000);
  await closed;
  clearTimeout(patience);
  await database.close();
  process.exit(0);
}

process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
