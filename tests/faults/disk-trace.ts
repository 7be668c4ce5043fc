import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { NotRunHere } from './tally.ts';

/** One call that changed a file or put it on the disk, in the order of their ends. */
export type DiskCall = { file: string; endedAt: number } & (
  { type: 'write'; at: number; bytes: Buffer } | { type: 'truncate'; length: number } | { type: 'sync' }
);

export interface DiskTrace {
  /** Ends the trace. @returns the calls */
  end(): Promise<DiskCall[]>;
}

/** Writes down by strace what a running process does to these files. */
export async function traceDisk(pid: number, files: readonly string[], output: string): Promise<DiskTrace> {
  if (spawnSync('strace', ['-V']).status !== 0) throw new NotRunHere('there is no strace');
  const calls = 'trace=pwrite64,write,fsync,fdatasync,ftruncate';
  const paths = files.flatMap(file => ['-P', file]);
  const child = spawn(
    'strace',
    ['-f', '-y', '-ttt', '-T', '-xx', '-s', '1000000', '-e', calls, ...paths, '-o', output, '-p', String(pid)],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      if (/attached/.test(said)) resolve();
    });
    child.once('exit', () => reject(new NotRunHere(`strace may not watch another process: ${said.trim()}`)));
  });
  return {
    async end() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      return readCalls(output);
    },
  };
}

const shape = /^(?:\d+ +)?(\d+\.\d+) (\w+)\(\d+<([^>]*)>(?:, (.*))?\) += (\d+) <([\d.]+)>$/;

async function readCalls(output: string): Promise<DiskCall[]> {
  const calls: DiskCall[] = [];
  for await (const line of createInterface({ input: createReadStream(output) })) {
    const found = shape.exec(line);
    if (!found) {
      if (/unfinished|resumed/.test(line)) throw new Error(`Calls of several threads at once: ${line.slice(0, 200)}`);
      continue;
    }
    const [, started, name, hexFile, rest = '', result, took] = found as unknown as string[];
    const file = hexFile!.includes('\\x') ? fromHex(hexFile!).toString() : hexFile!;
    const endedAt = (Number(started) + Number(took)) * 1000;
    if (name === 'fsync' || name === 'fdatasync') calls.push({ type: 'sync', file, endedAt });
    else if (name === 'ftruncate') calls.push({ type: 'truncate', file, endedAt, length: Number(rest) });
    else if (name === 'pwrite64') {
      const [, data, length, at] = /^"((?:\\x..)*)", (\d+), (\d+)$/.exec(rest) ?? [];
      if (data === undefined || Number(length) !== Number(result)) throw new Error(`A write that is not whole: ${rest.slice(-60)}`);
      calls.push({ type: 'write', file, endedAt, at: Number(at), bytes: fromHex(data) });
    } else throw new Error(`A call nobody expected: ${line.slice(0, 200)}`);
  }
  return calls;
}

function fromHex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
