import { databaseOf, type Device } from '../browser/support/day-people.ts';
import type { RememberedMembership } from '#protocol/remembered.ts';
import type { Bench } from './bench.ts';
import { memberOf, type Member } from './team.ts';

/** A second hand of the tablet's person: another start of the same device, in Node, with its session. */
export async function memberOfTablet(bench: Bench, device: Device): Promise<Member> {
  const { device: memory } = await databaseOf(device);
  const { value } = (memory as { key: string; value: RememberedMembership }[]).find(({ key }) => key === 'memory/membership')!;
  const [cookie] = await device.page.context().cookies(bench.line.origin);
  return memberOf({
    origin: bench.server.origin,
    cookie: `${cookie!.name}=${cookie!.value}`,
    device: value.device,
    membership: value.all.find(one => one.programme === value.programme) ?? value.all[0]!,
    visit: bench.day.visit,
  });
}
