import { expect, test } from 'vitest';
import { finding } from '#domain/finding.ts';
import type { TextSession } from '#notebook/text-session.ts';
import { verdictKind } from '#oplog/fold-version.ts';
import { lettersOf } from '../support/day-checks.ts';
import { debrief } from '../support/day-places.ts';
import { restore } from '../support/erasing.ts';
import '../support/keep-every-word.ts';
import { openFinding, visitDay, type VisitDay } from '../support/visit-day.ts';

/* What is erased stays erased, and nobody's words go without a word to them. */

async function type(day: VisitDay, device: string): Promise<string> {
  const letters = day.words.fresh(4);
  const session = await openFinding(day.device(device).tabs[0]!, 'f1');
  session.edit(session.words() + letters);
  expect((await session.settled()).type).toBe('stored');
  day.words.acknowledged('finding/f1', letters);
  await session.close();
  await day.time.pass(2_000);
  return letters;
}

test.each(['plain', 'app'] as const)(
  'an erasure that the server forgot comes back to it, and who wrote meanwhile has their words (%s server)',
  async server => {
    const day = await visitDay({ visitors: 3, seed: 1, server });
    day.offline('tablet-c');
    const letters = await type(day, 'tablet-a');
    const copy = await day.server.copy();
    day.offline('tablet-b');
    day.erased.set('finding/f1', letters);
    await day.server.erase({ space: debrief, kind: finding.name, id: 'f1' });
    await day.time.pass(2_000);

    await restore(day, copy);
    day.offline('tablet-a');
    day.online('tablet-b');
    await day.time.pass(2_000);
    const later = await type(day, 'tablet-b');
    expect(await day.reads('tablet-b', 'f1')).toBe(letters + later);

    // The erasure comes back with the first tablet. What then stands in the place of the refused words can be vouched for: a tablet that has heard
    // of nothing takes it by hand.
    day.online('tablet-a');
    await day.time.pass(5_000);
    const [giver] = (await day.join('tablet-d', 'a')).tabs;
    await day.time.pass(5_000);
    const given = await day.time.during(giver!.handover.give({ visit: 'v', whose: 'all' }));
    if (!given.ok) throw new Error(given.error.type);
    expect(await day.time.during(day.device('tablet-c').tabs[0]!.handover.take(given.value.bytes))).toMatchObject({ ok: true });

    expect(await day.converge()).toKeepEveryWord();
    const { refused, own } = await day
      .device('tablet-b')
      .disk()
      .read(async reader => ({
        refused: (await reader.rowsOfKind(debrief, verdictKind)).map(row => row.cells['refused']?.value),
        own: (await reader.opsOf({ space: debrief, kind: finding.name, id: 'f1' })).filter(op => op.author === 'b' && op.patch.text),
      }));
    expect(refused).toContain('erased');
    expect(own.length).toBeGreaterThan(0);
    await day.close();
  },
);

test('words typed on in what was erased, and not sealed when the field was left, are kept by the field that is opened next', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const device = day.device('tablet-a');
  const [tab] = device.tabs;
  const item = { space: debrief, kind: finding.name, id: 'f1' };
  const first = await openFinding(tab!, 'f1');
  first.edit(day.words.fresh(4));
  await first.seal();
  tab!.engine.nudge();
  await day.time.pass(2_000);
  day.erased.set('finding/f1', first.words());
  await day.server.erase(item);
  await day.time.pass(2_000);

  const typed: string[] = [];
  const typeOn = async (session: TextSession) => {
    typed.push(day.words.fresh(3));
    session.edit(session.words() + typed.at(-1)!);
    expect((await session.settled()).type).toBe('stored');
    day.words.acknowledged('finding/f1', typed.at(-1)!);
  };
  await typeOn(first);
  device.failWrites(new DOMException('', 'QuotaExceededError'));
  await first.close();
  device.failWrites(null);
  await typeOn(await openFinding(tab!, 'f1'));

  expect(await day.converge()).toKeepEveryWord();
  const drafts = await device.disk().read(reader => reader.opsOf(item));
  for (const letters of typed) expect(drafts.map(lettersOf).join('')).toContain(letters);
  await day.close();
});
