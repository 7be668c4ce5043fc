import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldItem } from '#oplog/fold.ts';
import type { Op } from '#oplog/op.ts';
import { unzip } from '../units/formats/zip.ts';
import {
  composer,
  addMunicipality,
  addNatureTemplate,
  addVisit,
  downloadKooste,
  foundProgramme,
  importSchedule,
  invite,
  joinDay,
  makeFinding,
  openFinding,
  openInterview,
  openOutsideNote,
} from './support/day-acts.ts';
import { databaseOf, noteWords, rowsOf, startDevice, until, valueOf, type Device } from './support/day-people.ts';
import { claims, interrupted, n, people, written } from './support/day-words.ts';
import { afternoon } from './support/play-afternoon.ts';
import { morning } from './support/play-morning.ts';
import { noon } from './support/play-noon.ts';
import type { Play } from './support/play.ts';
import { sheet } from './support/paper.ts';
import { bytesUnder, holds } from './support/profile-bytes.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* The day in Lehtola, played by its people: a coordinator, a host contact and five visitors, each with a Chromium of their own. Event 10, a new
 * version in the middle of the day, is played where there are two builds (build-pinning.test.ts). */

const today = '2026-10-14';
/** 9.34 there, whenever this runs: the first hour should have begun four minutes ago. */
const ahead = Date.UTC(2026, 9, 14, 6, 34) - Date.now();
const desk = { viewport: { width: 1440, height: 900 }, touch: false, clockAhead: ahead / 60_000 };

