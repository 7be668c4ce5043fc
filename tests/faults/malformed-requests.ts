import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { notesSpace } from '#domain/spaces.ts';
import { startServer, type RunningServer } from '../browser/support/server.ts';
import { serverNotes } from './bench.ts';
import type { Fault } from './fault.ts';
import { checkCases } from './malformed/check.ts';
import { memoryOf, timeOf } from './malformed/processor-time.ts';
import { requests, send, type Asker, type Request } from './malformed/requests.ts';
import { someWords, type Tally } from './tally.ts';
import { joinTeamWithAskers, writtenOf, type Member } from './team.ts';

/** The server may hold so much more than before the first case, in MB. */
const mostGrowth = 250;

/** Everything a stranger or a spoiled app could send, to every route of a real server, while others write. */
export const malformedRequests: Fault = {
  name: 'malformed-requests',
  says: 'malformed requests, operations among them, to every route of the server',
  times: { short: 300, long: 10_000 },
  async run(tally, times) {
    const server = await startServer();
    try {
      const { members, askers, visit } = await joinTeamWithAskers(server.origin, server.setupToken, 2, 6);
      await injectAll(tally, times, server, members as [Member, Member], askers, visit);
    } finally {
      await server.kill();
      rmSync(server.data, { recursive: true, force: true });
    }
  },
};

async function injectAll(
  tally: Tally,
  times: number,
  server: RunningServer,
  [liisa, timo]: [Member, Member],
  askers: Asker[],
  visit: string,
) {
  const written: string[] = [];
  const pid = server.pid;
  const before = memoryOf(pid);
  const cases = fc.nat(askers.length - 1).chain(index => requests(askers[index]!, visit, server.origin));
  const longest = await checkCases(tally, {
    cases,
    times,
    used: () => timeOf(server.pid),
    async run(asked) {
      if (tally.injected % 100 === 1) await writeBeside();
      await sendTaken(server.port, asked);
    },
  });

  async function writeBeside() {
    written.push(someWords(6));
    await liisa.write(written.at(-1)!);
    const end = await liisa.exchange();
    if (end.type !== 'even') throw new Error(`Liisa's exchange ended ${JSON.stringify(end)}`);
  }

  tally.expect(server.pid === pid && isAlive(pid), 'the server ended');
  const grown = memoryOf(pid) - before;
  tally.expect(grown < mostGrowth, `the server's memory grew by ${Math.round(grown)} MB`);
  tally.remarks.push(`the longest kept the server busy for ${longest} ms; its memory grew by ${Math.round(grown)} MB`);
  const [one, other] = [await liisa.exchange(), await timo.exchange()];
  tally.expect(one.type === 'even' && other.type === 'even', `the exchanges end ${JSON.stringify([one, other])} in ${notesSpace(visit)}`);
  tally.judge(writtenOf(written, await liisa.onServer()), {
    server: serverNotes(server.data),
    device: await liisa.notes(),
    other: await timo.notes(),
  });
}

/** A pace is kept to: then it is asked again. A failure of the server's own is none of the expected answers. */
async function sendTaken(port: number, asked: Request): Promise<void> {
  for (;;) {
    const { status, text } = await send(port, asked);
    if (status >= 500) throw new Error(`${status} ${text.slice(0, 300)}`);
    if (status !== 429 || !text.includes('slow-down')) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
