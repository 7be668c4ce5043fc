import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { startServer } from '../browser/support/server.ts';
import { charactersPerText, notesPerDay, sharedPerDay, writeDay } from './day.ts';
import { residentBytes } from './process-memory.ts';
import { joinDevices, type BenchDevice, type BenchVisit } from './vertti-devices.ts';

/**
 * A day on Vertti: the real server, a process of its own that syncs its disk before it answers; devices with the app's notebook and sync
 * engine over loopback HTTP, which wrote offline, then meet.
 * @returns milliseconds until every device shows everything and knows it on the server, and the server's memory then in bytes
 */
export async function verttiDay(count: number): Promise<{ took: number; memory: number }> {
  const server = await startServer();
  try {
    const joined = await joinDevices(server.origin, server.setupToken, count);
    for (const [index, device] of joined.devices.entries()) await writeDay(device.around, index, joined.visit);
    const took = await meet(joined);
    return { took, memory: residentBytes(server.pid) };
  } finally {
    await server.stop();
  }
}

/** What a device of the visit exchanges. */
export function spacesOf({ programme, visit }: Pick<BenchVisit, 'programme' | 'visit'>): string[] {
  return [programmeSpace(programme), visitSpace(visit), notesSpace(visit), debriefSpace(visit)];
}

/** Until every device shows everything and knows it on the server. @returns milliseconds */
export async function meet({ devices, programme, visit }: BenchVisit): Promise<number> {
  const spaces = spacesOf({ programme, visit });
  const started = performance.now();
  const engines = devices.map(device => device.startSync(spaces));
  const isDone = async () => {
    for (const device of devices) {
      if ((await operationsIn(device, notesSpace(visit))) < devices.length * notesPerDay) return false;
      if ((await operationsIn(device, debriefSpace(visit))) < devices.length * sharedPerDay) return false;
    }
    return engines.every(engine => engine.state.pending === 0);
  };
  while (!(await isDone())) {
    if (performance.now() > started + 60_000)
      throw new Error(`Not together in a minute: ${JSON.stringify(engines.map(engine => engine.state))}`);
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  const took = performance.now() - started;
  for (const engine of engines) engine.stop();
  for (const device of devices) await mustShowAll(device, visit, devices.length);
  return took;
}

async function operationsIn({ store }: BenchDevice, space: string): Promise<number> {
  const heads = await store.read(reader => reader.heads(space));
  return heads.reduce((sum, head) => sum + head.seq, 0);
}

/** Rows are folded in the transaction that stores their operations; this makes sure that none is missing. */
async function mustShowAll({ store }: BenchDevice, visit: string, count: number): Promise<void> {
  const notes = await store.read(reader => reader.rowsOfKind(notesSpace(visit), note.name));
  const findings = await store.read(reader => reader.rowsOfKind(debriefSpace(visit), finding.name));
  const characters = [...notes.map(row => row.texts['words'] ?? ''), ...findings.map(row => row.texts['claim'] ?? '')].join('').length;
  const expected = count * (notesPerDay + sharedPerDay) * charactersPerText;
  if (characters !== expected) throw new Error(`${characters} of ${expected} characters are shown`);
}
