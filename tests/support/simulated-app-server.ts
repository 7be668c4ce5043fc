import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Change } from '#oplog/ledger.ts';
import { endMembership, enter } from '#server/access/memberships.ts';
import { Me } from '#protocol/membership.ts';
import { versionHeader } from '#protocol/sync.ts';
import { claimVisit } from '#server/access/access-book.ts';
import { endSessions, openSession } from '#server/access/sessions.ts';
import { createApp, type App } from '#server/app.ts';
import { databaseFile, openDatabase, type Database } from '#server/store/database.ts';
import { createSqliteStore } from '#server/store/sqlite-store.ts';
import { eraseAsServer, writeAsServer } from '#server/store/writers.ts';
import { createPictureTransport } from '#sync/transports/picture-transport.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';
import type { Transport } from '#sync/transports/transport.ts';
import type { Chance } from './chance.ts';
import type { SimulatedServer } from './simulated-server.ts';

const origin = 'http://localhost:8787';

/** The real server, asked without a port, over a database file of its own. Devices are let in as `/api/join` lets them in. */
export async function appServer(programme: string, start: readonly Change[], now: () => number, chance: Chance): Promise<SimulatedServer> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'vertti-day-'));
  const cookies = new Map<string, string>();
  const persons = new Map<string, string>();
  let copies = 0;
  let database: Database = openDatabase(folder);
  let app: App = open();

  function open(): App {
    return createApp({ database, now, origin: null, isTls: false, dist: folder, build: 'test' });
  }

  await database.write(async sql => {
    sql.run('INSERT INTO programmes (programme, is_example, created) VALUES (?, 0, ?)', programme, now());
    claimVisit(sql, 'v', programme);
    await writeAsServer(sql, app.parts.writing(), start);
  });

  const fetchOf = (device: string) => {
    const cookie = cookies.get(device) ?? '';
    return async (path: string, init: RequestInit) =>
      app.request(path, { ...init, headers: { ...(init.headers as Record<string, string>), origin, host: 'localhost:8787', cookie } });
  };
  const picturesOf = (device: string) => createPictureTransport(fetchOf(device), () => true);

  function transportOf(device: string): Transport {
    return createServerTransport({
      fetch: fetchOf(device),
      isOnline: () => true,
      openEvents: () => null,
      after: () => () => undefined,
    });
  }

  return {
    exchange: (device, request) => transportOf(device).exchange(request),
    bring: (device, ...picture) => picturesOf(device).bring(...picture),
    fetch: (device, ...picture) => picturesOf(device).fetch(...picture),
    keys: (device, request) => transportOf(device).keys(request),
    listen: (device, heard) =>
      app.parts.audience.join({ device, person: persons.get(device) ?? '', send: heard, close: () => undefined } as Parameters<
        App['parts']['audience']['join']
      >[0]),
    enter: (device, person) =>
      database.write(async sql => {
        enter(sql, device, { programme, person }, now());
        persons.set(device, person);
        cookies.set(device, `__Host-vertti=${openSession(sql, device, now())}`);
      }),
    async split(device, card) {
      const cookie = cookies.get(device) ?? '';
      const response = await app.request('/api/session/split', {
        method: 'POST',
        headers: { 'content-type': 'application/json', [versionHeader]: '1', origin, host: 'localhost:8787', cookie },
        body: JSON.stringify({ device: card }),
      });
      if (!response.ok) return null;
      const me = Me.parse(await response.json());
      cookies.set(me.device, response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie);
      persons.set(me.device, persons.get(device) ?? '');
      return me;
    },
    cut: device =>
      database.write(async sql => {
        endMembership(sql, device, programme, 'revoked');
        endSessions(sql, device, 'revoked');
        persons.delete(device);
        app.parts.audience.disconnect(device);
      }),
    async erase(item) {
      await database.write(sql => eraseAsServer(sql, app.parts.writing(), item));
      app.parts.audience.tell({ type: 'moved', space: item.space });
    },
    async copy() {
      const file = join(folder, `copy-${copies++}-${chance.hex(2)}`);
      const reading = new DatabaseSync(databaseFile(folder));
      reading.exec(`VACUUM INTO '${file}'`);
      reading.close();
      return { file, cookies: new Map(cookies), persons: new Map(persons) };
    },
    async restore(copy) {
      const { file } = copy as { file: string };
      app.parts.audience.close();
      await database.close();
      for (const end of ['', '-wal', '-shm']) rmSync(databaseFile(folder) + end, { force: true });
      cpSync(file, databaseFile(folder));
      database = openDatabase(folder);
      app = open();
      // Those who joined after the copy was made join again.
      await database.write(async sql => {
        for (const [device, person] of persons) {
          enter(sql, device, { programme, person }, now());
          cookies.set(device, `__Host-vertti=${openSession(sql, device, now())}`);
        }
      });
    },
    log: { read: run => createSqliteStore(database).read(run) },
    async close() {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
