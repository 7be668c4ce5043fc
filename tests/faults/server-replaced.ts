import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foundProgramme } from '../browser/support/day-acts.ts';
import { noteWords } from '../browser/support/day-people.ts';
import { startServer } from '../browser/support/server.ts';
import { createOfficeClient, foundProgramme as foundElsewhere } from '../support/office-client.ts';
import { expectTold, joinBeside, judgeBoth, writeOn } from './beside.ts';
import type { Bench } from './bench.ts';
import type { Fault } from './fault.ts';
import { someWords, type Written } from './tally.ts';
import { writtenOf } from './team.ts';
import { holdAll } from './writing.ts';

const unknownDevice = 'Palvelin ei enää tunne tätä laitetta';

/** Yesterday's copy is put back under devices that have gone on writing: they believe the server that it has less, and fill it again. */
export const serverRestored: Fault = {
  name: 'server-restored',
  says: "server restored from yesterday's copy (npm run backup) under running devices",
  times: { short: 1, long: 5 },
  bench: 'replaced',
  async run(tally, times, open) {
    const bench = await open();
    const tablet = await bench.tablet();
    const other = await joinBeside(bench, tablet);
    const copies = mkdtempSync(join(tmpdir(), 'vertti-copy-'));
    try {
      for (let turn = 0; turn < times; turn++) {
        const texts: Written[] = [await writeOn(tablet, bench, someWords(6), 'server')];
        const copy = join(copies, String(turn));
        const { status, stderr } = spawnSync(process.execPath, ['src/server/commands/backup.ts', copy], {
          env: { ...process.env, VERTTI_DATA: bench.server.data },
        });
        tally.expect(status === 0, `no copy was made: ${String(stderr)}`);
        texts.push(await writeOn(tablet, bench, someWords(6), 'server'));
        const theirs = [someWords(6), someWords(6)];
        await other.write(theirs[0]!);
        await other.exchange();
        await replaceData(bench, () => cpSync(copy, bench.server.data, { recursive: true }));
        tally.injected++;
        await other.write(theirs[1]!);
        texts.push(await writeOn(tablet, bench, someWords(6), 'server'));
        await other.exchange();
        texts.push(...writtenOf(theirs, await other.onServer()));
        await judgeBoth(tally, bench, tablet, other, texts);
      }
    } finally {
      await tablet.close();
      rmSync(copies, { recursive: true, force: true });
    }
  },
};

/** The data folder is gone and a new server answers. What was written stays and says so; it joins the new one, or goes on with the old when that is back. */
export const serverEmptied: Fault = {
  name: 'server-emptied',
  says: 'data folder gone, a new server on the same address; later the old one back',
  times: { short: 1, long: 4 },
  bench: 'replaced',
  async run(tally, times, open) {
    const bench = await open();
    const tablet = await bench.tablet();
    const other = await joinBeside(bench, tablet);
    const away = `${bench.server.data}-away`;
    try {
      for (let turn = 0; turn < times; turn++) {
        const texts: Written[] = [await writeOn(tablet, bench, someWords(6), 'server')];
        await replaceData(bench, () => undefined, away);
        tally.injected++;
        await expectTold(tally, tablet, bench, unknownDevice, texts);
        const meanwhile = await writeOn(tablet, bench, someWords(6), 'device');
        tally.expect(!('server' in meanwhile.saved), 'on a server that knows nothing of it a note is called saved');
        texts.push(meanwhile);
        if (turn % 2) {
          const joining = await bench.tablet({ profileDir: copyOf(tablet.profileDir, bench) });
          await foundProgramme(joining.page, bench.server.setupToken, 'Uusi ohjelma', 'Uusi nimi');
          tally.expect(holdAll(await noteWords(joining), texts.slice(0, 1)), 'joining the new server cost the tablet what it held');
          await joining.close();
        }
        await replaceData(bench, () => cpSync(away, bench.server.data, { recursive: true }));
        rmSync(away, { recursive: true, force: true });
        await judgeBoth(tally, bench, tablet, other, texts);
      }
    } finally {
      await tablet.close();
    }
  },
};

/** The address leads to another programme's server, as with a name that was set wrong. It is told nothing of what was written, and asked again for ever. */
export const otherServer: Fault = {
  name: 'other-server',
  says: "another programme's real server on the same address, then the right one again",
  times: { short: 1, long: 5 },
  bench: 'wrong',
  async run(tally, times, open) {
    const bench = await open();
    const tablet = await bench.tablet();
    const other = await joinBeside(bench, tablet);
    const stranger = await startServer();
    try {
      await foundElsewhere(createOfficeClient(stranger.origin), stranger.setupToken);
      for (let turn = 0; turn < times; turn++) {
        const texts: Written[] = [await writeOn(tablet, bench, someWords(6), 'server')];
        bench.detour(stranger.port);
        bench.line.restore();
        tally.injected++;
        await expectTold(tally, tablet, bench, unknownDevice, texts);
        const meanwhile = await writeOn(tablet, bench, someWords(6), 'device');
        tally.expect(!('server' in meanwhile.saved), 'on another server a note is called saved');
        texts.push(meanwhile);
        const bytes = ['vertti.db', 'vertti.db-wal'].map(name => readFileSync(join(stranger.data, name)).toString('latin1')).join('');
        tally.expect(!texts.some(({ words }) => bytes.includes(words.split(' ')[0]!)), 'words came to another server');
        bench.detour(null);
        bench.line.restore();
        await judgeBoth(tally, bench, tablet, other, texts);
      }
    } finally {
      bench.detour(null);
      await tablet.close();
      await stranger.kill();
      rmSync(stranger.data, { recursive: true, force: true });
    }
  },
};

/** The server dies, its files are exchanged for others, and it starts again on its port. */
async function replaceData(bench: Bench, put: () => void, away?: string): Promise<void> {
  await bench.server.kill();
  if (away) renameSync(bench.server.data, away);
  else rmSync(bench.server.data, { recursive: true, force: true });
  put();
  await bench.server.restart();
}

/** A tablet's profile as it is now, for a copy of it. */
function copyOf(profileDir: string, bench: Bench): string {
  const folder = bench.copy();
  rmSync(folder, { recursive: true, force: true });
  cpSync(profileDir, folder, { recursive: true, verbatimSymlinks: true, filter: name => !/Singleton/.test(name) });
  return folder;
}
