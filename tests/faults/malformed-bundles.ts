import { createFrameCollector } from '#sync/handover/frame-collector.ts';
import { room } from '../units/sync/handover/giving.ts';
import type { Fault } from './fault.ts';
import { forgeOf } from './malformed/bundles.ts';
import { checkCases } from './malformed/check.ts';
import { watchMemory } from './malformed/memory-growth.ts';
import { longestTurn } from './malformed/processor-time.ts';
import { someWords } from './tally.ts';

/** In MB. */
const mostGrowth = 500;

/** Codes before a camera and files handed over: nothing of what is not right in every part is stored, and the honest one is taken after all. */
export const malformedBundles: Fault = {
  name: 'malformed-bundles',
  says: 'malformed codes and files handed over, also sealed with the keys of the team, and such that inflate to hundreds of megabytes',
  times: { short: 200, long: 10_000 },
  isAlone: true,
  async run(tally, times) {
    const at = await room();
    // Her keys are used to forge; he takes what comes as a browser does.
    const [liisa, timo] = [await at.tablet('liisa'), await at.tablet('timo', 'browser')];
    const [theirs, own] = [someWords(8), someWords(8)];
    await liisa.write('1', theirs);
    await liisa.write('2', someWords(8));
    await timo.write('3', own);
    const forge = await forgeOf(liisa);
    const collector = createFrameCollector();
    const held = async () => JSON.stringify(await timo.store.read(reader => reader.heads('notes/v')));
    const before = await held();
    const memory = watchMemory();
    const longest = await checkCases(tally, {
      cases: forge.given,
      times,
      kept: [{ type: 'inflates', megabytes: 90, byte: 1 }],
      used: () => 0,
      async run(given) {
        if (given.type === 'frame')
          return longestTurn(async () => void [collector.take(given.text), createFrameCollector().take(given.text)]);
        const bytes = await forge.bytesFor(given);
        const busy = await longestTurn(async () => {
          const taken = await timo.handover.take(bytes);
          // An honest one may be among them, unchanged by chance.
          if (taken.ok && (await held()) !== before && (await timo.words('liisa', '1')) !== theirs)
            throw new Error('a changed bundle was taken');
        });
        memory.look();
        return busy;
      },
    });
    tally.expect(!('polluted' in {}), 'an object of everybody got a member');
    memory.judge(tally, longest, mostGrowth);
    const given = await liisa.handover.give({ visit: 'v', whose: 'mine' });
    if (given.ok) await timo.handover.take(given.value.bytes);
    const [here, there] = [(await timo.words('timo', '3')) ?? '', (await timo.words('liisa', '1')) ?? ''];
    tally.judge([{ words: own, saved: { device: own } }], { device: [here] });
    tally.judge([{ words: theirs, saved: {} }], { other: [there] });
  },
};
