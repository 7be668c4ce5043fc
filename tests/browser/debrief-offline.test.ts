import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invite, joinDay, makeFinding, openFinding, openOutsideNote, writeNote, foundVisit } from './support/day-acts.ts';
import { noteWords, rowsOf, startDevice, until, type Device } from './support/day-people.ts';
import { claims, n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* The wifi goes in the middle of the debrief: findings are made and worded on two tablets that do not see each other, and join up later. */

describe('a debrief without a network', () => {
  let server: RunningServer;
  let visit: string;
  let timo: Device;
  let anniina: Device;
  const both = () => [timo, anniina];
  const findings = async (device: Device) => (await rowsOf(device, 'finding')).map(row => row.texts['claim'] ?? '').sort();

  beforeAll(async () => {
    server = await startServer();
    const k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Hirsikoski: ['Timo', 'Anniina'] }, '2026-10-14');
    timo = await startDevice(server, 'D');
    await joinDay(timo, await invite(k.page, visit, 'Timo'), { person: 'Timo' });
    anniina = await startDevice(server, 'E');
    await joinDay(anniina, await invite(k.page, visit, 'Anniina'), { person: 'Anniina' });
    await k.close();
    for (const [device, words] of [
      [timo, n[2]],
      [timo, n[3]],
      [anniina, n[15]],
    ] as const) {
      await openOutsideNote(device.page, visit);
      await writeNote(device.page, words);
      await until(`${words} to be stored`, async () => (await noteWords(device)).includes(words));
    }
    for (const device of both()) await until(`all notes on ${device.name}`, async () => (await noteWords(device)).length === 3);
    await makeFinding(timo.page, visit, [n[2]], /^Vahvuus/, claims.strength);
    await until('the first finding on both', async () => String(await findings(anniina)) === claims.strength);
  }, 240_000);
  afterAll(async () => {
    for (const device of both()) await device?.close();
    await server?.stop();
  });

  it('makes findings and words one at once, and says that they are on this device', { timeout: 120_000 }, async () => {
    for (const device of both()) device.line.cut();
    const onTimo = await openFinding(timo.page, visit, claims.strength);
    const onAnniina = await openFinding(anniina.page, visit, claims.strength);
    await onTimo.click();
    await timo.page.keyboard.press('Control+Home');
    await timo.page.keyboard.type('Lehtolassa: ');
    await onAnniina.click();
    await anniina.page.keyboard.press('Control+End');
    await anniina.page.keyboard.type(' Se kantaa pitkälle.');
    for (const device of both()) await device.page.getByText('Tallessa tässä laitteessa').first().waitFor();
    await makeFinding(timo.page, visit, [n[3]], /^Kehityskohde/, 'Valmistelu on yhden ihmisen varassa.');
    await makeFinding(anniina.page, visit, [n[15]], /^Vahvuus/, 'Asukasyhdistys saa aina vastauksen.');
    expect(await findings(timo)).toEqual([`Lehtolassa: ${claims.strength}`, 'Valmistelu on yhden ihmisen varassa.'].sort());
    expect(await findings(anniina)).toEqual([`${claims.strength} Se kantaa pitkälle.`, 'Asukasyhdistys saa aina vastauksen.'].sort());
  });

  it('joins up later, with every character of both and the notes behind each', { timeout: 120_000 }, async () => {
    for (const device of both()) device.line.restore();
    const all = [
      `Lehtolassa: ${claims.strength} Se kantaa pitkälle.`,
      'Valmistelu on yhden ihmisen varassa.',
      'Asukasyhdistys saa aina vastauksen.',
    ].sort();
    for (const device of both()) {
      await until(`all findings on ${device.name}`, async () => String(await findings(device)) === String(all), 90);
      const resting = (await rowsOf(device, 'finding')).map(
        row => Object.keys(row.cells).filter(path => path.startsWith('evidence/')).length,
      );
      expect(resting).toEqual([1, 1, 1]);
    }
  });

  it('without an error in any console', () => expect(both().flatMap(device => device.errors)).toEqual([]));
});
