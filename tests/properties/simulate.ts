/**
 * Random days, each by its seed: `npm run simulate -- --seeds 500 [--from 1] [--server app] [--story]`. A seed that fails is told with what
 * went wrong and how to run it alone; `--story` tells what happened in it. `--workers` shares the seeds out among processes.
 *
 * `--sabotage` plays them with each deliberate fault in the product's code (`sabotage/faults.ts`), up to `--seeds` days each, and fails
 * unless every one is seen.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { wrongIn } from '../support/wrong-in.ts';
import { sabotage } from './sabotage/sabotage.ts';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    server: { type: 'string', default: 'plain' },
    story: { type: 'boolean', default: false },
    sabotage: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(Math.min(4, availableParallelism())) },
  },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
const workers = Math.min(Number(values.workers), seeds);
if (values.sabotage) await showFaults();
else await play();

async function play(): Promise<void> {
  const { operations, lost, failed } = workers > 1 ? await shareOut() : await runHere();
  if (failed) process.exitCode = 1;
  console.log(`seeds ${seeds}, operations ${operations}, words lost ${lost}`);
}

async function showFaults(): Promise<void> {
  const all = await sabotage(seeds, workers, ({ name, seed, found, seconds }) =>
    console.log(`${seed === null ? '✗' : '✓'} ${name}: ${seed === null ? found : `day ${seed}, ${seconds.toFixed(1)} s, ${found}`}`),
  );
  const missed = all.filter(({ seed }) => seed === null);
  if (missed.length) process.exitCode = 1;
  console.log(`deliberate faults ${all.length}, seen ${all.length - missed.length}`);
}

async function runHere() {
  const server = values.server === 'app' ? 'app' : 'plain';
  const sum = { operations: 0, lost: 0, failed: 0 };
  for (let seed = from; seed < from + seeds; seed++) {
    const { verdict, story } = await simulate({ seed, server });
    sum.operations += verdict.operations;
    sum.lost += verdict.lost.length;
    const wrong = wrongIn(verdict);
    if (wrong.length === 0) continue;
    sum.failed++;
    const again = `npm run simulate -- --from ${seed} --seeds 1${server === 'app' ? ' --server app' : ''} --story`;
    console.log(`seed ${seed} failed; again: ${again}\n  ${wrong.join('\n  ')}`);
    if (values.story) console.log(story.join('\n'));
  }
  return sum;
}

async function shareOut() {
  const each = Math.ceil(seeds / workers);
  const parts = Array.from({ length: workers }, (_, index) => ({
    from: from + index * each,
    seeds: Math.min(each, seeds - index * each),
  })).filter(part => part.seeds > 0);
  const sums = await Promise.all(parts.map(runElsewhere));
  return sums.reduce((a, b) => ({ operations: a.operations + b.operations, lost: a.lost + b.lost, failed: a.failed + b.failed }));
}

function runElsewhere(part: { from: number; seeds: number }): Promise<{ operations: number; lost: number; failed: number }> {
  const args = [
    import.meta.filename,
    '--workers',
    '1',
    '--from',
    String(part.from),
    '--seeds',
    String(part.seeds),
    '--server',
    values.server,
    ...(values.story ? ['--story'] : []),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise(resolve => {
    child.on('close', code => {
      const sums = /seeds \d+, operations (\d+), words lost (\d+)\n$/.exec(said);
      process.stdout.write(said.replace(/seeds \d+, operations \d+, words lost \d+\n$/, ''));
      // A process that died without its sums failed, whatever it had found.
      resolve({ operations: Number(sums?.[1] ?? 0), lost: Number(sums?.[2] ?? 0), failed: code === 0 && sums ? 0 : 1 });
    });
  });
}