describe('the day in Lehtola', () => {
  let server: RunningServer;
  let visit: string;
  const devices: Record<string, Device> = {};
  const device = (name: string) => devices[name]!;
  const play = (): Play => ({ server, visit, device });
  const visitors = () => ['A', 'B', 'C', 'D', 'E'].map(device);

  beforeAll(async () => {
    const env = { NODE_OPTIONS: `--import ${import.meta.resolve('./support/moved-clock.ts')}`, VERTTI_CLOCK_AHEAD: String(ahead) };
    server = await startServer({ env });
  });
  afterAll(async () => {
    await Promise.all(Object.values(devices).map(one => one.close()));
    await server.stop();
  });

  it('is prepared by the coordinator, and everybody joins', { timeout: 300_000 }, async () => {
    const k = (devices['K'] = await startDevice(server, 'K', desk));
    await foundProgramme(k.page, server.setupToken, 'Luontotyön vertaisoppiminen', 'Tuula');
    await addMunicipality(k.page, { name: 'Lehtola', contact: 'Hanna' });
    await addMunicipality(k.page, { name: 'Kaislaniemi', team: ['Liisa', 'Mikko', 'Saara'] });
    await addMunicipality(k.page, { name: 'Hirsikoski', team: ['Timo', 'Anniina'] });
    await addNatureTemplate(k.page);
    visit = await addVisit(k.page, 'Lehtola', today);
    await importSchedule(k.page, visit, 'tests/fixtures/vierailupaiva.xlsx');

    for (const [name, person, track] of people) {
      const invitation = await invite(k.page, visit, person);
      const one = (devices[name] = await startDevice(server, name, {
        clockAhead: ahead / 60_000 + (name === 'D' ? 7 : 0),
        ...((name === 'C' || name === 'H') && { viewport: { width: 390, height: 844 } }),
      }));
      await joinDay(one, invitation, { person, track, by: name === 'C' || name === 'H' ? 'code' : 'link' });
      if (name === 'B') await one.quit();
    }
    // B was off while the others joined: it catches up and says that it is ready.
    const b = device('B');
    await b.start();
    await b.page.goto('/join');
    await until('B to know of all seven devices', async () => (await rowsOf(b, 'device')).length === 7 || undefined);
    await b.page.getByText('Valmis ilman verkkoa').waitFor();
    // The invitation is used up.
    const used = k.page.getByText('Hanna liittyi. Kutsu on käytetty.');
    await used.waitFor();
    expect(await used.count()).toBe(1);
  });

  it('is written without a network from the login page in the morning to the break', { timeout: 300_000 }, async () => {
    await morning(play());
    expect(await noteWords(device('B'))).toEqual([n[5], n[6], n[7]].sort());
  });

  it('is written on through a full tablet, a dead battery and a borrowed hour to lunch', { timeout: 300_000 }, async () => {
    await noon(play());
    expect(await noteWords(device('B'))).toEqual([n[5], n[6], n[7], interrupted].sort());
  });

  it('goes on in the afternoon, and meets: everything is everywhere', { timeout: 300_000 }, async () => {
    await afternoon(play());
    const [a] = visitors() as [Device];
    const all = [...Object.values(n), interrupted].sort();
    for (const one of visitors()) {
      // A note on its way is sealed in parts: wait for the same words, and say which are not when the time is over.
      await until(`all notes on ${one.name}`, async () => String(await noteWords(one)) === String(all) || undefined, 60).catch(
        () => undefined,
      );
      expect(await noteWords(one)).toEqual(all);
    }
    // Every sign and mark came with its note, and a clock seven minutes ahead spoils no order.
    const inOrder = (await rowsOf(a, 'note')).sort((one, other) => Number(valueOf(one, 'writtenAt')) - Number(valueOf(other, 'writtenAt')));
    expect(inOrder.map(row => [row.texts['words'], valueOf(row, 'sign') ?? 'none', valueOf(row, 'mark') ?? 'none'])).toEqual(written);
    // The others' column is there now that there is something in it.
    await openInterview(a.page, visit, 'Kaupunginjohtaja');
    await a.page.getByRole('region', { name: 'Muilta' }).waitFor();
    await until('5/5 on A', async () => (await a.page.getByText('5/5').count()) > 0 || undefined);
  });

  it('is worded together, and two people in one finding keep every character of both', { timeout: 300_000 }, async () => {
    const [d, e] = [device('D'), device('E')];
    await makeFinding(e.page, visit, [n[2]], /^Vahvuus/, claims.strength);
    await makeFinding(e.page, visit, [n[6], n[9]], /^Kehityskohde/, claims.development);
    await makeFinding(e.page, visit, [n[11]], /^Vinkki isännälle/, claims.tip);
    await makeFinding(e.page, visit, [n[10]], /^Idea kotiin/, claims.home);
    const onD = await openFinding(d.page, visit, claims.strength);
    const onE = await openFinding(e.page, visit, claims.strength);
    // Timo writes before it and Anniina after it, at once, letter by letter.
    await onD.click();
    await d.page.keyboard.press('Control+Home');
    await onE.click();
    await e.page.keyboard.press('Control+End');
    await Promise.all([d.page.keyboard.type('Lehtolassa: ', { delay: 60 }), e.page.keyboard.type(' Se kantaa pitkälle.', { delay: 60 })]);
    const together = `Lehtolassa: ${claims.strength} Se kantaa pitkälle.`;
    for (const field of [onD, onE]) await until('both to read the same', async () => (await field.inputValue()) === together || undefined);
    for (const one of visitors()) {
      await until(
        `the finding on ${one.name}`,
        async () => (await rowsOf(one, 'finding')).some(row => row.texts['claim'] === together) || undefined,
      );
    }
  });

  it('leaves the host with a page that names groups and nobody', { timeout: 300_000 }, async () => {
    const { name, path } = await downloadKooste(device('E').page, visit);
    expect(name).toBe(`Lehtola kooste ${today}.docx`);
    const paper = [...unzip(readFileSync(path)).entries()].filter(([file]) => file.endsWith('.xml')).map(([, text]) => text);
    const words = paper.join('\n').replaceAll(/<[^>]+>/g, '');
    for (const claim of [`Lehtolassa: ${claims.strength} Se kantaa pitkälle.`, claims.development, claims.tip])
      expect(words).toContain(claim);
    // Jukka's deputy is a manager, Teppo came after all.
    expect(words).toContain('johto 2, päälliköt 2');
    expect(words).toContain('järjestöt ja asukkaat 1');
    for (const hidden of [claims.home, n[10], 'Å.M.', 'Mallström', 'Esimerkki', 'Koe-Virtanen', 'Tarina'])
      expect(words).not.toContain(hidden);
  });

  it('prints that page on one sheet of A4, without what stands around it', { timeout: 60_000 }, async () => {
    const { page } = device('E');
    await page.emulateMedia({ media: 'print' });
    const paper = await sheet(page);
    await page.emulateMedia({ media: null });
    for (const claim of [`Lehtolassa: ${claims.strength} Se kantaa pitkälle.`, claims.development, claims.tip])
      expect(paper).toContain(claim);
    expect(paper).not.toContain(claims.home);
  });

  it('lets no note reach the host, in any byte', async () => {
    const h = device('H');
    const held = JSON.stringify(await databaseOf(h));
    const files = bytesUnder(h.profileDir);
    for (const words of [...Object.values(n), interrupted, claims.strength]) {
      expect(held).not.toContain(words);
      for (const [file, bytes] of files) expect(holds(bytes, words), `${file} holds ${words}`).toBe(false);
    }
    // The same search finds notes where they may be: it can fail.
    expect(JSON.stringify(await databaseOf(device('A')))).toContain(n[2]);
    const onA = [...bytesUnder(device('A').profileDir).values()];
    expect(Object.values(n).filter(words => onA.some(bytes => holds(bytes, words)))).not.toEqual([]);
  });

  it('is on the server to the last word', async () => {
    await until('nothing to wait on any device', async () => {
      for (const one of visitors()) if ((await one.page.getByText(/odottaa/).count()) > 0) return undefined;
      return true;
    });
    await server.kill();
    const log = new DatabaseSync(join(server.data, 'vertti.db'), { readOnly: true });
    const ops = log
      .prepare("SELECT op FROM ops WHERE kind = 'note'")
      .all()
      .map(row => JSON.parse(row['op'] as string) as Op);
    log.close();
    const words = [...Map.groupBy(ops, op => op.id).values()].map(found => foldItem(found, new Set())?.texts['words']).sort();
    expect(words).toEqual([...Object.values(n), interrupted].sort());
    await server.restart();
  });

  it('lets one person write in one note on two devices, and keeps every character of both', { timeout: 300_000 }, async () => {
    const c = device('C');
    const s = (devices['S'] = await startDevice(server, 'S', { clockAhead: ahead / 60_000 }));
    await joinDay(s, await invite(device('K').page, visit, 'Saara'), { person: 'Saara' });
    for (const one of [c, s]) {
      await openOutsideNote(one.page, visit);
      await one.page.getByRole('button', { name: n[11] }).first().click();
      await until(`the note in hand on ${one.name}`, async () => (await composer(one.page).inputValue()) === n[11] || undefined);
      await composer(one.page).click();
    }
    s.line.cut();
    await c.page.keyboard.press('Control+Home');
    await c.page.keyboard.type('Huom: ');
    await s.page.keyboard.press('Control+End');
    await s.page.keyboard.type(' – kysy Hannalta');
    s.line.restore();
    const together = `Huom: ${n[11]} – kysy Hannalta`;
    for (const one of [...visitors(), s]) {
      await until(`both hands' words on ${one.name}`, async () => (await noteWords(one)).includes(together) || undefined, 90);
    }
  });

  it('ends without an error in any console', () => {
    // What a browser itself says of a login page that answers in the server's place.
    const told = /EventSource's response has a MIME type \("text\/html"\)/;
    expect(
      Object.values(devices)
        .flatMap(one => one.errors)
        .filter(error => !told.test(error)),
    ).toEqual([]);
  });
});
