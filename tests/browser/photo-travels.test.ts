import { afterAll, beforeAll, expect, it } from 'vitest';
import { composer, openOutsideNote } from './support/day-acts.ts';
import { noteWords, until, type Device } from './support/day-people.ts';
import { phonePhoto, storedPictures } from './support/photo-files.ts';
import { startTwoTablets, type TwoTablets } from './support/two-tablets.ts';

/* A photo on its way from one tablet to another, over a line on which it takes a while. */

const words = 'kyltti on jo paikallaan';

let both: TwoTablets;
let visit: string;
let a: Device;
let b: Device;

beforeAll(async () => {
  both = await startTwoTablets();
  ({ visit, a, b } = both);
}, 240_000);
afterAll(() => both?.close());

it('its words come first, it is on one tablet alone until it has come, and then on both, byte by byte', { timeout: 240_000 }, async () => {
  const photo = await phonePhoto(a.page, 2_400, 1_600);
  await openOutsideNote(a.page, visit);
  await composer(a.page).click();
  await a.page.keyboard.type(words);
  a.line.setRate(10_000);
  a.line.restore();
  await a.page.getByRole('button', { name: 'Lisää kuva' }).click();
  await a.page.getByRole('group', { name: 'Miten kuva lisätään' }).waitFor();
  await a.page.locator('input[type=file][capture]').setInputFiles(photo);
  await until('the photo on A', async () => (await storedPictures(a.page)).length === 1 || undefined);
  await a.page.keyboard.press('Enter');

  await until('the words on B', async () => (await noteWords(b)).includes(words) || undefined, 90);
  expect(await storedPictures(b.page)).toEqual([]);
  const status = a.page.locator('a.status');
  await until('A to say what waits', async () => /Tallessa tässä laitteessa\s*1 kuva odottaa/.test((await status.textContent()) ?? ''), 60);
  await a.page.goto(`/visits/${visit}/leave`);
  const verdict = async () => (await a.page.locator('main h2').first().innerText()).trim();
  await until('A to be asked to wait', async () => (await verdict()) === 'Odota hetki: yksi kuva on vain tässä laitteessa.', 60);

  a.line.setRate(Infinity);
  a.line.restore();
  await until('the photo on B', async () => (await storedPictures(b.page)).length === 1 || undefined, 90);
  const [[sent], [came]] = [await storedPictures(a.page), await storedPictures(b.page)];
  expect(came!.bytes.equals(sent!.bytes)).toBe(true);
  await until('A to say that it is safe', async () => (await verdict()) === 'Turvallista lähteä', 90);
});
