import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../browser/support/server.ts';
import { pause, serverNotes, type Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { smallDisk } from './full-disk.ts';
import { someWords, type Tally, type Written } from './tally.ts';
import { joinTeam, writtenOf, type Member } from './team.ts';
import { beginNote, judgeAll, readScreen, typeNote, untilSaid } from './writing.ts';

/** The tablet's disk is full in the middle of a note, and later it is not. */
export const tabletDiskFull: Fault = {
  name: 'tablet-disk-full',
  says: 'disk full under the profile',
  times: { short: 1, long: 10 },
  bench: 'common',
  async run(tally, times, open) {
    const bench = await open();
    for (let turn = 0; turn < times; turn++) await fillTablet(tally, bench);
  },
};

async function fillTablet(tally: Tally, bench: Bench): Promise<void> {
  const disk = smallDisk(160);
  const profileDir = join(disk.folder, 'profile');
  cpSync(bench.copy(), profileDir, { recursive: true, verbatimSymlinks: true });
  const device = await bench.tablet({ profileDir });
  try {
    await beginNote(device, bench);
    const words = someWords(8);
    const typed = await typeNote(device, `${words} `);
    await untilSaid(device, screen => screen.said !== 'nothing', typed);
    disk.fill();
    tally.injected++;
    const more = someWords(6);
    await device.page.keyboard.type(more);
    const texts: Written[] = [{ words: `${words} ${more}`, saved: typed.saved }];
    const full = await untilSaid(device, screen => screen.said === 'nothing');
    await pause(1_000);
    const later = await readScreen(device.page);
    tally.expect(full.said === 'nothing' && later.said === 'nothing', `on a full disk it was called saved on the ${later.said}`);
    tally.expect(later.told.includes('Teksti ei ole tallessa'), `on a full disk nothing was told but “${later.told}”`);
    tally.expect(later.field === texts[0]!.words, `on a full disk the field held “${later.field}”`);
    disk.free();
    await device.page.getByRole('button', { name: 'Yritä tallentaa uudelleen' }).click();
    // A fresh log file is written before anything is called saved: some megabytes.
    const after = await untilSaid(device, screen => screen.said !== 'nothing', typed, 60);
    tally.expect(after.said !== 'nothing', `with space again it still says “${after.told}”`);
    await judgeAll(tally, bench, device, texts);
  } finally {
    await device.close();
    disk.remove();
  }
}

/** The server's disk is full while two devices exchange; half of the times it is killed like that, too. */
export const serverDiskFull: Fault = {
  name: 'server-disk-full',
  says: "disk full under the server's data",
  times: { short: 2, long: 10 },
  async run(tally, times) {
    const disk = smallDisk(24);
    const server = await startServer({ data: join(disk.folder, 'data') });
    try {
      const [liisa, timo] = (await joinTeam(server.origin, server.setupToken, 2)) as [Member, Member];
      for (let turn = 0; turn < times; turn++) {
        const words = [someWords(12)];
        await liisa.write(words[0]!);
        await liisa.exchange();
        disk.fill();
        tally.injected++;
        // One note may still fit into pages the files have already: write until the server says that it could not.
        let end = '';
        for (let tries = 0; tries < 50 && end !== 'refused'; tries++) {
          words.push(`${someWords(400)}`);
          await liisa.write(words.at(-1)!);
          end = (await liisa.exchange()).type;
        }
        tally.expect(end === 'refused', `on a full disk the exchange ended ${end}`);
        const claimed = await liisa.onServer();
        tally.expect(!claimed.includes(words.at(-1)!), 'what the server could not store is called saved there');
        if (turn % 2) await server.kill();
        disk.free();
        if (turn % 2) await server.restart();
        const found = serverNotes(server.data);
        tally.expect(
          claimed.every(text => found.includes(text)),
          'what was called saved on the server is not in its store',
        );
        const last = await liisa.exchange();
        tally.expect(last.type === 'even', `with space again the exchange ended ${JSON.stringify(last)}`);
        await timo.exchange();
        tally.judge(writtenOf(words, claimed), {
          server: serverNotes(server.data),
          device: await liisa.notes(),
          other: await timo.notes(),
        });
      }
    } finally {
      await server.kill();
      disk.remove();
    }
  },
};
