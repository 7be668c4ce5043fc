import { spawn } from 'node:child_process';

export interface Outcome {
  passed: number;
  failed: number;
  /** What to print beneath the check's line; empty when there is nothing to say. */
  said: string;
}

interface Options {
  /** Any word is a warning, and fails the check. */
  mustBeSilent?: boolean;
  /** Whether the child writes straight to our output instead of into `said`. */
  streams?: boolean;
}

/** Runs a command of `node_modules/.bin` as one check: it passes when the command ends with 0. */
export async function command(name: string, args: string[], options: Options = {}): Promise<Outcome> {
  const { code, output } = await run(name, args, options);
  const isFine = code === 0 && !(options.mustBeSilent && output.trim());
  return isFine ? { passed: 1, failed: 0, said: '' } : { passed: 0, failed: 1, said: output || `${name} ended with ${code}` };
}

export function run(name: string, args: string[], options: Options = {}): Promise<{ code: number | null; output: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number | null; output: string }>();
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', CI: '1' };
  const child = spawn(name, args, { env, stdio: ['ignore', options.streams ? 'inherit' : 'pipe', options.streams ? 'inherit' : 'pipe'] });
  let output = '';
  const collect = (bytes: Buffer) => (output += bytes.toString());
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  child.on('error', reject);
  child.on('close', code => resolve({ code, output }));
  return promise;
}
