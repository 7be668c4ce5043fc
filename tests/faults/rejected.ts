import { readFileSync } from 'node:fs';
import { unzip } from '../units/formats/zip.ts';
import { joinDay } from '../browser/support/day-acts.ts';
import { rowsOf, until, type Device } from '../browser/support/day-people.ts';
import { askAsTablet, expectTold, inviteBeside, membershipOf, writeOn } from './beside.ts';
import { pause, type Bench } from './bench.ts';
import type { BenchName, Fault } from './fault.ts';
import { openFront } from './releases.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { beginNote, judgeAll, readScreen, untilSaid } from './writing.ts';

interface Rejection {
  name: string;
  says: string;
  bench: BenchName;
  /** Notes written are added to `texts`: in the end each is on the tablet and on the server. */
  reject(scene: Scene): Promise<void>;
}

interface Scene {
  tally: Tally;
  bench: Bench;
  tablet: Device;
  texts: Written[];
}

/** Something that was written is not taken: it can be read why, it stays on the device, and it can be taken out; and it goes when it may. */
function rejection({ reject, ...row }: Rejection): Fault {
  return {
    ...row,
    times: { short: 1, long: 5 },
    async run(tally, times, open) {
      const bench = await open();
      const tablet = await bench.tablet();
      try {
        for (let turn = 0; turn < times; turn++) {
          const texts: Written[] = [await writeOn(tablet, bench, someWords(6), 'server')];
          await reject({ tally, bench, tablet, texts });
          await judgeAll(tally, bench, tablet, texts);
        }
      } finally {
        bench.line.restore();
        await tablet.close();
      }
    },
  };
}

/** Somebody is cut off by mistake. The row is the last of its bench: what other tablets have of this device's session has ended too. */
export const revoked = rejection({
  name: 'revoked',
  says: 'a device that holds words is revoked by mistake, and joined again',
  bench: 'refused',
  async reject(scene) {
    const { tally, bench, tablet, texts } = scene;
    const { person, programme, device } = await membershipOf(tablet);
    const name = (await rowsOf(tablet, 'person')).find(row => row.id === person)!.cells['name']!.value as string;
    const secret = await inviteBeside(bench, tablet, person);
    bench.line.cut();
    texts.push(await writeOn(tablet, bench, someWords(6), 'device'));
    await askAsTablet(bench, tablet, '/api/devices/revoke', { programme, device });
    tally.injected++;
    bench.line.restore();
    await expectTold(tally, tablet, bench, 'Laite on poistettu käytöstä', texts);
    await expectKept(scene, 'a revoked device');
    await joinDay(tablet, { secret, code: '' }, { person: name });
  },
});

/** A server of before a kind: it takes nothing of a request that holds what it cannot judge, and says so. */
export const unknownKind = rejection({
  name: 'unknown-kind',
  says: 'a server that does not know the kind of what is written, later one that does',
  bench: 'altered',
  async reject(scene) {
    const { tally, bench, tablet, texts } = scene;
    bench.alter({ unknownKind: 'note' });
    await bench.server.restart();
    tally.injected++;
    texts.push(await writeOn(tablet, bench, someWords(6), 'device'));
    await expectTold(tally, tablet, bench, 'palvelin on vanhempi', texts);
    await expectKept(scene, 'a server that does not know the kind');
    bench.alter({});
    await bench.server.restart();
  },
});

/** Characters of a request: the longest note is more. */
const mostTaken = 40_000;

/** Something before the server refuses long requests, in HTML, as a proxy does whose bound is lower than the server's. What fits goes in parts. */
export const tooLarge = rejection({
  name: 'too-large',
  says: 'a proxy that refuses requests over 40 KB: many notes at once, one note that is too much by itself; a note over the bound',
  bench: 'refused',
  async reject(scene) {
    const { tally, bench, tablet, texts } = scene;
    const front = await openFront(bench);
    try {
      front.limit(mostTaken);
      bench.line.cut();
      for (let count = 0; count < 5; count++) texts.push(await paste(tablet, bench, someWords(1_500)));
      bench.line.restore();
      tally.injected++;
      const { said, told } = await untilSaid(tablet, screen => screen.said === 'server', undefined, 60);
      tally.expect(said === 'server', `of five notes that are too much for one request not all went, and “${told}” was told`);
      texts.push(await paste(tablet, bench, someWords(6_500)));
      // It is told when a minute has passed in which nothing went.
      const stuck = await untilSaid(tablet, ({ status }) => status.includes('lähetys ei etene'), undefined, 100);
      tally.expect(stuck.status.includes('lähetys ei etene'), `of what cannot go only “${stuck.status}” is told`);
      await expectKept(scene, 'a proxy that refuses it');
      front.limit(Infinity);
      await expectTooLong(scene);
    } finally {
      await front.close();
      bench.line.restore();
    }
  },
});

