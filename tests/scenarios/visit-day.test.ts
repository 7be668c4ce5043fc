import { expect, test } from 'vitest';
import '../support/keep-every-word.ts';
import { visitDay } from '../support/visit-day.ts';

test.each(['plain', 'app'] as const)('a morning without a network, then all together (%s server)', async server => {
  const day = await visitDay({ visitors: 4, seed: 7, server });
  day.offline('tablet-a', 'tablet-b', 'tablet-d');
  await day.write('tablet-d', 'n2', 'valtuusto hyväks lumo-ohjelman yksimielisesti 9/23');
  await day.write('tablet-c', 'n4', '"kyllä se raha lopulta ratkasee, ei ohjelma"');
  await day.write('tablet-a', 'n8', 'nurmi→niitty 14 kohdetta, säästö n 20 t€/v');
  await day.wordTogether('tablet-a', 'f1', 'Valmistelu on yhden ihmisen varassa. ');
  await day.wordTogether('tablet-c', 'f1', 'Sijaista ei ole. ');
  expect(await day.reads('tablet-a', 'n4')).toBe('');
  day.online('tablet-a', 'tablet-b', 'tablet-d');
  expect(await day.converge()).toKeepEveryWord();
  expect(await day.reads('tablet-b', 'n4')).toBe('"kyllä se raha lopulta ratkasee, ei ohjelma"');
  expect(await day.reads('host', 'n4')).toBe('');
  await day.close();
});
