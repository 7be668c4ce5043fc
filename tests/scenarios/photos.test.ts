import { expect, test } from 'vitest';
import { photo } from '#domain/photo.ts';
import { draft } from '#notebook/draft.ts';
import { leaveOf, readLeave } from '#notebook/safe-to-leave.ts';
import { savedOfRow, savedState } from '#notebook/saved.ts';
import { notes } from '../support/day-places.ts';
import '../support/keep-every-word.ts';
import { pictureBytes } from '../support/picture-bytes.ts';
import { visitDay, type VisitDay } from '../support/visit-day.ts';

async function photographs(day: VisitDay, device: string, number: number): Promise<string> {
  const { notebook } = day.device(device).tabs[0]!;
  const kept = await notebook.keepPicture(notes, pictureBytes(number), picture => [
    draft(photo, { space: notes, id: notebook.newId('mine') }, { picture }),
  ]);
  if (!kept.ok) throw new Error(JSON.stringify(kept.error));
  return kept.picture;
}

/** What the device says of its photo: where it is, what waits, and whether its user may leave. */
async function says(day: VisitDay, device: string) {
  const { notebook } = day.device(device).tabs[0]!;
  const { saved, item, known } = await notebook.read(async reader => {
    const copies = await notebook.copies(reader.log, notes);
    const [row] = await reader.log.rowsOfKind(notes, photo.name);
    return {
      saved: await savedState(reader.log, notes, copies, await notebook.ownWriters(reader.log)),
      item: row && savedOfRow(row, copies).type,
      known: (await readLeave(notebook, reader, 'v')).known,
    };
  });
  const own = leaveOf(known, notebook.wall()).devices.find(one => one.isThis)!;
  return { item, waits: [saved.waiting, saved.pictures], leave: own.standing, alone: own.pictures };
}

async function handsOver(day: VisitDay, from: string, to: string, how: 'bytes' | 'file'): Promise<void> {
  const [giver, taker] = [day.device(from).tabs[0]!.handover, day.device(to).tabs[0]!.handover];
  const given = await day.time.during(giver.give({ visit: 'v', whose: 'mine' }));
  if (!given.ok) throw new Error(given.error.type);
  const taken = await day.time.during(taker.take(given.value[how]));
  if (!taken.ok || taken.value.type !== 'words') throw new Error('not taken');
  await day.time.during(giver.take(taken.value.receipt));
}

test.each(['plain', 'app'] as const)(
  'a photo without a network, handed over, and sent in the evening: said as it is (%s server)',
  async server => {
    const day = await visitDay({ visitors: 2, seed: 3, server });
    day.offline('tablet-a', 'tablet-b');
    await day.time.pass(5_000);
    const picture = await photographs(day, 'tablet-a', 1);
    expect(await says(day, 'tablet-a')).toEqual({ item: 'here', waits: [2, 1], leave: 'waits', alone: 1 });

    // As a moving picture the words go alone: the picture is still on this tablet and nowhere else.
    await handsOver(day, 'tablet-a', 'tablet-b', 'bytes');
    expect(await says(day, 'tablet-a')).toEqual({ item: 'here', waits: [2, 1], leave: 'waits', alone: 1 });
    expect(await day.device('tablet-b').tabs[0]!.notebook.picture(notes, picture)).toBeUndefined();
    await day.time.pass(1_000);
    await handsOver(day, 'tablet-a', 'tablet-b', 'file');
    expect(await day.device('tablet-b').tabs[0]!.notebook.picture(notes, picture)).toEqual(pictureBytes(1));

    // The words reach the server before the picture does: until then it is not called there.
    const { bring } = day.server;
    day.server.bring = async () => ({ type: 'unreachable' });
    day.online('tablet-a');
    await day.time.pass(5_000);
    expect(await says(day, 'tablet-a')).toMatchObject({ item: 'here', waits: [1, 1] });
    day.server.bring = bring;
    await day.time.pass(60_000);
    expect(await says(day, 'tablet-a')).toMatchObject({ item: 'server', waits: [0, 0], leave: 'safe' });
    expect(await day.converge()).toKeepEveryWord();
    await day.close();
  },
);

test('a tablet that dies in the middle of keeping a photo has all of it or nothing', async () => {
  for (let turns = 0; turns < 60; turns += 3) {
    const day = await visitDay({ visitors: 2, seed: 4 });
    const keeping = photographs(day, 'tablet-a', 1);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    day.device('tablet-a').crash();
    void keeping.catch(() => undefined);
    const stored = await day
      .device('tablet-a')
      .disk()
      .read(async reader => [(await reader.pictures(notes)).length, (await reader.rowsOfKind(notes, photo.name)).length]);
    expect(stored[0]).toBe(stored[1]);
    await day.device('tablet-a').open();
    expect(await day.converge()).toKeepEveryWord();
    await day.close();
  }
});
