import { membershipKey, type RememberedMembership } from '#protocol/remembered.ts';
import { Invitation, Joined } from '#protocol/membership.ts';
import { protocolVersion, versionHeader } from '#protocol/sync.ts';
import { databaseOf, noteWords, rowsOf, until, type Device } from '../browser/support/day-people.ts';
import { createOfficeClient, randomHex } from '../support/office-client.ts';
import { pause, serverNotes, type Bench } from './bench.ts';
import type { Tally, Written } from './tally.ts';
import { memberOf, type Member } from './team.ts';
import { beginNote, holdAll, remember, typeNote, untilSaid, type Screen, type Typed } from './writing.ts';
import { openOutsideNote } from '../browser/support/day-acts.ts';

/** Asks the server as the tablet's person, who coordinates the example day too. */
export async function askAsTablet(bench: Bench, tablet: Device, path: string, body: object): Promise<unknown> {
  const { origin } = bench.server;
  const [cookie] = await tablet.page.context().cookies(bench.line.origin);
  const headers = {
    'content-type': 'application/json',
    [versionHeader]: String(protocolVersion),
    origin,
    cookie: `${cookie!.name}=${cookie!.value}`,
  };
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

export async function membershipOf(tablet: Device): Promise<RememberedMembership> {
  const { device: memory } = await databaseOf(tablet);
  return (memory as { key: string; value: RememberedMembership }[]).find(({ key }) => key === `memory/${membershipKey}`)!.value;
}

/** An invitation to the team that visits in the example day: for anybody, or for the person who is named. @returns its secret */
export async function inviteBeside(bench: Bench, tablet: Device, person = ''): Promise<string> {
  const { programme } = await membershipOf(tablet);
  const visit = (await rowsOf(tablet, 'visit')).find(row => row.id === bench.day.visit)!;
  const team = Object.keys(visit.cells)
    .find(path => path.startsWith('teams/') && visit.cells[path]!.value === true)!
    .slice('teams/'.length);
  return Invitation.parse(await askAsTablet(bench, tablet, '/api/invitations', { programme, visit: bench.day.visit, team, person })).secret;
}

/** A second visitor of the tablet's team, joined by an invitation of the tablet's person. */
export async function joinBeside(bench: Bench, tablet: Device): Promise<Member> {
  await openOutsideNote(tablet.page, bench.day.visit);
  const secret = await inviteBeside(bench, tablet);
  const { origin } = bench.server;
  const client = createOfficeClient(origin);
  const card = { id: randomHex(16), label: 'koe', shape: 'tablet' };
  const joined = await client.ask('/api/join', { key: { secret }, device: card, name: `Toinen ${randomHex(2)}` }, Joined);
  const member = await memberOf({ ...joined, cookie: client.cookie(), origin, visit: bench.day.visit });
  await member.exchange();
  return member;
}

/** Opens a fresh note on the tablet and types it; waits until the screen says that it is saved as far as is asked. */
export async function writeOn(tablet: Device, bench: Bench, words: string, as: 'device' | 'server'): Promise<Written> {
  await beginNote(tablet, bench);
  const typed: Typed = await typeNote(tablet, words);
  // What waits for the store is told half a second later: claims are taken down at rest.
  await pause(1_000);
  const screen = await untilSaid(
    tablet,
    ({ said, field }) => field === words && (as === 'device' ? said !== 'nothing' : said === 'server'),
    typed,
    40,
  );
  remember(typed, screen);
  return { words, saved: typed.saved };
}

/** Waits until the tablet, the other device and the server's store hold all of it, as long as it may take, and judges all three. */
export async function judgeBoth(
  tally: Tally,
  bench: Bench,
  tablet: Device,
  other: Member,
  texts: readonly Written[],
  seconds = 90,
): Promise<void> {
  const places = async () => {
    await other.exchange();
    return { device: await noteWords(tablet), other: await other.notes(), server: serverNotes(bench.server.data) };
  };
  await until(
    'everything to be everywhere',
    async () => Object.values(await places()).every(held => holdAll(held, texts)) || undefined,
    seconds,
  ).catch(() => undefined);
  tally.judge(texts, await places());
}

/** What the screen must say in words, in a notice or in the line that is on every page, and that the tablet has lost nothing, also for one that is switched off and on. */
export async function expectTold(tally: Tally, tablet: Device, bench: Bench, sentence: string, texts: readonly Written[]): Promise<void> {
  const isSaid = ({ told, status }: Screen) => told.includes(sentence) || status.includes(sentence);
  const said = await untilSaid(tablet, isSaid, undefined, 60);
  tally.expect(isSaid(said), `“${sentence}” was to be read, and there was “${said.status} ${said.told}”`);
  await tablet.close();
  await tablet.start();
  await openOutsideNote(tablet.page, bench.day.visit);
  const again = await untilSaid(tablet, isSaid, undefined, 60);
  tally.expect(isSaid(again), `after a start “${sentence}” was to be read, and there was “${again.status} ${again.told}”`);
  tally.expect(holdAll(await noteWords(tablet), texts), `after “${sentence}” the tablet holds not all it held`);
}
