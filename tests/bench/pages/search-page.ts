import { createSearch, type Findable } from '#notebook/search.ts';

const stems =
  'valtuusto valmistelu metsä niitty kaava kehittämis ohjelma talous päiväkoti yhdistys asukas luonto monimuotoisuus urakka sopimus sijainen lautakunta puisto vesistö hankinta koulu strategia tavoite mittari vastuu työ ryhmä kunta'.split(
    ' ',
  );
const endings = ['', 'n', 'a', 'ssa', 'sta', 'lle', 'lla', 'ksi', 'n kanssa', 'kin'];

/** Notes that say something else each, in Finnish forms, always the same. */
function notes(count: number): Findable[] {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const word = () => `${stems[next(stems.length)]}${endings[next(endings.length)]}`;
  return Array.from({ length: count }, (_, index) => ({
    id: `note ${index}`,
    words: Array.from({ length: 8 + next(12) }, word).join(' '),
    about: `Kaupunginjohtaja ${index % 8}`,
  }));
}

/** The index of so many notes, what it held up while it was built, and queries as they are typed, letter by letter. */
export async function search(count: number): Promise<{ build: number; longest: number; finds: number[] }> {
  const all = notes(count);
  const index = createSearch();
  let longest = 0;
  let last = performance.now();
  let isBuilding = true;
  // A turn of another's every moment: the longest wait between two is what somebody who types would have felt.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (isBuilding) port2.postMessage(null);
  };
  port2.postMessage(null);
  const from = performance.now();
  await index.hold(all);
  const build = performance.now() - from;
  isBuilding = false;
  const finds: number[] = [];
  for (const query of [
    'valtuustossa',
    'metsan hoito',
    'paivakoti luonto',
    'monimuotoisuuden tavoitteet',
    'urakkasopimus',
    'yhdistykselle',
  ]) {
    for (let length = 2; length <= query.length; length++) {
      const asked = performance.now();
      index.find(query.slice(0, length));
      finds.push(performance.now() - asked);
    }
  }
  return { build, longest, finds };
}
