import type { Page } from 'playwright-core';
import { composer, openOutsideNote } from '../browser/support/day-acts.ts';
import { noteWords, until, type Device } from '../browser/support/day-people.ts';
import { pause, serverNotes } from './bench.ts';
import type { Fault } from './fault.ts';
import { laterRelease, lookForBuild, openFront, runningBuild, takeBuild } from './releases.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { beginNote, holdAll, judgeAll, readScreen, remember, typeNote, untilSaid } from './writing.ts';

/** Two tabs of a device write the same note at once, one at its end and one at its beginning. */
export const twoTabs: Fault = {
  name: 'two-tabs',
  says: 'two tabs write the same note',
  times: { short: 1, long: 10 },
  bench: 'common',
  async run(tally, times, open) {
    const bench = await open();
    const device = await bench.tablet();
    const wanted: Written[] = [];
    for (let turn = 0; turn < times; turn++) {
      await beginNote(device, bench);
      const begun = someWords(4);
      await typeNote(device, begun);
      await device.page.keyboard.press('Enter');
      const other = await device.page.context().newPage();
      await openOutsideNote(other, bench.day.visit);
      for (const page of [device.page, other]) await takeUp(page, begun);
      await device.page.keyboard.press('Control+End');
      await other.keyboard.press('Control+Home');
      const [added, before] = [` ${someWords(6)}`, `${someWords(6)} `];
      tally.injected++;
      await Promise.all([typeIn(device.page, added), typeIn(other, before)]);
      for (const page of [device.page, other]) await page.keyboard.press('Enter');
      await pause(1_000);
      for (const [page, words] of [[device.page, `${begun}${added}`] as const, [other, before.trim()] as const]) {
        const { said } = await readScreen(page);
        wanted.push({ words, saved: said === 'nothing' ? {} : { device: words } });
      }
      await other.close();
    }
    // Both stand in one text; each is looked for where it begins.
    await device.close();
    await device.start();
    await openOutsideNote(device.page, bench.day.visit);
    const held = (all: readonly string[]) => wanted.map(({ words }) => from(all, words.split(' ')[0]!));
    const places = async () => ({ device: held(await noteWords(device)), server: held(serverNotes(bench.server.data)) });
    const isThere = async () => Object.values(await places()).every(all => holdAll(all, wanted)) || undefined;
    await until('everything to be everywhere', isThere, 60).catch(() => undefined);
    tally.judge(wanted, await places());
    await device.close();
  },
};

const from = (all: readonly string[], word: string) => {
  const text = all.find(found => found.includes(word)) ?? '';
  return text.slice(Math.max(0, text.indexOf(word)));
};

/** The note of these words comes into the writing field. */
async function takeUp(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await page.getByText(words).first().click();
  await until('the note in the field', async () => (await composer(page).inputValue()) === words || undefined, 20);
  await composer(page).focus();
}

async function typeIn(page: Page, words: string): Promise<void> {
  for (const key of words) {
    await page.keyboard.type(key);
    await pause(Math.random() * 30);
  }
}

/** In another tab somebody takes a new version: the tab of the former one may not write any more, says so, and keeps its words. */
export const oldTab: Fault = {
  name: 'old-tab',
  says: "a tab of the former build goes on typing beside a new one's",
  times: { short: 1, long: 10 },
  bench: 'builds',
  async run(tally, times, open) {
    const bench = await open();
    const front = await openFront(bench);
    try {
      for (let turn = 0; turn < times; turn++) {
        front.deploy(front.built);
        const device = await bench.tablet();
        await beginNote(device, bench);
        const [words, more] = [someWords(8), someWords(6)];
        const typed = await typeNote(device, `${words} `);
        remember(typed, await untilSaid(device, ({ said }) => said !== 'nothing'));
        const later = laterRelease(front.built);
        front.deploy(later);
        await lookForBuild(device);
        const other = await device.page.context().newPage();
        await other.goto('/');
        await takeBuild(other);
        await until('the new build', async () => (await runningBuild(device)) === later.build || undefined, 30);
        tally.injected++;
        await device.page.bringToFront();
        await device.page.keyboard.type(more);
        await untilSaid(device, ({ said }) => said === 'nothing');
        await pause(500);
        const { said, field, told } = await readScreen(device.page);
        tally.expect(said === 'nothing', `what the former build's tab may not write was called saved on the ${said}`);
        tally.expect(told.includes('Uudempi versio on auki toisessa välilehdessä'), `nothing was told but “${told}”`);
        tally.judge([{ words: `${words} ${more}`, saved: {} }], { screen: [field] });
        await judgeAll(tally, bench, device, [{ words, saved: typed.saved }]);
        await device.close();
      }
    } finally {
      await front.close();
    }
  },
};

/** One device runs the former build and one the new one; each writes, and each must hold what the other wrote. */
export const twoBuilds: Fault = {
  name: 'two-builds',
  says: 'two devices of two builds exchange, both ways',
  times: { short: 1, long: 5 },
  bench: 'builds',
  async run(tally, times, open) {
    const bench = await open();
    const front = await openFront(bench);
    try {
      for (let turn = 0; turn < times; turn++) {
        front.deploy(front.built);
        const [older, newer] = [await bench.tablet(), await bench.tablet()];
        const later = laterRelease(front.built);
        await beginNote(newer, bench);
        front.deploy(later);
        await lookForBuild(newer);
        await takeBuild(newer.page);
        await until('the new build', async () => (await runningBuild(newer)) === later.build || undefined, 30);
        tally.injected++;
        const texts: Written[] = [];
        for (const device of [older, newer]) texts.push(await writeOne(device, () => beginNote(device, bench)));
        const builds = [await runningBuild(older), await runningBuild(newer)];
        tally.expect(builds[0] === front.built.build && builds[1] === later.build, `the builds were ${builds.join(' and ')}`);
        await judgeBoth(tally, [older, newer], texts, () => serverNotes(bench.server.data));
        for (const device of [older, newer]) await device.close();
      }
    } finally {
      await front.close();
    }
  },
};

async function writeOne(device: Device, begin: () => Promise<void>): Promise<Written> {
  await begin();
  const words = someWords(10);
  await typeNote(device, words);
  await device.page.keyboard.press('Enter');
  const { said } = await untilSaid(device, screen => screen.said === 'server', undefined, 30);
  return { words, saved: said === 'server' ? { server: words } : {} };
}

async function judgeBoth(tally: Tally, devices: readonly Device[], texts: readonly Written[], server: () => string[]): Promise<void> {
  const places = async () => ({ older: await noteWords(devices[0]!), newer: await noteWords(devices[1]!), server: server() });
  const isThere = async () => Object.values(await places()).every(held => holdAll(held, texts)) || undefined;
  await until('everything to be everywhere', isThere, 60).catch(() => undefined);
  tally.judge(texts, await places());
}
