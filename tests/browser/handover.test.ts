import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundVisit, give, invite, joinDay, openOutsideNote, saveFile, take, writeNote } from './support/day-acts.ts';
import { noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* Two tablets in a room without a network: the words of one go to the other as a file, and the receipt comes back. */

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(new Date());
const words = 'metsäsuunnitelma uusitaan ensi vuonna';

describe('handing over without a network', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  let liisa: Device;
  let timo: Device;
  let host: Device;

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Hirsikoski: ['Timo', 'Liisa'] }, today);
    [timo, liisa, host] = [await startDevice(server, 'D'), await startDevice(server, 'A'), await startDevice(server, 'H')];
    await joinDay(timo, await invite(k.page, visit, 'Timo'), { person: 'Timo' });
    await joinDay(liisa, await invite(k.page, visit, 'Liisa'), { person: 'Liisa' });
    await joinDay(host, await invite(k.page, visit, 'Hanna'), { person: 'Hanna' });
  });
  afterAll(async () => {
    for (const device of [k, liisa, timo, host]) await device?.close();
    await server?.stop();
  });

  async function write(text: string): Promise<void> {
    await writeNote(timo.page, text);
    // The page is left by its address, as no person does it: what is typed is stored some hundredths of a second after the key.
    await until('the note is stored', async () => (await noteWords(timo)).includes(text));
  }

  test('the words of one tablet come to another as a file, and its receipt says that they are there', async () => {
    timo.line.cut();
    liisa.line.cut();
    await openOutsideNote(timo.page, visit);
    await write(words);
    const file = await give(timo.page, visit);
    expect(readFileSync(file).includes(Buffer.from('metsä'))).toBe(false);
    await timo.page.getByText('Timo: 1 muistiinpano').waitFor();
    await take(liisa.page, visit, file);
    await liisa.page.getByText('Tuli laitteelta: Timo').waitFor();
    await until('the note at Liisa’s', async () => (await noteWords(liisa)).includes(words));
    const receipt = await saveFile(liisa.page);
    await take(timo.page, visit, receipt);
    await timo.page.getByText('Kaikki on perillä: Liisa').waitFor();
    await take(liisa.page, visit, file);
    await liisa.page.getByText('Kaikki tältä laitteelta oli jo täällä: Timo').waitFor();
    expect((await noteWords(liisa)).filter(one => one === words)).toHaveLength(1);
  });

  test('a file that is cut, changed, empty, of something else or for others is refused whole, with a sentence', async () => {
    await openOutsideNote(timo.page, visit);
    await write('hanke jatkuu rahoituksella');
    const whole = readFileSync(await give(timo.page, visit));
    const changed = Buffer.from(whole);
    changed[whole.length >> 1]! ^= 1;
    const folder = mkdtempSync(join(tmpdir(), 'vertti-handed-'));
    const cases: [string, Buffer, string][] = [
      ['cut.vertti', whole.subarray(0, whole.length - 7), 'Tiedosto ei ole ehjä'],
      ['changed.vertti', changed, 'Tiedosto ei ole ehjä'],
      ['empty.vertti', Buffer.alloc(0), 'Tiedosto on tyhjä'],
      ['photo.jpg', Buffer.from('ei tämä'), 'Tämä ei ole Vertin luovutustiedosto'],
    ];
    for (const [name, bytes, says] of cases) {
      writeFileSync(join(folder, name), bytes);
      await take(liisa.page, visit, join(folder, name));
      await liisa.page.getByText(says).waitFor();
    }
    expect(await noteWords(liisa)).toEqual([words]);
    writeFileSync(join(folder, 'kissa.txt'), whole);
    await take(host.page, visit, join(folder, 'kissa.txt'));
    await host.page.getByText('Tällä laitteella ei ole avainta tähän').waitFor();
    // Its name does not matter to whom it is for.
    await take(liisa.page, visit, join(folder, 'kissa.txt'));
    await until('both notes', async () => (await noteWords(liisa)).length === 2);
  });

  test('what came by hand meets what comes by network, without doubles', async () => {
    timo.line.restore();
    liisa.line.restore();
    await openOutsideNote(k.page, visit);
    await until('both notes at the coordinator’s', async () => (await noteWords(k)).length === 2);
    for (const device of [timo, liisa]) await until('no doubles', async () => (await noteWords(device)).length === 2);
  });
});
