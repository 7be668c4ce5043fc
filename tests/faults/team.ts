import { note } from '#domain/note.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import { savedOfRow } from '#notebook/saved.ts';
import { createMemoryStore } from '#oplog/memory-store.ts';
import { exchangeSpace, type ExchangeEnd } from '#sync/exchange.ts';
import { createServerTransport } from '#sync/transports/server-transport.ts';
import { plainFetch } from '../bench/plain-fetch.ts';
import { memoryLocks } from '../support/memory-notebook.ts';
import { createOfficeClient, foundProgramme, joinVisitors, randomHex, visitDrafts, type JoinedDevice } from '../support/office-client.ts';
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

const visitId = 'v';

/** Founds a programme with a visit on a fresh server and joins `count` visitors. */
export async function joinTeam(origin: string, setupToken: string, count: number): Promise<Member[]> {
  return (await joinTeamWithAskers(origin, setupToken, count, 0)).members;
}

/** The same, and more visitors who have no notebook: their sessions are there for asking the server anything. */
export async function joinTeamWithAskers(
  origin: string,
  setupToken: string,
  count: number,
  more: number,
): Promise<{ members: Member[]; askers: { cookie: string; programme: string; person: string; device: string }[]; visit: string }> {
  const founder = createOfficeClient(origin);
  const founded = await foundProgramme(founder, setupToken);
  const { programme } = founded.membership;
  const coordinator = await memberOf({ ...founded, origin, visit: visitId });
  await coordinator.exchange();
  const written = await coordinator.notebook.write(visitDrafts(programme, visitId));
  if (!written.ok) throw new Error(`The visit was not made: ${JSON.stringify(written.error)}`);
  await coordinator.exchange();
  const all = await joinVisitors(founder, origin, { programme, visit: visitId }, count + more);
  const members: Member[] = [];
  for (const joined of all.slice(0, count)) {
    const member = await memberOf({ ...joined, origin, visit: visitId });
    await member.exchange();
    members.push(member);
  }
  const askers = all.slice(count).map(({ cookie, device, membership }) => ({ cookie, device, ...membership }));
  return { members, askers, visit: visitId };
}

export interface MemberOptions extends Pick<JoinedDevice, 'device' | 'membership' | 'cookie'> {
  /** Where the server is reached. */
  origin: string;
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
