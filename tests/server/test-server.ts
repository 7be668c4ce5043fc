import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { municipality } from '#domain/municipality.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import { visit } from '#domain/visit.ts';
import { draft, type Draft } from '#notebook/draft.ts';
import type { Invitation, Joined } from '#protocol/membership.ts';
import { createSetupLink } from '#server/access/setup-links.ts';
import { createApp, type App } from '#server/app.ts';
import { openDatabase, type Database } from '#server/store/database.ts';
import { TestDevice } from './test-device.ts';

export interface TestServer {
  app: App;
  database: Database;
  clock: { now: number };
  folder: string;
  setupToken(): Promise<string>;
  device(label: string): TestDevice;
  /** Closes the database and starts again on the same folder, as after a kill. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function testServer(options: { origin?: string; dist?: string; folder?: string } = {}): Promise<TestServer> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'vertti-test-'));
  const clock = { now: Date.UTC(2026, 9, 14, 6, 52) };
  const start = (): { app: App; database: Database } => {
    const database = openDatabase(folder);
    const app = createApp({
      database,
      now: () => clock.now,
      origin: options.origin ?? null,
      isTls: false,
      dist: options.dist ?? 'no-such-folder',
      build: 'test',
    });
    return { app, database };
  };
  const server: TestServer = {
    ...start(),
    clock,
    folder,
    setupToken: () => server.database.write(async sql => createSetupLink(sql, clock.now)),
    device: label => new TestDevice(server, label),
    async restart() {
      await server.database.close();
      Object.assign(server, start());
    },
    async close() {
      server.app.parts.audience.close();
      await server.database.close();
      rmSync(folder, { recursive: true });
    },
  };
  return server;
}

/** A programme with the visit `v` of 14 October 2026 to Lehtola by two teams, its coordinator Tuula, the host Hanna and the visitors Liisa and Timo. */
export interface TestDay {
  server: TestServer;
  programme: string;
  tuula: TestDevice;
  hanna: TestDevice;
  liisa: TestDevice;
  timo: TestDevice;
  invite(team: string, person?: string): Promise<Invitation>;
  /** One more device joins a team, or the host with '', under a name of its own. */
  join(label: string, name: string, team: string): Promise<TestDevice>;
  close(): Promise<void>;
}

export async function testDay(): Promise<TestDay> {
  const server = await testServer();
  const tuula = server.device('Tuulan kannettava');
  const joined = await tuula.ok<Joined>('/api/setup', {
    token: await server.setupToken(),
    device: tuula.card,
    want: 'programme',
    programme: 'Luonto kunnissa',
    person: 'Tuula',
    language: 'fi',
  });
  tuula.become(joined);
  const { programme } = joined.membership;
  await tuula.write(dayDrafts(programme));
  const invite = (of: string, person?: string) => tuula.ok<Invitation>('/api/invitations', { programme, visit: 'v', team: of, person });
  const join = async (label: string, name: string, of: string) => {
    const device = server.device(label);
    device.become(await device.ok<Joined>('/api/join', { key: { secret: (await invite(of)).secret }, device: device.card, name }));
    return device;
  };
  const hanna = await join('Hannan puhelin', 'Hanna', '');
  const liisa = await join('A', 'Liisa', 'kaislaniemi');
  const timo = await join('D', 'Timo', 'hirsikoski');
  return { server, programme, tuula, hanna, liisa, timo, invite, join, close: server.close };
}

function dayDrafts(programme: string): Draft[] {
  const at = (id: string) => ({ space: programmeSpace(programme), id });
  return [
    ...['lehtola', 'kaislaniemi', 'hirsikoski'].map(id => draft(municipality, at(`m-${id}`), { name: id[0]!.toUpperCase() + id.slice(1) })),
    draft(team, at('kaislaniemi'), { municipality: 'm-kaislaniemi' }),
    draft(team, at('hirsikoski'), { municipality: 'm-hirsikoski' }),
    draft(visit, at('v'), { host: 'm-lehtola', date: '2026-10-14', teams: ['kaislaniemi', 'hirsikoski'] }),
  ];
}
