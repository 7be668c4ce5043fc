import { watchMachine } from './machine.ts';
import { pause } from './bench.ts';
import type { Fault } from './fault.ts';
import { slowGrace, sureAt } from './grace.ts';
import { someWords, type Written } from './tally.ts';
import { beginNote, judgeAll, typeInto, type Typed } from './writing.ts';

/** Characters: a first word, whole. */
const beginning = 15;

/** The battery dies while a note is typed: every second time without a network. The same profile goes on through all of them. */
export const browserKilled: Fault = {
  name: 'browser-killed',
  says: 'Chromium SIGKILL while typing',
  times: { short: 3, long: 50 },
  bench: 'common',
  isAlone: true,
  async run(tally, times, open) {
    const bench = await open();
    const device = await bench.tablet();
    const texts: Written[] = [];
    let slowTurns = 0;
    for (let turn = 0; turn < times; turn++) {
      if (turn % 2) bench.line.cut();
      else bench.line.restore();
      await beginNote(device, bench);
      const words = someWords(25);
      const typed: Typed = { stamps: [], saved: {} };
      const machine = watchMachine(device.profileDir);
      // A beginning that is older than any grace: a kill that leaves no word sure would prove nothing.
      await typeInto(device, words.slice(0, beginning), () => 0, typed);
      await pause(slowGrace);
      const typing = typeInto(device, words.slice(beginning), () => Math.random() * 20, typed);
      const keys = beginning + 10 + Math.random() * (words.length - beginning - 15);
      while (typed.stamps.length < keys) await pause(Math.random() * 20);
      const killedAt = Date.now();
      await device.kill();
      await typing;
      tally.injected++;
      const { isSlow, ...written } = await sureAt(killedAt, words, typed, machine);
      if (isSlow) slowTurns++;
      texts.push(written);
      await device.start();
      await beginNote(device, bench);
    }
    if (slowTurns) tally.remarks.push(`the machine itself was slow at ${slowTurns} of ${times}: judged by ${slowGrace} ms there`);
    bench.line.restore();
    await judgeAll(tally, bench, device, texts);
    await device.close();
  },
};
