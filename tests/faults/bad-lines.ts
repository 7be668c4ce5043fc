import type { ProxyMode } from '../browser/support/proxy.ts';
import { expectTold, joinBeside, judgeBoth, writeOn } from './beside.ts';
import { pause, type Bench } from './bench.ts';
import type { BenchName, Fault } from './fault.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import type { Member } from './team.ts';
import { readScreen, untilSaid } from './writing.ts';
import { noteWords, until, type Device } from '../browser/support/day-people.ts';

interface Line {
  name: string;
  says: string;
  bench: BenchName;
  /** Makes the line so. */
  spoil(bench: Bench): void;
  /** What is there to see while it is so; notes written then are added to `texts`. */
  meanwhile(scene: Scene): Promise<void>;
}

interface Scene {
  tally: Tally;
  bench: Bench;
  tablet: Device;
  other: Member;
  texts: Written[];
}

/** One row per way a network can be bad without being away. */
function badLine({ spoil, meanwhile, ...row }: Line): Fault {
  return {
    ...row,
    times: { short: 1, long: 5 },
    async run(tally, times, open) {
      const bench = await open();
      const tablet = await bench.tablet();
      const other = await joinBeside(bench, tablet);
      try {
        for (let turn = 0; turn < times; turn++) {
          const texts: Written[] = [await writeOn(tablet, bench, someWords(6), 'server')];
          spoil(bench);
          tally.injected++;
          await meanwhile({ tally, bench, tablet, other, texts });
          mend(bench);
          await judgeBoth(tally, bench, tablet, other, texts);
        }
      } finally {
        mend(bench);
        await tablet.close();
      }
    },
  };
}

function mend({ line }: Bench): void {
  line.setDelay(0);
  line.setRate(Infinity);
  line.restore();
}

const spoiled = (bench: Bench, mode: ProxyMode) => bench.line.setMode(mode);

/** Words must come to the server and to the tablet while the line stays as bad as it is. */
async function expectBothWays({ tally, bench, tablet, other, texts }: Scene, seconds: number): Promise<void> {
  const here = await writeOn(tablet, bench, someWords(6), 'server');
  texts.push(here);
  const theirs = someWords(6);
  await other.write(theirs);
  await other.exchange();
  texts.push({ words: theirs, saved: {} });
  const arrived = await until('theirs', async () => (await noteWords(tablet)).includes(theirs) || undefined, seconds).catch(() => false);
  tally.expect(arrived, `in ${seconds} s what another wrote did not come over such a line`);
  const { said, told } = await untilSaid(tablet, screen => screen.said === 'server', undefined, seconds);
  tally.expect(said === 'server', `in ${seconds} s nothing was called saved on the server over such a line, and “${told}” was told`);
}

/** Written while nothing can go: it must be called saved here, and not there. */
async function expectWaiting({ tally, bench, tablet, texts }: Scene): Promise<void> {
  const written = await writeOn(tablet, bench, someWords(6), 'device');
  await pause(2_000);
  const { said } = await readScreen(tablet.page);
  tally.expect(said === 'device', `over a line that lets nothing through a note is called saved on the ${said}`);
  tally.expect(!('server' in written.saved), 'over a line that lets nothing through a note was called saved on the server');
  texts.push(written);
}

export const loginPage = badLine({
  name: 'login-page',
  says: 'proxy that answers everything with a login page and 200',
  bench: 'wifi',
  spoil: bench => spoiled(bench, 'login-page'),
  async meanwhile(scene) {
    await expectTold(scene.tally, scene.tablet, scene.bench, 'Wifi pyytää kirjautumaan', scene.texts);
    const link = scene.tablet.page.getByRole('link', { name: 'Avaa kirjautuminen' });
    scene.tally.expect((await link.count()) === 1, 'there is no way to the login page');
    await expectWaiting(scene);
  },
});

/** 30 s is the proxies' usual bound; what the app does is the same after 3 s, since all it sees is that its stream ended. */
export const cutsLong = badLine({
  name: 'cuts-long-connections',
  says: 'proxy that cuts every connection (after 3 s instead of 30: the app sees the same)',
  bench: 'lines',
  spoil(bench) {
    bench.line.setLongest(3_000);
    spoiled(bench, 'cuts-long');
  },
  meanwhile: scene => expectBothWays(scene, 60),
});

export const buffersEvents = badLine({
  name: 'buffers-events',
  says: 'proxy that holds server-sent events back: the app asks by itself',
  bench: 'wifi',
  spoil: bench => spoiled(bench, 'buffers'),
  meanwhile: scene => expectBothWays(scene, 90),
});

export const slowLine = badLine({
  name: 'slow-line',
  says: 'line of 50 kbit/s with 2 s of latency',
  bench: 'lines',
  spoil(bench) {
    bench.line.setRate(50_000 / 8);
    bench.line.setDelay(2_000);
    bench.line.restore();
  },
  meanwhile: scene => expectBothWays(scene, 120),
});

/** By chance, and not every second one: several spaces are asked at once, and the same would be lost each time. */
export const losesHalf = badLine({
  name: 'loses-half',
  says: 'line that loses half of the connections, by chance',
  bench: 'lines',
  spoil: bench => spoiled(bench, 'loses-half'),
  meanwhile: scene => expectBothWays(scene, 180),
});
