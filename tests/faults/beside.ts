import { membershipKey, type RememberedMembership } from '#protocol/remembered.ts';
import { Invitation, Joined } from '#protocol/membership.ts';
import { protocolVersion, versionHeader } from '#protocol/sync.ts';
import { databaseOf, noteWords, rowsOf, until, type Device } from '../browser/support/day-people.ts';
import { createOfficeClient, randomHex } from '../support/office-client.ts';
import { pause, serverNotes, type Bench } from './bench.ts';
import type { Tally, Written } from './tally.ts';
import { memberOf, type Member } from './team.ts';
import { beginNote, holdAll, remember, typeNote, untilSaid, type Typed } from './writing.ts';
import { openOutsideNote } from '../browser/support/day-acts.ts';

/** A second visitor of the tablet's team, joined by an invitation of the tablet's person, who coordinates the example day too. */
export async function joinBeside(bench: Bench, tablet: Device): Promise<Member> {
  await openOutsideNote(tablet.page, bench.day.visit);
  const { device: memory } = await databaseOf(tablet);
  const { value } = (memory as { key: string; value: RememberedMembership }[]).find(({ key }) => key === `memory/${membershipKey}`)!;
  const [cookie] = await tablet.page.context().cookies(bench.line.origin);
  const { origin } = bench.server;
  const visit = (await rowsOf(tablet, 'visit')).find(row => row.id === bench.day.visit)!;
  const team = Object.keys(visit.cells)
    .find(path => path.startsWith('teams/') && visit.cells[path]!.value === true)!
    .slice('teams/'.length);
  const answer = await fetch(`${origin}/api/invitations`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      [versionHeader]: String(protocolVersion),
      origin,
      cookie: `${cookie!.name}=${cookie!.value}`,
    },
    body: JSON.stringify({ programme: value.programme, visit: bench.day.visit, team }),
  });
  const { secret } = Invitation.parse(await answer.json());
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

/** What the screen must say in words, and that the tablet has lost nothing, also for one that is switched off and on. */
export async function expectTold(tally: Tally, tablet: Device, bench: Bench, sentence: string, texts: readonly Written[]): Promise<void> {
  const said = await untilSaid(tablet, screen => screen.told.includes(sentence), undefined, 60);
  tally.expect(said.told.includes(sentence), `“${sentence}” was to be read, and there was “${said.told}”`);
  await tablet.close();
  await tablet.start();
  await openOutsideNote(tablet.page, bench.day.visit);
  const again = await untilSaid(tablet, screen => screen.told.includes(sentence), undefined, 60);
  tally.expect(again.told.includes(sentence), `after a start “${sentence}” was to be read, and there was “${again.told}”`);
  tally.expect(holdAll(await noteWords(tablet), texts), `after “${sentence}” the tablet holds not all it held`);
}
