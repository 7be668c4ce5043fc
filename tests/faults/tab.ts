import { composer } from '../browser/support/day-acts.ts';
import type { Device } from '../browser/support/day-people.ts';
import { pause, type Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { slowGrace, sureAt } from './grace.ts';
import { watchMachine } from './machine.ts';
import { plainTablet } from './plain-tablet.ts';
import { someWords, type Written } from './tally.ts';
import { beginNote, judgeAll, readScreen, remember, typeInto, untilSaid, type Typed } from './writing.ts';

/**
 * How the tab is after it: the same field goes on (`on`); it was left by the app's own ways, with all its words (`left`); or it ended
 * without notice (`over`), where the last tenth of a second may be missing.
 */
type After = 'on' | 'left' | 'over';

interface TabFault {
  name: string;
  says: string;
  short: number;
  interrupt: (device: Device, turn: number, bench: Bench) => Promise<After>;
  open?: (bench: Bench) => Promise<Device>;
  begin?: (device: Device, bench: Bench) => Promise<void>;
}

function tabFault({ name, says, short, interrupt, open = bench => bench.tablet(), begin = beginNote }: TabFault): Fault {
  return {
    name,
    says,
    times: { short, long: 10 },
    bench: 'common',
    isAlone: true,
    async run(tally, times, openBench) {
      const bench = await openBench();
      const device = await open(bench);
      const texts: Written[] = [];
      let slowTurns = 0;
      for (let turn = 0; turn < times; turn++) {
        await begin(device, bench);
        const words = someWords(20);
        const typed: Typed = { stamps: [], saved: {} };
        const machine = watchMachine(device.profileDir);
        const first = words.slice(0, 20 + Math.random() * (words.length - 30));
        // The first words are older than what a slow machine is forgiven, so that it is judged by some.
        await typeInto(device, first.slice(0, 20), () => 0, typed);
        await pause(slowGrace);
        await typeInto(device, first.slice(20), () => Math.random() * 20, typed);
        const at = Date.now();
        const after = await interrupt(device, turn, bench);
        tally.injected++;
        const { isSlow, ...sure } = await sureAt(at, first, typed, machine);
        if (after === 'over') {
          if (isSlow) slowTurns++;
          texts.push(sure);
          await device.close();
          await device.start();
          continue;
        }
        if (after === 'on') {
          const { field } = await readScreen(device.page);
          tally.expect(field === first, `after it the field held “${field}” instead of “${first}”`);
          await typeInto(device, words.slice(first.length), () => 0, typed);
        }
        // Now the last key is long ago.
        await pause(slowGrace);
        const { said, field } = await readScreen(device.page);
        tally.expect(said !== 'nothing', 'afterwards the screen does not say that it is saved');
        // Claims about the server are taken down at rest, in the judgement.
        if (field) remember(typed, { said: said === 'server' ? 'device' : said, field });
        texts.push({ words: after === 'on' ? words : first, saved: typed.saved });
      }
      if (slowTurns) tally.remarks.push(`the machine itself was slow at ${slowTurns} of ${times}: judged by ${slowGrace} ms there`);
      await judgeAll(tally, bench, device, texts);
      await device.close();
    },
  };
}

/** Another tab comes in front of the app's. */
async function hide({ page }: Device) {
  const front = await page.context().newPage();
  await front.bringToFront();
  await page.waitForFunction(() => document.visibilityState === 'hidden', null, { polling: 50 });
  return async () => {
    await page.bringToFront();
    await front.close();
    await page.waitForFunction(() => document.visibilityState === 'visible', null, { polling: 50 });
  };
}

/** Half of the times it is never seen again: a tablet ends what is hidden, without notice. */
export const tabHidden = tabFault({
  name: 'tab-hidden',
  says: 'tab hidden while typing, half of the times for good',
  short: 2,
  open: plainTablet,
  async interrupt(device, turn) {
    const show = await hide(device);
    await pause(200 + Math.random() * 800);
    if (turn % 2 === 0) {
      await device.kill();
      return 'over';
    }
    await show();
    return 'on';
  },
});

/** Hidden, and frozen at once; half of the times the frozen tab is thrown away. */
export const tabFrozen = tabFault({
  name: 'tab-frozen',
  says: 'tab frozen while typing, half of the times for good',
  short: 2,
  open: plainTablet,
  async interrupt(device, turn) {
    const show = await hide(device);
    const cdp = await device.page.context().newCDPSession(device.page);
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    await pause(200 + Math.random() * 2_000);
    if (turn % 2 === 0) {
      await device.kill();
      return 'over';
    }
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await show();
    return 'on';
  },
});

export const tabCrashed = tabFault({
  name: 'tab-crashed',
  says: 'tab crashed while typing',
  short: 1,
  async interrupt({ page }) {
    const cdp = await page.context().newCDPSession(page);
    const crashed = new Promise(resolve => page.once('crash', resolve));
    cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    return 'over';
  },
});

export const tabClosed = tabFault({
  name: 'tab-closed',
  says: 'tab closed while typing',
  short: 1,
  async interrupt({ page }, turn) {
    // Another one, or the browser would end with its last tab.
    await page.context().newPage();
    const closed = new Promise(resolve => page.once('close', resolve));
    await page.close({ runBeforeUnload: turn % 2 === 0 });
    await closed;
    return 'over';
  },
});

/** Back to the page before: inside the app, and out of it, from where the browser may bring the page back as it was. */
export const tabBackForward = tabFault({
  name: 'tab-back-forward',
  says: 'gone back and forward while typing',
  short: 2,
  open: plainTablet,
  async begin(device, bench) {
    const { page } = device;
    await page.goto(`/visits/${bench.day.visit}`);
    await page.locator('a[href$="/notes/new"]').first().click();
    await composer(page).click();
    await untilSaid(device, ({ said }) => said !== 'nothing');
    await pause(1_000);
  },
  async interrupt({ page }, turn, bench) {
    if (turn % 2) {
      await page.goto('/api/health');
      // As it was it comes without loading anything.
      await page.goBack({ waitUntil: 'commit' });
      await composer(page).waitFor();
      return (await composer(page).inputValue()) === '' ? 'over' : 'on';
    }
    await page.evaluate(() => history.back());
    await page.waitForURL(url => !url.pathname.endsWith('/notes/new'));
    await page.evaluate(() => history.forward());
    await page.waitForURL(`**/visits/${bench.day.visit}/notes/new`);
    return 'left';
  },
});
