import { expect, test } from 'vitest';
import { membershipKey, splitCardKey, startsKey, type RememberedMembership } from '#protocol/remembered.ts';
import { knownHeads } from '#sync/signed-heads.ts';
import '../support/keep-every-word.ts';
import { notes } from '../support/day-places.ts';
import { stormy } from '../support/simulated-network.ts';
import { visitDay, type VisitDay } from '../support/visit-day.ts';

/* One profile on two devices: it is noticed before anything of it is taken, and both go on. */

const ids = (day: VisitDay) => day.devices.map(device => device.id);

/** The devices that signed for what a writer wrote, as another device was told. */
async function signersOf(day: VisitDay, writer: string): Promise<string[]> {
  const heads = await day
    .device('tablet-b')
    .disk()
    .read(reader => knownHeads(reader, notes, writer));
  return [...new Set(heads.map(head => head.device))];
}

test('a copied profile becomes a device of its own, and both write on', async () => {
  const day = await visitDay({ visitors: 2, seed: 1, server: 'app' });
  await day.write('tablet-a', 'n1', 'ennen');
  await day.time.pass(1_000);
  day.offline('copy');
  await day.join('copy', 'a', { copyOf: 'tablet-a' });
  await day.write('copy', 'n2', 'kopiosta ennen kuin palvelin on kuullut');
  await day.restart('tablet-a');
  await day.write('tablet-a', 'n3', 'alkuperäisestä');
  await day.time.pass(1_000);
  expect(await day.reads('tablet-b', 'n3')).toBe('alkuperäisestä');

  day.online('copy');
  await day.time.pass(60_000);
  const [copy, original] = [day.device('copy'), day.device('tablet-a')];
  expect([original.ids.size, copy.ids.size, copy.id === original.id]).toEqual([1, 2, false]);
  expect(await day.reads('tablet-b', 'n2')).toBe('kopiosta ennen kuin palvelin on kuullut');
  expect(await signersOf(day, copy.tabs[0]!.writer)).toEqual([copy.id]);
  expect(await signersOf(day, original.tabs[0]!.writer)).toEqual([original.id]);
  expect(await day.converge()).toKeepEveryWord();
  expect(copy.ids.size).toBe(2);
  await day.close();
});

test('the one that runs on notices it when the copy has come first', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  await day.time.pass(1_000);
  await day.join('copy', 'a', { copyOf: 'tablet-a' });
  await day.write('tablet-a', 'n1', 'jatkaa');
  await day.time.pass(60_000);
  expect([day.device('tablet-a').ids.size, day.device('copy').ids.size]).toEqual([2, 1]);
  expect(await day.reads('tablet-b', 'n1')).toBe('jatkaa');
  expect(await day.converge()).toKeepEveryWord();
  await day.close();
});

test('an older copy put back becomes a device of its own, and has everything', async () => {
  const day = await visitDay({ visitors: 2, seed: 1, server: 'app' });
  await day.write('tablet-a', 'n1', 'varmuuskopiossa');
  await day.time.pass(1_000);
  day.offline('restored');
  await day.join('restored', 'a', { copyOf: 'tablet-a' });
  await day.restart('tablet-a');
  await day.write('tablet-a', 'n2', 'varmuuskopion jälkeen');
  await day.time.pass(1_000);
  day.device('tablet-a').crash();
  day.online('restored');
  await day.time.pass(60_000);
  expect(day.device('restored').ids.size).toBe(2);
  expect(await day.reads('restored', 'n2')).toBe('varmuuskopion jälkeen');
  expect(await day.converge()).toKeepEveryWord();
  await day.close();
});

test('answers that get lost make no second device', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  await day.time.pass(1_000);
  day.offline('copy');
  await day.join('copy', 'a', { copyOf: 'tablet-a' });
  await day.restart('tablet-a');
  await day.time.pass(1_000);
  const asked = new Set<string>();
  const { split } = day.server;
  let lost = 0;
  day.server.split = async (device, card) => {
    asked.add(card.id);
    const me = await split(device, card);
    return lost++ < 3 ? null : me;
  };
  day.online('copy');
  await day.time.pass(300_000);
  expect([asked.size, day.device('copy').ids.size]).toEqual([1, 2]);
  expect(lost).toBe(4);
  expect(await day.converge()).toKeepEveryWord();
  await day.close();
});

test('killed when it has the session of its own and nothing else, it ends at the next start what it began', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  await day.time.pass(1_000);
  day.offline('copy');
  const copy = await day.join('copy', 'a', { copyOf: 'tablet-a' });
  await day.restart('tablet-a');
  await day.time.pass(1_000);
  const { split } = day.network;
  day.network.split = async (session, card) => {
    const me = await split(session, card);
    day.network.split = split;
    copy.crash();
    return me;
  };
  const before = copy.id;
  day.online('copy');
  await day.time.pass(5_000);
  expect([copy.tabs.length, copy.id === before]).toEqual([0, false]);
  await copy.open();
  await day.time.pass(60_000);
  const remembered = await copy.disk().read(async reader => ({
    membership: await reader.memory<RememberedMembership>(membershipKey),
    card: await reader.memory(splitCardKey),
  }));
  expect(remembered).toEqual({ membership: expect.objectContaining({ device: copy.id }), card: null });
  expect(copy.ids.size).toBe(2);
  expect(await day.converge()).toKeepEveryWord();
  await day.close();
});

test('a restored server, lost answers, tabs and restarts make nobody a copy', { timeout: 60_000 }, async () => {
  for (let seed = 1; seed <= 5; seed++) {
    const day = await visitDay({ visitors: 2, seed, server: seed === 1 ? 'app' : 'plain' });
    const before = ids(day);
    await day.time.pass(1_000);
    const copy = await day.server.copy();
    day.network.weather = stormy;
    for (let turn = 0; turn < 8; turn++) {
      for (const { name } of day.devices) {
        if (day.chance.is(0.5)) await day.restart(name);
        else await day.device(name).open();
        if (day.chance.is(0.3)) day.device(name).tabs[0]!.kill();
      }
      await day.time.pass(day.chance.pick([100, 2_000, 20_000]));
      if (turn % 3 === 2) {
        day.generation++;
        await day.server.restore(copy);
      }
    }
    expect(await day.converge()).toKeepEveryWord();
    expect(ids(day)).toEqual(before);
    const marks = await day
      .device('tablet-a')
      .disk()
      .read(reader => reader.memory<string[]>(startsKey));
    expect(marks!.length).toBeGreaterThan(3);
    await day.close();
  }
});
