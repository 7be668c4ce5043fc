/**
 * Plays days with one deliberate fault in the product's code until the checks call it what it must be called: `node sabotaged-days.ts NAME SEEDS`.
 * From the fault's own first day on. Prints `{seed, found}`, or `{seed: null}` when no day showed it.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deliberateFaults } from './faults.ts';

const [name, seeds] = process.argv.slice(2);
const fault = deliberateFaults.find(one => one.name === name);
if (!fault) throw new Error(`no deliberate fault is called “${name}”`);
for (const { file, find } of fault.edits) {
  const times = readFileSync(file, 'utf8').split(find).length - 1;
  if (times !== 1) throw new Error(`“${find}” stands ${times} times in ${file}: the fault must be put in anew`);
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const edits = url.startsWith('file:') ? fault.edits.filter(({ file }) => resolve(file) === fileURLToPath(url)) : [];
    if (edits.length === 0) return loaded;
    const source = edits.reduce((text, { find, replace }) => text.replace(find, () => replace), String(loaded.source));
    return { ...loaded, source };
  },
});

const { simulate } = await import('../simulation.ts');
let result: { seed: number | null; found: string } = { seed: null, found: '' };
const first = fault.from ?? 1;
for (let seed = first; seed < first + Number(seeds); seed++) {
  const { verdict } = await simulate({ seed, server: fault.server });
  const found = fault.seen.flatMap(kind => verdict[kind].map(what => `${kind}: ${what}`));
  if (found.length === 0) continue;
  result = { seed, found: found[0]! };
  break;
}
console.log(JSON.stringify(result));
