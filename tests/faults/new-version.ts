import type { Broken } from '../browser/support/two-builds.ts';
import { composer } from '../browser/support/day-acts.ts';
import { until, type Device } from '../browser/support/day-people.ts';
import type { Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { laterRelease, lookForBuild, openFront, runningBuild, takeBuild, type Front } from './releases.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { beginNote, judgeAll, readScreen, typeInto, typeNote, untilSaid, type Typed } from './writing.ts';

/** How the new version stands on the server: whole, and then taken in the middle of the sentence or not; or with files that are not there. */
const ways = ['taken', 'missing', 'half', 'left', 'login-page'] as const;

/** A new version is put on the server in the middle of a note. */
export const newVersion: Fault = {
  name: 'new-version',
  says: 'new version deployed while a note is written, whole, its files missing, cut or a login page',
  times: { short: 2, long: 20 },
  bench: 'builds',
  async run(tally, times, open) {
    const bench = await open();
    const front = await openFront(bench);
    try {
      for (let turn = 0; turn < times; turn++) await deploy(tally, bench, front, ways[turn % ways.length]!);
    } finally {
      await front.close();
    }
  },
};

async function deploy(tally: Tally, bench: Bench, front: Front, way: (typeof ways)[number]): Promise<void> {
  front.deploy(front.built);
  const device = await bench.tablet();
  await beginNote(device, bench);
  const words = someWords(14);
  const half = words.slice(0, words.length / 2);
  const typed = await typeNote(device, half);
  const later = laterRelease(front.built);
  front.deploy(later, way === 'taken' || way === 'left' ? undefined : (way satisfies Broken));
  tally.injected++;
  const texts: Written[] = [];
  await Promise.all([lookForBuild(device), typeInto(device, words.slice(half.length), () => 30, typed)]);
  const field = await composer(device.page).inputValue();
  tally.expect(field === words, `${way}: while the version came the field held “${field}” instead of “${words}”`);
  texts.push({ words, saved: typed.saved });
  await untilSaid(device, ({ said }) => said !== 'nothing');
  tally.expect((await runningBuild(device)) === front.built.build, `${way}: the new version took over by itself`);
  const offered = way === 'taken' || way === 'left';
  if (offered)
    await until('the offer', async () => (await readScreen(device.page)).told.includes('Uusi versio on valmis') || undefined, 20);
  else tally.expect(!(await readScreen(device.page)).told.includes('Uusi versio'), `${way}: a version that is not whole is offered`);
  if (way === 'taken') texts.push(...(await takeInMidSentence(tally, device, typed)));
  else await closeAndOpen(device);
  const expected = offered ? later.build : front.built.build;
  const running = await until('the build', async () => (await runningBuild(device)) === expected || undefined, 20).catch(() => false);
  tally.expect(running === true, `${way}: afterwards ${await runningBuild(device)} runs instead of ${expected}`);
  await judgeAll(tally, bench, device, texts);
  await device.close();
}

/** More is typed, and the version is taken at once. */
async function takeInMidSentence(tally: Tally, device: Device, typed: Typed): Promise<Written[]> {
  const { page } = device;
  await page.keyboard.press('Enter');
  const more = someWords(8);
  await typeInto(device, more, () => 0, typed);
  await takeBuild(page);
  const after = await untilSaid(device, ({ said }) => said !== 'nothing');
  tally.expect(after.said !== 'nothing', 'after the change the new version does not say that all is saved');
  return [{ words: more, saved: {} }];
}

async function closeAndOpen(device: Device): Promise<void> {
  await device.close();
  await device.start();
  await device.page.goto('/');
  await untilSaid(device, ({ said }) => said !== 'nothing');
}
