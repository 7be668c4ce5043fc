import { randomBytes } from 'node:crypto';
import type * as z from 'zod/mini';
import { municipality } from '#domain/municipality.ts';
import { note } from '#domain/note.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { team } from '#domain/team.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { savedOfRow } from '#notebook/saved.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { Invitation, Joined } from '#protocol/membership.ts';
import { protocolVersion, versionHeader } from '#protocol/sync.ts';
import { exchangeSpace, type ExchangeEnd } from '#sync/exchange.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';
import { plainFetch } from '../bench/plain-fetch.ts';
import { memoryLocks } from '../support/memory-notebook.ts';
import type { Written } from './tally.ts';

/** A joined device with the app's own notebook and exchange over loopback HTTP; only its disk is a memory store. */
export interface Member {
  notebook: Notebook;
  /** Types a note and seals it. */
  write(words: string): Promise<void>;
  /** One exchange of the notes, as far as it goes. */
  exchange(): Promise<ExchangeEnd>;
  /** When each answer about the notes came, in milliseconds since 1970 with fractions. */
  answers: number[];
  /** The words of all notes here. */
  notes(): Promise<string[]>;
  /** The words of the notes that this device calls saved on the server. */
  onServer(): Promise<string[]>;
}

const randomHex = (bytes: number) => randomBytes(bytes).toString('hex');
const visitId = 'v';

/** Founds a programme with a visit on a fresh server and joins `count` visitors. */
export async function joinTeam(origin: string, setupToken: string, count: number): Promise<Member[]> {
  const founder = createClient(origin);
  const want = { want: 'programme', programme: 'Koe', person: 'Kokeilija', language: 'fi' };
  const founded = await founder.ask('/api/setup', { token: setupToken, device: card(), ...want }, Joined);
  const { programme } = founded.membership;
  const coordinator = await memberOf({ ...founded, origin, cookie: founder.cookie(), visit: visitId });
  await coordinator.exchange();
  const at = (id: string) => ({ space: programmeSpace(programme), id });
  const written = await coordinator.notebook.write([
    draft(municipality, at('lehtola'), { name: 'Lehtola' }),
    draft(municipality, at('kaislaniemi'), { name: 'Kaislaniemi' }),
    draft(team, at('team-k'), { municipality: 'kaislaniemi' }),
    draft(visit, at(visitId), { host: 'lehtola', date: new Date().toISOString().slice(0, 10), teams: ['team-k'] }),
  ]);
  if (!written.ok) throw new Error(`The visit was not made: ${JSON.stringify(written.error)}`);
  await coordinator.exchange();
  const members: Member[] = [];
  for (let index = 0; index < count; index++) {
    const { secret } = await founder.ask('/api/invitations', { programme, visit: visitId, team: 'team-k' }, Invitation);
    const client = createClient(origin);
    const joined = await client.ask('/api/join', { key: { secret }, device: card(), name: `Vierailija ${index + 1}` }, Joined);
    const member = await memberOf({ ...joined, origin, cookie: client.cookie(), visit: visitId });
    await member.exchange();
    members.push(member);
  }
  return members;
}

const card = () => ({ id: randomHex(16), label: 'koe', shape: 'tablet' });

function createClient(origin: string) {
  let cookie = '';
  return {
    cookie: () => cookie,
    async ask<T>(path: string, body: object, shape: z.ZodMiniType<T>): Promise<T> {
      const headers = { 'content-type': 'application/json', origin, cookie, [versionHeader]: String(protocolVersion) };
      const response = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return shape.parse(await response.json());
    },
  };
}

export interface MemberOptions extends Pick<z.infer<typeof Joined>, 'device' | 'membership'> {
  /** Where the server is reached. */
  origin: string;
  /** The device's session. */
  cookie: string;
  visit: string;
}

export async function memberOf({ origin, cookie, device, membership, visit: of }: MemberOptions): Promise<Member> {
  const store = createMemoryStore();
  const space = notesSpace(of);
  const after = (milliseconds: number, run: () => void) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  };
  const notebook = await openNotebook({
    store,
    membership: { ...membership, device, origin, all: [membership] },
    writer: randomHex(8),
    now: Date.now,
    offset: () => 0,
    randomHex,
    after,
    locks: memoryLocks(),
    sealDelay: () => 30_000,
  });
  const fetch = plainFetch(origin, { origin, cookie });
  const transport = createServerTransport({ fetch, isOnline: () => true, openEvents: () => null, after });
  const around = { store, transport, now: Date.now, answered: () => null, isStopped: () => false };
  const answers: number[] = [];
  const heard = () => {
    answers.push(performance.timeOrigin + performance.now());
    return null;
  };
  return {
    notebook,
    answers,
    async write(words) {
      const session = await notebook.openText(note, { space, id: notebook.newId('mine') }, 'words', {
        parent: of,
        writtenAt: Date.now(),
      });
      session.edit(words);
      await session.settled();
      await session.close();
    },
    async exchange() {
      await exchangeSpace(around, programmeSpace(membership.programme));
      return exchangeSpace({ ...around, answered: heard }, space);
    },
    notes: () => store.read(async reader => (await reader.rowsOfKind(space, note.name)).map(row => row.texts['words'] ?? '')),
    onServer: () =>
      store.read(async reader => {
        const copies = await notebook.copies(reader, space);
        const rows = await reader.rowsOfKind(space, note.name);
        return rows.filter(row => savedOfRow(row, copies).type !== 'here').map(row => row.texts['words'] ?? '');
      }),
  };
}

/** These words as they were written, and whether they are among those called saved on the server. */
export function writtenOf(words: readonly string[], onServer: readonly string[]): Written[] {
  return words.map(text => ({ words: text, saved: onServer.includes(text) ? { server: text } : ({} as Record<string, string>) }));
}
