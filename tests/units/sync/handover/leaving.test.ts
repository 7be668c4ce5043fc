import { expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { freshFor, leaveOf, readLeave } from '#notebook/safe-to-leave.ts';
import { notes, room, type Tablet } from './giving.ts';

/* Two tablets in a room without a network, and a third that was left at home: what is handed over is what makes it safe to part. */

test('words handed over and the receipt back make it safe for both, and their age ends it', async () => {
  const at = await room();
  const [liisa, timo] = [await at.tablet('liisa'), await at.tablet('timo')];
  const stands = async (tablet: Tablet) => {
    const { known } = await tablet.notebook.read(reader => readLeave(tablet.notebook, reader, 'v'));
    const aside = new Set(['device-mikko']);
    const { verdict, devices } = leaveOf({ ...known, aside }, at.clock.now);
    const of = (who: string) => devices.find(one => one.device === `device-${who}`)?.standing;
    return [verdict, of('liisa'), of('timo')];
  };
  const session = await liisa.notebook.openText(note, { space: notes, id: 'liisa~1' }, 'words', { theme: 'other' });
  session.edit('niitty on jo kaavassa');
  await session.settled();
  expect(await stands(liisa)).toEqual(['waits', 'waits', 'unheard']);

  // The text that was open is sealed, goes along, and is said to be open no more.
  const given = await liisa.handover.give({ visit: 'v', whose: 'mine' });
  if (!given.ok) throw new Error(given.error.type);
  const taken = await timo.handover.take(given.value.bytes);
  if (!taken.ok || taken.value.type !== 'words') throw new Error('not taken');
  expect(await stands(timo)).toEqual(['safe', 'safe', 'safe']);
  // Liisa does not know yet that it arrived.
  expect(await stands(liisa)).toEqual(['waits', 'waits', 'unheard']);
  expect(await liisa.handover.take(taken.value.receipt)).toMatchObject({ ok: true });
  expect(await stands(liisa)).toEqual(['safe', 'safe', 'safe']);

  at.clock.now += freshFor + 1;
  expect(await stands(timo)).toEqual(['unknown', 'silent', 'safe']);
  expect(await stands(liisa)).toEqual(['unknown', 'safe', 'silent']);
});
