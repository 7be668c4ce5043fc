import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addMunicipality,
  addNatureTemplate,
  addVisit,
  foundProgramme,
  importSchedule,
  invite,
  joinDay,
  openOutsideNote,
  writeNote,
} from './support/day-acts.ts';
import { noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* What a server may not take, and a device that is cut off: nothing written is thrown away for it, and each says what happened. */

const desk = { viewport: { width: 1440, height: 900 }, touch: false };

describe('somebody who has left the team', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  let b: Device;

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', desk);
    await foundProgramme(k.page, server.setupToken, 'Luontotyön vertaisoppiminen', 'Tuula');
    await addMunicipality(k.page, { name: 'Lehtola', contact: 'Hanna' });
    await addMunicipality(k.page, { name: 'Kaislaniemi', team: ['Liisa', 'Mikko'] });
    await addMunicipality(k.page, { name: 'Hirsikoski', team: ['Timo'] });
    await addNatureTemplate(k.page);
    visit = await addVisit(k.page, 'Lehtola', '2026-10-14');
    await importSchedule(k.page, visit, 'tests/fixtures/vierailupaiva.xlsx');
    b = await startDevice(server, 'B');
    await joinDay(b, await invite(k.page, visit, 'Mikko'), { person: 'Mikko', track: 'Neuvotteluhuone 2' });
  }, 240_000);
  async function changeKaislaniemi(change: (dialog: Locator) => Promise<void>): Promise<void> {
    await k.page.goto('/programme');
    await k.page.getByRole('button', { name: /Kaislaniemi$/ }).click();
    const dialog = k.page.getByRole('dialog');
    await change(dialog);
    await dialog.getByRole('button', { name: 'Tallenna' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
  afterAll(async () => {
    await b?.close();
    await k?.close();
    await server.stop();
  });

  it('is told that what he wrote stays here', { timeout: 120_000 }, async () => {
    b.line.cut();
    await openOutsideNote(b.page, visit);
    await writeNote(b.page, n[7], { sign: 'seuranta' });

    await changeKaislaniemi(dialog => dialog.getByRole('button', { name: 'Poista Mikko' }).click());
    b.line.restore();
    await b.page.goto('/receipt');
    await b.page.getByText('Et ole enää mukana tässä vierailussa', { exact: true }).waitFor({ timeout: 60_000 });
    await b.page.getByText('Ne eivät lähde').waitFor();
    expect(await noteWords(b)).toEqual([n[7]]);

    // He is named again, and all of it goes.
    await changeKaislaniemi(async dialog => {
      const team = dialog.getByRole('group', { name: 'Tiimin jäsenet' });
      await team.getByLabel('Nimi 2', { exact: true }).fill('Mikko');
    });
    await until('his note to come to the coordinator', async () => (await noteWords(k)).includes(n[7]) || undefined, 60);
    await until('the notice to go', async () => (await b.page.getByText('Et ole enää mukana').count()) === 0 || undefined, 60);
  });

  it('and a lost tablet is cut off, keeps its words, and brings them when it is found and joined again', { timeout: 180_000 }, async () => {
    b.line.cut();
    await openOutsideNote(b.page, visit);
    await writeNote(b.page, n[6]);

    await k.page.goto('/devices');
    await k.page.getByRole('row', { name: /Mikko/ }).getByRole('button', { name: 'Poista käytöstä' }).click();
    const dialog = k.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Poista käytöstä' }).click();
    await dialog.waitFor({ state: 'hidden' });

    b.line.restore();
    await b.page.goto(`/visits/${visit}`);
    await b.page.getByText('Laite on poistettu käytöstä', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await noteWords(k)).not.toContain(n[6]);
    expect((await noteWords(b)).sort()).toEqual([n[6], n[7]].sort());

    await joinDay(b, await invite(k.page, visit, 'Mikko'), { person: 'Mikko' });
    await until('what he wrote to come', async () => (await noteWords(k)).includes(n[6]) || undefined, 60);
  });

  it('without an error in any console', () => {
    expect([...k.errors, ...b.errors]).toEqual([]);
  });
});
