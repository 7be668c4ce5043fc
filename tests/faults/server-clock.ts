import { joinBeside, judgeBoth, writeOn } from './beside.ts';
import { pause, type Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import type { Member } from './team.ts';
import { untilSaid } from './writing.ts';
import type { Device } from '../browser/support/day-people.ts';

const day = 24 * 60 * 60_000;
const year = 365 * day;

interface Wrong {
  says: string;
  ahead: number;
  /** Sessions hold for half a year: to a clock beyond that all are over, and come back with the right time. */
  endsSessions: boolean;
}

const wrongs: readonly Wrong[] = [
  { says: 'ten years behind', ahead: -10 * year, endsSessions: false },
  { says: 'ten years ahead', ahead: 10 * year, endsSessions: true },
  { says: 'a month ahead', ahead: 30 * day, endsSessions: false },
  { says: 'a day behind', ahead: -day, endsSessions: false },
];

/** The server's clock jumps while devices exchange, and jumps back. Words go on being stored, exchanged where there is a session, and in their order. */
export const serverClock: Fault = {
  name: 'server-clock',
  says: "server's clock ten years behind, ten years ahead, a month ahead, set back by a day, and right again",
  times: { short: 2, long: 8 },
  bench: 'altered',
  async run(tally, times, open) {
    const bench = await open();
    const tablet = await bench.tablet();
    try {
      const other = await joinBeside(bench, tablet);
      for (let turn = 0; turn < times; turn++) await moveClock(tally, bench, tablet, other, wrongs[turn % wrongs.length]!);
    } finally {
      bench.alter({});
      await tablet.close();
    }
  },
};

async function moveClock(tally: Tally, bench: Bench, tablet: Device, other: Member, { says, ahead, endsSessions }: Wrong): Promise<void> {
  const texts: Written[] = [await writeOn(tablet, bench, someWords(6), 'server')];
  bench.alter({ clockAhead: ahead });
  await pause(500);
  tally.injected++;
  const theirs = someWords(6);
  await other.write(theirs);
  const end = await other.exchange();
  tally.expect(
    endsSessions ? end.type === 'refused' && end.refusal === 'signed-out' : end.type === 'even',
    `${says}: an exchange ended ${JSON.stringify(end)}`,
  );
  texts.push({ words: theirs, saved: endsSessions ? {} : { server: theirs } });
  const meanwhile = await writeOn(tablet, bench, someWords(6), endsSessions ? 'device' : 'server');
  texts.push(meanwhile);
  if (endsSessions) {
    const unknown = 'Palvelin ei enää tunne tätä laitetta';
    const { told } = await untilSaid(tablet, screen => screen.told.includes(unknown), undefined, 60);
    tally.expect(told.includes(unknown), `${says}: “${unknown}” was to be read, and there was “${told}”`);
    tally.expect(!('server' in meanwhile.saved), `${says}: a note is called saved on a server that refuses it`);
  } else tally.expect('server' in meanwhile.saved, `${says}: in 40 s a note was not called saved on the server`);
  bench.alter({});
  await pause(500);
  texts.push(await writeOn(tablet, bench, someWords(6), 'device'));
  await judgeBoth(tally, bench, tablet, other, texts);
}
