import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type RunningServer } from '../browser/support/server.ts';
import { pause, serverNotes } from './bench.ts';
import type { Fault } from './fault.ts';
import { someWords, wordsIn, type Tally } from './tally.ts';
import { joinTeam, writtenOf, type Member } from './team.ts';

/** The server's process dies before and after each of its writes while it stores what a device brings. Short: those around the commit. */
export const serverKilled: Fault = {
  name: 'server-killed',
  says: 'server SIGKILL at each write point',
  times: { short: 0, long: 5 },
  async run(tally, times) {
    const folder = mkdtempSync(join(tmpdir(), 'vertti-kill-'));
    const [killFile, pointsFile] = [join(folder, 'kill'), join(folder, 'points')];
    const preload = new URL('kill-at.ts', import.meta.url).pathname;
    const env = {
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${preload}`,
      VERTTI_KILL_AT: killFile,
      VERTTI_KILL_POINTS: pointsFile,
    };
    const server = await startServer({ env });
    try {
      const [liisa, timo] = (await joinTeam(server.origin, server.setupToken, 2)) as [Member, Member];
      writeFileSync(pointsFile, '');
      await liisa.write(someWords(5));
      await liisa.exchange();
      const points = [...new Set(readFileSync(pointsFile, 'utf8').trim().split('\n'))];
      tally.expect(points.includes('before INSERT INTO ops') && points.includes('after COMMIT'), `the points are ${points.join(', ')}`);
      points.push(afterAnswer);
      const chosen = times ? points : points.filter(point => point.endsWith('COMMIT') || point === afterAnswer);
      for (const point of chosen) {
        for (let turn = 0; turn < Math.max(1, times); turn++) {
          // Of a statement that runs for each operation, now the first, now a later one.
          const later = point.includes('INSERT INTO ops') || point.includes('INTO rows') ? turn % 3 : 0;
          writeFileSync(killFile, `${point}\n${later}`);
          await killOnce(tally, server, killFile, liisa, timo, point);
        }
      }
    } finally {
      await server.kill();
      for (const one of [folder, server.data]) rmSync(one, { recursive: true, force: true });
    }
  },
};

/** Besides its writes: what it has just called saved must be there, however soon it dies. */
const afterAnswer = 'after its answer';

async function killOnce(tally: Tally, server: RunningServer, killFile: string, liisa: Member, timo: Member, point: string): Promise<void> {
  const words = [someWords(6), someWords(6), someWords(6)];
  for (const text of words) await liisa.write(text);
  const end = await liisa.exchange();
  if (point === afterAnswer) await server.kill();
  const isDead = await hasEnded(server.pid);
  tally.expect(isDead, `the server lived on at ${point}: ${end.type}`);
  tally.injected++;
  const claimed = await liisa.onServer();
  rmSync(killFile);
  await server.restart();
  // First what the device had been told is held against the store as it was found.
  const found = serverNotes(server.data);
  const untrue = claimed.filter(text => !found.includes(text));
  tally.falselySaved += untrue.flatMap(wordsIn).length;
  tally.expect(
    untrue.length === 0,
    `at ${point} these were called saved on the server, which was found without them: ${untrue.join('; ')}`,
  );
  await liisa.exchange();
  await timo.exchange();
  tally.judge(writtenOf(words, await liisa.onServer()), {
    server: serverNotes(server.data),
    device: await liisa.notes(),
    other: await timo.notes(),
  });
}

async function hasEnded(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await pause(20);
  }
  return false;
}