/** More than a note may hold is not taken at all: it is on the screen alone, and given as a file. */
async function expectTooLong({ tally, bench, tablet }: Scene): Promise<void> {
  const words = someWords(8_500);
  await beginNote(tablet, bench);
  await tablet.page.keyboard.insertText(words);
  await pause(1_000);
  const screen = await untilSaid(tablet, ({ told }) => told.includes('Teksti on liian pitkä'));
  tally.expect(screen.said === 'nothing', `a note over its bound is called saved on the ${screen.said}`);
  tally.expect(screen.told.includes('Teksti on liian pitkä'), `of a note over its bound nothing was told but “${screen.told}”`);
  const file = await downloaded(tablet, 'Tallenna tiedostoksi');
  tally.judge([{ words, saved: {} }], { screen: [screen.field], file: [file?.toString() ?? ''] });
  await tablet.page.getByRole('textbox', { name: 'Muistiinpano', exact: true }).fill('');
}

/** Somebody goes on writing what was erased meanwhile: the words go back to their author. */
export const refusedWords = rejection({
  name: 'refused',
  says: 'words written on in a note that was erased meanwhile: refused for good, and given back',
  bench: 'refused',
  async reject(scene) {
    const { tally, bench, tablet, texts } = scene;
    const begun = await writeOn(tablet, bench, someWords(6), 'server');
    const row = (await rowsOf(tablet, 'note')).find(one => one.texts['words'] === begun.words)!;
    bench.line.cut();
    const more = someWords(6);
    await tablet.page.keyboard.type(` ${more}`);
    await untilSaid(tablet, ({ said, field }) => said === 'device' && field.endsWith(more));
    await askAsTablet(bench, tablet, '/api/erase', { space: row.space, kind: 'note', id: row.id });
    tally.injected++;
    bench.line.restore();
    await expectTold(tally, tablet, bench, 'osa palautettiin', texts);
    await tablet.page.goto('/receipt');
    const drafts = tablet.page.getByRole('region', { name: 'Palautetut luonnokset' }).getByRole('textbox');
    const wordsIn = async () => Promise.all((await drafts.all()).map(draft => draft.inputValue()));
    const shown = await until('the draft', async () => (await wordsIn()).join('\n').includes(more) || undefined, 20).catch(() => false);
    tally.expect(shown === true, 'the words that were refused are not among the drafts given back');
    tally.expect((await takenOut(tablet)).includes(more), 'what was taken out lacks the words that were refused');
  },
});

/** While it is so: what is written is called saved here and not there, and a copy of everything holds all of it. */
async function expectKept({ tally, bench, tablet, texts }: Scene, while_: string): Promise<void> {
  const written = await writeOn(tablet, bench, someWords(6), 'device');
  await pause(2_000);
  const { said } = await readScreen(tablet.page);
  tally.expect(said !== 'server' && !('server' in written.saved), `with ${while_} a note is called saved on the server`);
  texts.push(written);
  const copy = await takenOut(tablet);
  const missing = texts.filter(({ words }) => !copy.includes(words));
  tally.expect(missing.length === 0, `with ${while_} the copy lacks “${missing.map(({ words }) => words.slice(0, 60)).join('”, “')}”`);
}

/** As if pasted: key by key it would take minutes. */
async function paste(tablet: Device, bench: Bench, words: string): Promise<Written> {
  await beginNote(tablet, bench);
  await tablet.page.keyboard.insertText(words);
  await pause(1_000);
  const { said } = await untilSaid(tablet, screen => screen.said !== 'nothing' && screen.field === words);
  return { words, saved: said === 'nothing' ? {} : { device: words } };
}

/** What people read in a copy of everything. */
async function takenOut(tablet: Device): Promise<string> {
  await tablet.page.goto('/receipt');
  const copy = await downloaded(tablet, 'Ota kaikki talteen');
  return copy ? (unzip(copy).get('muistiinpanot.txt') ?? '') : '';
}

async function downloaded({ page }: Device, name: string): Promise<Buffer | null> {
  const button = page.getByRole('button', { name }).first();
  const saving = Promise.all([page.waitForEvent('download', { timeout: 20_000 }), button.click({ timeout: 20_000 })]);
  const [download] = await saving.catch(() => []);
  return download ? readFileSync(await download.path()) : null;
}
