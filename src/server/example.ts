import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import type { ExampleRequest, Joined, Membership, DeviceCard } from '#protocol/membership.ts';
import { exampleDay } from '#starters/example-day.ts';
import { claimVisit } from './access/access-book.ts';
import { knownDevice } from './access/memberships.ts';
import { deviceName, randomHex } from './access/secrets.ts';
import { enrol, enterAlso } from './enrolment.ts';
import type { Parts, RouteContext } from './parts.ts';
import type { Sql } from './store/database.ts';
import { writeAsServer } from './store/writers.ts';

/** What the schedule's times are in: the example's, as every programme's at first. */
const zone = 'Europe/Helsinki';

type Wish = ExampleRequest & { person?: string };

/** Opens the example for a device that comes by the set-up link. In the caller's transaction, as the others here. */
export async function openExample(parts: Parts, c: RouteContext, sql: Sql, wish: Wish & { card: DeviceCard }): Promise<Joined> {
  const membership = await exampleMembership(parts, sql, deviceName(wish.card.id), wish);
  return enrol(parts, c, sql, wish.card, membership);
}

/** Opens the example for a device that is signed in. */
export async function openExampleFor(parts: Parts, c: RouteContext, sql: Sql, device: string, wish: Wish): Promise<Joined> {
  return enterAlso(parts, c, sql, device, knownDevice(sql, device), await exampleMembership(parts, sql, device, wish));
}

export function isExample(sql: Sql, programme: string): boolean {
  return sql.get('SELECT 1 FROM programmes WHERE programme = ? AND is_example = 1', programme) !== undefined;
}

/** Deletes everything of an example. What is left is that its spaces are gone, so that devices do not wait for them. */
export function endExample(sql: Sql, programme: string, now: number): void {
  const visits = sql.all<{ visit: string }>('SELECT visit FROM visits WHERE programme = ?', programme).map(found => found.visit);
  const spaces = [programmeSpace(programme), ...visits.flatMap(visit => [visitSpace(visit), notesSpace(visit), debriefSpace(visit)])];
  for (const space of spaces) {
    for (const table of ['ops', 'rows', 'heads', 'opens', 'receipts', 'signed_heads', 'space_keys', 'pictures'])
      sql.run(`DELETE FROM ${table} WHERE space = ?`, space);
    sql.run('INSERT OR REPLACE INTO tombstones (space, at) VALUES (?, ?)', space, now);
  }
  for (const table of ['visits', 'memberships', 'invitations', 'certificates', 'programmes'])
    sql.run(`DELETE FROM ${table} WHERE programme = ?`, programme);
}

/** The device's own example while it lasts, so that asking twice makes no second one; else a new day at this hour. */
async function exampleMembership(parts: Parts, sql: Sql, device: string, { language, person: name }: Wish): Promise<Membership> {
  const kept = sql.get<Membership>(
    "SELECT m.programme, m.person FROM memberships m JOIN programmes p USING (programme) WHERE m.device = ? AND m.state = 'in-use' AND p.is_example = 1",
    device,
  );
  if (kept) return { programme: kept.programme, person: kept.person };
  const now = parts.now();
  const day = exampleDay({ language, today: localMoment(now), now, name, newId: () => randomHex(8) });
  sql.run('INSERT INTO programmes (programme, is_example, created) VALUES (?, 1, ?)', day.programme, now);
  claimVisit(sql, day.visit, day.programme);
  for (const { author, wall, drafts } of day.acts) await writeAsServer(sql, parts.writing(author, wall), drafts);
  return { programme: day.programme, person: day.person };
}

/**
 * This moment in the programme's zone, by the server's clock: what the app shows as now is the device's clock corrected to it, so a
 * tablet whose clock is years off opens the example at the right hour too.
 */
function localMoment(now: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(now)
    .toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .split(' ');
  return { date, time };
}
