import { createHash } from 'node:crypto';
import type { SimulatedDevice, Tab } from '../support/simulated-device.ts';
import type { VisitDay } from '../support/visit-day.ts';

/** What every section is closed with, too. */
const headerAtLeast = 30;

/**
 * One device gives what it holds, another takes it from the file, and its receipt goes back: no server, no network. Before that somebody on the
 * way changes it, sum and all; whatever is taken then is a mistake of ours.
 * @returns what went wrong
 */
export async function handOver(day: VisitDay, giver: SimulatedDevice): Promise<string[]> {
  const { chance, time } = day;
  const taker = chance.pick(day.devices);
  const [from, to] = [anyTab(day, giver), anyTab(day, taker)];
  if (!from || !to) return [];
  const given = await time.during(from.handover.give({ visit: 'v', whose: chance.pick(['mine', 'all']), ...addressee(day, taker) }));
  if (!given.ok) return [];
  const { file: bytes } = given.value;
  const place = chance.below(chance.is(0.5) ? headerAtLeast : bytes.length - 32);
  const changed = await time.during(to.handover.take(withOneChanged(day, bytes, place)));
  // A part that is not for the taker may be changed without its notice; what is taken has to be as it was, which the day's end shows.
  const wrong = changed.ok && place < headerAtLeast ? [`${taker.name} took a file of ${giver.name} with a changed beginning`] : [];
  const taken = await time.during(to.handover.take(bytes));
  if (!taken.ok && taken.error.type === 'forged') wrong.push(`${taker.name} calls the file of ${giver.name} forged`);
  if (!taken.ok || taken.value.type !== 'words') return wrong;
  const again = await time.during(to.handover.take(bytes));
  if (!again.ok || again.value.type !== 'words' || again.value.added.operations > 0)
    wrong.push(`${taker.name} took a file of ${giver.name} twice`);
  if (chance.is(0.7)) {
    const back = await time.during(from.handover.take(taken.value.receipt));
    if (!back.ok && back.error.type === 'forged') wrong.push(`${giver.name} calls the receipt of ${taker.name} forged`);
  }
  return wrong;
}

function anyTab({ chance }: VisitDay, { tabs }: SimulatedDevice): Tab | null {
  return tabs.length ? chance.pick(tabs) : null;
}

/** Sometimes only what the other has not confirmed: a copy of its profile may lack that, and is told so. */
function addressee({ chance }: VisitDay, { id }: SimulatedDevice): { to?: string } {
  return chance.is(0.3) ? { to: id } : {};
}

function withOneChanged({ chance }: VisitDay, bytes: Uint8Array<ArrayBuffer>, place: number): Uint8Array<ArrayBuffer> {
  const body = bytes.slice(0, -32);
  body[place]! ^= 1 + chance.below(255);
  return new Uint8Array([...body, ...createHash('sha256').update(body).digest()]);
}
