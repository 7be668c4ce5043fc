import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyRing, RememberedMembership, SignedHeads } from '#protocol/remembered.ts';
import { invite, joinDay, openOutsideNote, writeNote, foundVisit } from './support/day-acts.ts';
import { databaseOf, noteWords, startDevice, until, type Device } from './support/day-people.ts';
import { n } from './support/day-words.ts';
import { startServer, type RunningServer } from './support/server.ts';

/* A tablet's profile is copied to a second one, and an older copy of it put back: each becomes a device of its own, and no word is lost. */

const notice = 'Tämä oli kopio toisesta laitteesta';

describe('a copied profile', () => {
  let server: RunningServer;
  let visit: string;
  let k: Device;
  let a: Device;
  let b: Device;
  const folders = { copy: mkdtempSync(join(tmpdir(), 'vertti-copy-')), older: mkdtempSync(join(tmpdir(), 'vertti-older-')) };
  const write = async ({ page }: Device, words: string) => {
    await openOutsideNote(page, visit);
    await writeNote(page, words);
  };
  const hasAll = (device: Device, words: readonly string[], seconds = 45) =>
    until(
      `${device.name} to have ${words.join(', ')}`,
      async () => {
        const held = await noteWords(device);
        return words.every(one => held.includes(one)) || undefined;
      },
      seconds,
    );

  /** Who a device takes itself to be, the certificate that it signs with, and who signed for the writers it holds. */
  async function identity(device: Device) {
    const { device: memory } = await databaseOf(device);
    const rows = memory as { key: string; value: unknown }[];
    const value = <T>(key: string) => rows.find(row => row.key === `memory/${key}`)?.value as T | undefined;
    const { device: id, programme } = value<RememberedMembership>('membership')!;
    const heads = rows.filter(row => row.key.startsWith(`memory/signed/notes/${visit}/`)).flatMap(row => row.value as SignedHeads);
    const certificate = value<KeyRing>(`keys/${programme}`)?.certificates.at(-1);
    return { id, certificate, signers: new Set(heads.map(head => head.device)) };
  }

  beforeAll(async () => {
    server = await startServer();
    k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
    visit = await foundVisit(k.page, server.setupToken, { Kaislaniemi: ['Liisa', 'Mikko'] }, '2026-10-14');
    a = await startDevice(server, 'A');
    await joinDay(a, await invite(k.page, visit, 'Liisa'), { person: 'Liisa' });
    await write(a, n[1]);
    await hasAll(k, [n[1]]);
    await a.quit();
    for (const folder of Object.values(folders)) cpSync(a.profileDir, folder, { recursive: true });
    await a.start();
  }, 240_000);
  afterAll(async () => {
    await b?.close();
    await a?.close();
    await k?.close();
    await server.stop();
  });

  it('on a second tablet is noticed before it sends, becomes a device of its own and loses nothing', { timeout: 240_000 }, async () => {
    await write(a, n[2]);
    await hasAll(k, [n[2]]);
    const { id } = await identity(a);
    a.line.cut();
    b = await startDevice(server, 'B', {}, { line: a.line, profileDir: folders.copy });
    await write(b, n[3]);
    await write(a, n[4]);
    expect((await identity(b)).id).toBe(id);

    a.line.restore();
    await b.page.goto(`/visits/${visit}`);
    await b.page.getByText(notice, { exact: true }).waitFor({ timeout: 60_000 });
    for (const device of [k, a, b]) await hasAll(device, [n[1], n[2], n[3], n[4]], 90);
    const [of, own] = [await identity(a), await identity(b)];
    expect(of.id).toBe(id);
    expect(own.id).not.toBe(id);
    await a.page.goto(`/visits/${visit}`);
    await a.page.getByRole('heading').first().waitFor();
    expect(await a.page.getByText(notice).count()).toBe(0);
    await until('its words to be signed for by its own key', async () => {
      const { certificate, signers } = await identity(b);
      return (certificate?.device === own.id && signers.has(own.id) && certificate.publicKey !== of.certificate?.publicKey) || undefined;
    });
    await k.page.goto('/devices');
    await k.page.getByText(/kopio laitteesta/).waitFor();
    expect(await k.page.getByRole('row', { name: /Liisa/ }).count()).toBe(2);

    // Both go on, and the sentence goes when it was read.
    await write(b, n[5]);
    await write(a, n[6]);
    for (const device of [k, a, b]) await hasAll(device, [n[5], n[6]]);
    await b.page.goto(`/visits/${visit}`);
    await b.page.getByRole('region', { name: 'Ilmoitukset' }).getByRole('button', { name: 'Piilota' }).click();
    await b.page.goto(`/visits/${visit}`);
    await hasAll(b, [n[5], n[6]]);
    expect(await b.page.getByText(notice).count()).toBe(0);
    expect((await identity(b)).id).toBe(own.id);
    await b.close();
  });

  it('put back in its older state becomes a device of its own too, and gets everything', { timeout: 240_000 }, async () => {
    await a.quit();
    const c = await startDevice(server, 'C', {}, { line: a.line, profileDir: folders.older });
    await c.page.goto(`/visits/${visit}`);
    await c.page.getByText(notice, { exact: true }).waitFor({ timeout: 90_000 });
    await hasAll(c, [n[1], n[2], n[3], n[4], n[5], n[6]], 90);
    await write(c, n[7]);
    await hasAll(k, [n[7]]);
    await k.page.goto('/devices');
    await until('the coordinator to see three', async () => (await k.page.getByRole('row', { name: /Liisa/ }).count()) === 3 || undefined);
    expect(c.errors).toEqual([]);
    await c.close();
  });

  it('without an error in any console', () => expect([...k.errors, ...a.errors, ...b.errors]).toEqual([]));
});
