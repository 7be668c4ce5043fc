/**
 * Random days, each by its seed: `npm run simulate -- --seeds 500 [--from 1] [--server app]`. A seed that fails is told with what
 * went wrong and how to run it alone; `--story` tells what happened in it.
 */
import { parseArgs } from 'node:util';
import { wrongIn } from '../support/wrong-in.ts';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    server: { type: 'string', default: 'plain' },
    story: { type: 'boolean', default: false },
  },
});
const from = Number(values.from);
const server = values.server === 'app' ? 'app' : 'plain';
let operations = 0;
let lost = 0;
const failed: number[] = [];
for (let seed = from; seed < from + Number(values.seeds); seed++) {
  const { verdict, story } = await simulate({ seed, server });
  operations += verdict.operations;
  lost += verdict.lost.length;
  const wrong = wrongIn(verdict);
  if (wrong.length === 0) continue;
  failed.push(seed);
  console.log(
    `seed ${seed} failed; again: npm run simulate -- --from ${seed} --seeds 1${server === 'app' ? ' --server app' : ''} --story\n  ${wrong.join('\n  ')}`,
  );
  if (values.story) console.log(story.join('\n'));
}
if (failed.length) process.exitCode = 1;
console.log(`seeds ${values.seeds}, operations ${operations}, words lost ${lost}`);
