import { spawn } from 'node:child_process';
import { percentile } from './in-chromium.ts';

export interface SixDevices {
  /** Medians: milliseconds, and bytes of the servers' memory. */
  ours: { took: number; memory: number };
  theirs: { took: number; memory: number };
}

/** Both days in turn, each in processes of its own. */
export async function measureSixDevices(runs = 3): Promise<SixDevices> {
  const ours: Figures[] = [];
  const theirs: Figures[] = [];
  for (let run = 0; run < runs; run++) {
    theirs.push(await oneDay('hocuspocus'));
    ours.push(await oneDay('vertti'));
  }
  return { ours: middle(ours), theirs: middle(theirs) };
}

interface Figures {
  took: number;
  memory: number;
}

function oneDay(which: 'vertti' | 'hocuspocus'): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tests/bench/one-day.ts', which, '6'], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    child.once('error', reject);
    child.once('exit', code =>
      code === 0 ? resolve(JSON.parse(printed) as Figures) : reject(new Error(`The ${which} day ended with ${code}`)),
    );
  });
}

function middle(figures: Figures[]): Figures {
  const of = (key: keyof Figures) =>
    percentile(
      figures.map(one => one[key]),
      0.5,
    );
  return { took: of('took'), memory: of('memory') };
}
