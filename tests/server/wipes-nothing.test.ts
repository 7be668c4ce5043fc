import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Joined } from '#protocol/membership.ts';
import { syncRefusals } from '#protocol/sync.ts';
import type { SyncState } from '#sync/sync-state.ts';
import { serverNotes } from './server-notes.ts';
import { testDay, type TestDay } from './test-server.ts';
import { wholeDevice, type WholeDevice } from './whole-device.ts';

/*
 * A device is wiped by nothing that a server answers: a mistaken revocation, a session that is over, a server that forgot the device, an answer
 * of anybody else's in its place. It stops exchanging, says why, goes on writing, and brings everything when it may again.
 */

const sent = 'nurmi→niitty 14 kohdetta';
const waiting = 'valmistelu yhden ihmisen varassa';
const open = 'kysy tekniseltä kuka päättää';

let at: TestDay;
let liisa: WholeDevice;
beforeEach(async () => {
  at = await testDay();
  liisa = await wholeDevice(at.liisa, at.programme);
  await liisa.engine.exchangeAll();
  await liisa.write(sent);
  await liisa.engine.exchangeAll();
  // From here on nothing goes, until somebody tells why.
  liisa.instead = () => new Response(null, { status: 503 });
  await liisa.write(waiting);
  await liisa.type(open);
  await liisa.engine.exchangeAll();
});
afterEach(async () => {
  await liisa.close();
  await at.close();
});

const later = 'ja kirjoitetaan vielä';
const all = [open, sent, waiting, later].sort();

/** Told so, the device holds to the byte what it held, also after its next start, and takes new words. @returns what is not so */
async function wiped(): Promise<string[]> {
  const before = await liisa.contents();
  await liisa.engine.exchangeAll();
  await liisa.engine.exchangeAll();
  const isSame = (await liisa.contents()) === before;
  await liisa.restart();
  await liisa.engine.exchangeAll();
  // What was open is taken over by the new start.
  const found = await liisa.words();
  await liisa.write(later);
  const kept = [...found, ...(await liisa.words())];
  return [...(isSame ? [] : ['the database changed']), ...all.filter(words => !kept.includes(words))];
}

async function joinAgain(): Promise<void> {
  const { secret } = await at.invite('kaislaniemi', at.liisa.person);
  at.liisa.become(await at.liisa.ok<Joined>('/api/join', { key: { secret }, device: at.liisa.card }));
}

/** After another start: what the server has, each note once. */
async function sentNow(): Promise<string[]> {
  await liisa.restart();
  await liisa.engine.exchangeAll();
  return serverNotes(at.server);
}

describe('nothing is wiped, everything goes later', () => {
  it('by a mistaken revocation, until the device is joined again', async () => {
    liisa.instead = () => null;
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.liisa.name });
    expect(await wiped()).toEqual([]);
    expect(liisa.engine.state.link).toBe('revoked');
    expect(await serverNotes(at.server)).toEqual([sent]);
    await joinAgain();
    expect(await sentNow()).toEqual(all);
  });

  it('by a session that is over, until the device is joined again', async () => {
    liisa.instead = () => null;
    at.server.clock.now += 181 * 86_400_000;
    expect(await wiped()).toEqual([]);
    expect(liisa.engine.state.link).toBe('signed-out');
    at.server.clock.now -= 181 * 86_400_000;
    await joinAgain();
    expect(await sentNow()).toEqual(all);
  });

  const forgetting: [string, (state: SyncState) => unknown, string][] = [
    ['sessions', state => state.link, 'signed-out'],
    ['memberships', state => state.spaces['notes/v']?.standing, 'no-access'],
    ['devices', state => state.link, 'online'],
  ];
  it.each(forgetting)('by a server that forgot the device in its table %s', async (table, told, as) => {
    liisa.instead = () => null;
    await at.server.database.write(async sql => sql.run(`DELETE FROM ${table} WHERE device = ?`, at.liisa.name));
    expect(await wiped()).toEqual([]);
    expect(told(liisa.engine.state)).toBe(as);
    await joinAgain();
    expect(await sentNow()).toEqual(all);
  });

  it('by a person taken out of the team by mistake, until they are named again', async () => {
    liisa.instead = () => null;
    const { person } = at.liisa;
    const space = `programme/${at.programme}`;
    const name = async (team: string) => {
      await at.tuula.sync(space);
      await at.tuula.write([{ space, kind: 'person', id: person, set: { team } }]);
    };
    await name('');
    expect(await wiped()).toEqual([]);
    expect(liisa.engine.state.spaces['notes/v']?.standing ?? 'no-access').toBe('no-access');
    await name('kaislaniemi');
    expect(await sentNow()).toEqual(all);
  });
});

describe('whatever answers in the server’s place wipes nothing', () => {
  const page = (status: number) => new Response('<h1>Kirjaudu</h1>', { status, headers: { 'content-type': 'text/html' } });
  const json = (body: unknown, status: number) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const answers: [string, () => Response][] = [
    ...syncRefusals.map((type, index): [string, () => Response] => {
      const status = [401, 404, 410, 500][index % 4]!;
      return [`${type} as ${status}`, () => json({ error: { type } }, status)];
    }),
    ...[200, 401, 403, 404, 410, 511].map((status): [string, () => Response] => [`a page as ${status}`, () => page(status)]),
    ['an empty server', () => json({ heads: {}, ops: [], isMore: false, receipts: [], receiptsAt: 0, now: 0 }, 200)],
    ['JSON of somebody else', () => json({ wipe: true, revoked: true, error: null }, 200)],
  ];

  it.each(answers)('%s', async (_, answer) => {
    liisa.instead = path => (path === '/api/sync' ? answer() : null);
    expect(await wiped()).toEqual([]);
    liisa.instead = () => null;
    expect(await sentNow()).toEqual(all);
  });
});
