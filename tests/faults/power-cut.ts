import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startServer } from '../browser/support/server.ts';
import { serverNotes } from './bench.ts';
import type { DiskCall } from './disk-calls.ts';
import { DiskFile } from './disk-image.ts';
import { traceDisk } from './disk-trace.ts';
import type { Fault } from './fault.ts';
import { someWords, type Tally } from './tally.ts';
import { joinTeam, writtenOf, type Member } from './team.ts';

/** A note, and when the server's answer that called it saved came. */
interface Told {
  words: string;
  at: number;
}

/**
 * The server's disk loses all that was not synced. Everything the server does to its files is recorded while notes are exchanged; then the
 * power goes at each of its syncs: the files as the last sync left them, and once more with any part of what had been written since.
 */
export const powerCut: Fault = {
  name: 'power-cut',
  says: 'server power cut after each sync',
  times: { short: 12, long: 250 },
  async run(tally, times) {
    const folder = mkdtempSync(join(tmpdir(), 'vertti-power-'));
    const server = await startServer();
    try {
      const [liisa, timo] = (await joinTeam(server.origin, server.setupToken, 2)) as [Member, Member];
      const files = ['vertti.db', 'vertti.db-wal'].map(name => join(server.data, name));
      const beginning = new Map(files.map(file => [file, readFileSync(file)]));
      const trace = await traceDisk(server.pid, files, join(folder, 'calls'));
      const told: Told[] = [];
      for (let turn = 0; turn < times; turn++) {
        const words = someWords(20);
        const who = turn % 2 ? liisa : timo;
        await who.write(words);
        const before = who.answers.length;
        await who.exchange();
        tally.expect((await who.onServer()).includes(words), `the server did not take “${words}”`);
        told.push({ words, at: who.answers[before]! });
      }
      await server.kill();
      const calls = await trace.end();
      const missing = cutEverywhere(tally, calls, beginning, told, folder);
      const texts = told.map(({ words }) => words);
      tally.judge(writtenOf(texts, texts), { server: texts.filter(words => !missing.has(words)) });
    } finally {
      await server.kill();
      for (const one of [folder, server.data]) rmSync(one, { recursive: true, force: true });
    }
  },
};

/** @returns the texts that were called saved and are missing after one of the cuts */
function cutEverywhere(tally: Tally, calls: readonly DiskCall[], beginning: Map<string, Buffer>, told: readonly Told[], folder: string) {
  const files = new Map([...beginning].map(([file, bytes]) => [file, new DiskFile(bytes)]));
  const missing = new Set<string>();
  const image = join(folder, 'image');
  const look = (which: string, until: number, contentOf: (file: DiskFile) => Buffer) => {
    rmSync(image, { recursive: true, force: true });
    mkdirSync(image);
    for (const [file, content] of files) writeFileSync(join(image, file.slice(file.lastIndexOf('/') + 1)), contentOf(content));
    tally.injected++;
    const found = readImage(image);
    if (typeof found === 'string') return tally.expect(false, `${which}: ${found}`);
    for (const { words, at } of told) if (at < until && !found.includes(words)) missing.add(words);
  };
  for (const [index, call] of calls.entries()) {
    const file = files.get(call.file);
    if (!file) throw new Error(`Nobody asked for ${call.file}`);
    if (call.type === 'sync') {
      // Until this sync has ended, whatever was answered must be in what the one before left.
      look(`before sync ${index}`, call.endedAt, one => one.sure);
      look(`before sync ${index}, with a part of what was on its way`, call.endedAt, one => one.torn(Math.random));
      file.sync(call);
    } else if (call.type === 'write' || call.type === 'truncate') file.change(call);
    else if (call.type !== 'open') throw new Error(`A call nobody expected: ${call.type} of ${call.file}`);
  }
  look('after the last sync', Infinity, one => one.sure);
  return missing;
}

/** @returns the notes in it, or what is wrong with it */
function readImage(folder: string): string[] | string {
  try {
    const database = new DatabaseSync(join(folder, 'vertti.db'));
    const [check] = Object.values(database.prepare('PRAGMA integrity_check').get() ?? {});
    database.close();
    return check === 'ok' ? serverNotes(folder) : `the database is not whole: ${String(check)}`;
  } catch (error) {
    return `the database does not open: ${String(error)}`;
  }
}
