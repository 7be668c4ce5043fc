import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  composer,
  importSchedule,
  invite,
  joinDay,
  makeFinding,
  openFinding,
  openOutsideNote,
  writeNote,
  foundVisit,
} from './support/day-acts.ts';
import { noteWords, rowsOf, startDevice, until, type Device } from './support/day-people.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* What was done is taken back: an import, a deletion, an earlier wording, and typing beside somebody else who types. */

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());
const claim = 'Ohjelma on hyväksytty';

describe('the ways back', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  let timo: Device;

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Hirsikoski: ['Timo'] }, today);
  });
  afterAll(async () => {
    await k?.close();
    await timo?.close();
    await server?.stop();
  });

  test('a mistaken import is undone as one from the plan, and brought back from the list of changes', async () => {
    await importSchedule(k.page, visit, 'tests/fixtures/vierailupaiva.xlsx');
    await until('twelve rows', async () => (await rowsOf(k, 'slot')).length === 12);
    await k.page.getByRole('button', { name: 'Kumoa tuonti' }).click();
    await until('no rows', async () => (await rowsOf(k, 'slot')).length === 0 && (await rowsOf(k, 'interviewee')).length === 0);
    await k.page.goto(`/changes/visit/${visit}`);
    const undoing = k.page.locator('.act', { hasText: 'Aiempi muutos kumottiin' });
    await undoing.getByRole('button', { name: /^Kumoa/ }).click();
    await until('twelve rows again', async () => (await rowsOf(k, 'slot')).length === 12 && (await rowsOf(k, 'interviewee')).length === 8);
    await k.page
      .locator('.act', { hasText: 'Aikataulu tuotiin taulukosta' })
      .getByRole('button', { name: /^Kumoa tuonti/ })
      .waitFor();
  });

  test('a deleted note comes back from the bin', async () => {
    timo = await startDevice(server, 'D');
    await joinDay(timo, await invite(k.page, visit, 'Timo'), { person: 'Timo', track: 'Valtuustosali' });
    await openOutsideNote(timo.page, visit);
    await writeNote(timo.page, 'metsäsuunnitelma uusitaan ensi vuonna');
    await until('the note is stored', async () => (await noteWords(timo)).length === 1);
    await timo.page.getByText('metsäsuunnitelma uusitaan ensi vuonna').first().click();
    await timo.page.getByRole('button', { name: 'Poista' }).first().click();
    await until('the note is gone', async () => (await noteWords(timo)).length === 0);
    await timo.page.goto(`/visits/${visit}/bin`);
    await timo.page.getByRole('button', { name: 'Palauta: metsäsuunnitelma uusitaan ensi vuonna' }).click();
    await until('the note is back', async () => (await noteWords(timo))[0] === 'metsäsuunnitelma uusitaan ensi vuonna');
  });

  test('a note’s earlier words are looked at and brought back', async () => {
    await openOutsideNote(timo.page, visit);
    const card = timo.page.getByText('metsäsuunnitelma uusitaan ensi vuonna').first();
    await card.click();
    await until('the note is in the field', async () => (await composer(timo.page).inputValue()).startsWith('metsä'));
    await composer(timo.page).fill('jotain muuta');
    await timo.page.getByRole('button', { name: 'Valmis' }).click();
    await until('other words', async () => (await noteWords(timo))[0] === 'jotain muuta');
    const [row] = await rowsOf(timo, 'note');
    await timo.page.goto(`/history/notes/${visit}/note/${row!.id}`);
    await timo.page
      .getByRole('button', { name: /^Palauta tämä/ })
      .last()
      .click();
    await until('the earlier words', async () => (await noteWords(timo))[0] === 'metsäsuunnitelma uusitaan ensi vuonna');
  });

  test('undo beside another’s typing takes one’s own words and leaves theirs', { timeout: 180_000 }, async () => {
    await makeFinding(k.page, visit, ['metsäsuunnitelma'], /Vahvuus/, claim);
    await openFinding(k.page, visit, claim);
    await until('the finding at Timo’s', async () => (await rowsOf(timo, 'finding')).some(row => row.texts['claim'] === claim));
    await openFinding(timo.page, visit, claim);
    const [mine, theirs] = [k, timo].map(one => one.page.getByRole('textbox', { name: 'Havainnon sanamuoto' }));
    const words = (field: typeof mine) => field!.inputValue();
    await mine!.press('End');
    // At once: however slow the machine is, it is one step.
    await k.page.keyboard.insertText(' yksimielisesti');
    await until('my words at theirs', async () => (await words(theirs)) === `${claim} yksimielisesti`);
    await theirs!.press('Home');
    await timo.page.keyboard.insertText('Kyllä: ');
    await until('their words at mine', async () => (await words(mine)) === `Kyllä: ${claim} yksimielisesti`);
    await mine!.press('Control+z');
    await until('only my words gone', async () => (await words(mine)) === `Kyllä: ${claim}`);
    await until('the same at theirs', async () => (await words(theirs)) === `Kyllä: ${claim}`);
    await theirs!.press('Control+z');
    await until('their own undone', async () => (await words(mine)) === claim && (await words(theirs)) === claim);
    await mine!.press('Control+Shift+z');
    await theirs!.press('Control+y');
    await until(
      'both forth again',
      async () => (await words(mine)) === `Kyllä: ${claim} yksimielisesti` && (await words(mine)) === (await words(theirs)),
    );
    await mine!.blur();
    await theirs!.blur();
    await until('stored at both', async () => {
      const stored = await Promise.all([k, timo].map(async one => (await rowsOf(one, 'finding'))[0]?.texts['claim']));
      return stored.every(one => one === `Kyllä: ${claim} yksimielisesti`);
    });
  });

  test('no page wrote an error', () => {
    expect([...k.errors, ...timo.errors]).toEqual([]);
  });
});
