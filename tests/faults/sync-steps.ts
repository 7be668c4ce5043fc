import { pause } from './bench.ts';
import type { Fault } from './fault.ts';
import { openFront } from './releases.ts';
import { memberOfTablet } from './tablet-member.ts';
import { someWords, type Written } from './tally.ts';
import { beginNote, judgeAll } from './writing.ts';

/**
 * Each request of the exchange is held before it reaches the server, and each answer before it reaches the tablet; meanwhile a note is
 * typed, every second one sealed, and another device writes.
 */
export const syncSteps: Fault = {
  name: 'sync-steps',
  says: 'edits between every two steps of an exchange',
  times: { short: 8, long: 100 },
  bench: 'builds',
  async run(tally, times, open) {
    const bench = await open();
    const front = await openFront(bench);
    try {
      const device = await bench.tablet();
      await beginNote(device, bench);
      const other = await memberOfTablet(bench, device);
      const texts: Written[] = [];
      const seen = new Set<string>();
      let typing: Promise<unknown> = Promise.resolve();
      let words = '';

      async function typeBetween(): Promise<void> {
        if (tally.injected >= times) return;
        const step = tally.injected++;
        const more = `${words ? '' : someWords(1)} ${someWords(2)} `.trimStart();
        words += more;
        await device.page.keyboard.type(more);
        if (step % 2) {
          await device.page.keyboard.press('Enter');
          texts.push({ words: words.trim(), saved: {} });
          words = '';
        }
        if (step % 4 === 0) {
          const theirs = someWords(5);
          await other.write(theirs);
          await other.exchange();
          texts.push({ words: theirs, saved: { server: theirs } });
        }
      }

      // An exchange may come in the middle of it: the hands are one pair here, too.
      typing = typing.then(() => device.page.keyboard.type('alku')).then(() => device.page.keyboard.press('Enter'));
      front.hold = (path, when) => {
        if (path !== '/api/sync') return Promise.resolve();
        seen.add(when);
        // Spaces are exchanged side by side; there is one pair of hands.
        return (typing = typing.then(typeBetween).catch((error: unknown) => tally.expect(false, `between two steps: ${String(error)}`)));
      };
      const end = Date.now() + 20_000 + times * 3_000;
      while (tally.injected < times && Date.now() < end) await pause(200);
      front.hold = async () => undefined;
      await typing;
      if (words) texts.push({ words: words.trim(), saved: {} });
      tally.expect(tally.injected === times, `only ${tally.injected} of ${times} steps came`);
      tally.expect(seen.size === 2, `only ${[...seen].join()} was held`);
      await pause(1_000);
      await judgeAll(tally, bench, device, texts);
      await device.close();
    } finally {
      await front.close();
    }
  },
};
