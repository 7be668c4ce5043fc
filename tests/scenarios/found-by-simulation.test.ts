import { expect, test } from 'vitest';
import '../support/keep-every-word.ts';
import { openNote, visitDay } from '../support/visit-day.ts';

/* Each of these lost words in a random day once. */

const full = () => new DOMException('', 'QuotaExceededError');

test('a text that could not be sealed at its closing, because the disk was full, travels later', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const device = day.device('tablet-a');
  const session = await openNote(device.tabs[0]!, 'a~n1');
  session.edit('urakkasop ei sano luonnosta mitään');
  await session.settled();
  device.failWrites(full());
  await session.close();
  device.failWrites(null);
  expect(await day.converge()).toKeepEveryWord();
  expect(await day.reads('tablet-b', 'n1')).toBe('urakkasop ei sano luonnosta mitään');
  await day.close();
});

test('a text opened again while its words are not sealed goes on under its own writer', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const device = day.device('tablet-a');
  const first = await openNote(device.tabs[0]!, 'a~n1');
  first.edit('hallitus näkee ');
  await first.settled();
  device.failWrites(full());
  await first.close();
  device.failWrites(null);
  const again = await openNote(device.tabs[0]!, 'a~n1');
  expect(again.words()).toBe('hallitus näkee ');
  again.edit('hallitus näkee luontoasiat kerran vuodessa');
  await again.settled();
  await again.close();
  await day.converge();
  expect(await day.reads('tablet-b', 'n1')).toBe('hallitus näkee luontoasiat kerran vuodessa');
  await day.close();
});

test('a text begun by the first stroke on a full disk is on the screen, and stored once there is room', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const device = day.device('tablet-a');
  device.failWrites(full());
  const session = await openNote(device.tabs[0]!, 'a~n1');
  session.edit('meillä yhdistys');
  expect((await session.settled()).type).toBe('failed');
  expect(session.unstored()?.words).toBe('meillä yhdistys');
  device.failWrites(null);
  session.retry();
  expect(await session.settled()).toEqual({ type: 'stored' });
  expect(session.unstored()).toBe(null);
  await day.write('tablet-a', 'n1', 'meillä yhdistys hoitaa');
  expect(await day.converge()).toKeepEveryWord();
  expect(await day.reads('tablet-b', 'n1')).toBe('meillä yhdistys hoitaa');
  await day.close();
});

test('a profile copied in the middle of a word loses nothing on either device', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  day.offline('tablet-a', 'copy');
  const session = await openNote(day.device('tablet-a').tabs[0]!, 'a~n1');
  session.edit('niittoaj');
  await session.settled();
  await day.join('copy', 'a', { copyOf: 'tablet-a' });
  session.edit('niittoajat päättää');
  await session.settled();
  await session.close();
  await day.write('copy', 'n2', 'kopiosta');
  const verdict = await day.converge();
  expect(verdict).toKeepEveryWord();
  expect(await day.reads('tablet-b', 'n1')).toContain('niittoajat päättää');
  await day.close();
});

test('words typed into a finding, while what another wrote in it waits for words of a third, are kept', async () => {
  const day = await visitDay({ visitors: 3, seed: 1 });
  const [a, b, c] = ['tablet-a', 'tablet-b', 'tablet-c'] as const;
  day.offline(a);
  await day.wordTogether(b, 'f1', 'niitot ');
  await day.time.pass(5_000);
  // C goes on from B's words, and gives A by hand what is its own alone.
  await day.wordTogether(c, 'f1', 'kannattaa');
  const own = await day.time.during(day.device(c).tabs[0]!.handover.give({ visit: 'v', whose: 'mine' }));
  if (!own.ok) throw new Error(own.error.type);
  const taken = await day.time.during(day.device(a).tabs[0]!.handover.take(own.value.bytes));
  expect(taken.ok).toBe(true);
  await day.wordTogether(a, 'f1', 'ja näkyvät');
  day.online(a);
  expect(await day.converge()).toKeepEveryWord();
  expect(await day.reads(b, 'f1')).toContain('ja näkyvät');
  await day.close();
});
