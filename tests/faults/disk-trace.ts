import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { readCall, wholeCalls, type DiskCall } from './disk-calls.ts';
import { NotRunHere } from './tally.ts';

export interface DiskTrace {
  /** Ends the trace. @returns the calls, in the order of their ends */
  end(): Promise<DiskCall[]>;
}

/** What is written down: all that changes files, so that a way nobody thought of is seen. */
const watched = [
  ...['openat', 'open', 'creat', 'write', 'writev', 'pwrite64', 'pwritev', 'pwritev2', 'ftruncate', 'truncate', 'fallocate', 'mmap'],
  ...['fsync', 'fdatasync', 'sync_file_range', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'link', 'linkat'],
  ...['copy_file_range', 'sendfile', 'splice'],
];

/** Writes down by strace what a running process with all its threads does to these files, or to whatever is in a folder. */
export async function traceDisk(pid: number, what: readonly string[] | { folder: string }, output: string): Promise<DiskTrace> {
  if (spawnSync('strace', ['-V']).status !== 0) throw new NotRunHere('there is no strace');
  const paths = 'folder' in what ? [] : what.flatMap(file => ['-P', file]);
  const child = spawn(
    'strace',
    ['-f', '-y', '-ttt', '-T', '-xx', '-s', '10000000', '-e', `trace=${watched.join(',')}`, ...paths, '-o', output, '-p', String(pid)],
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
        const ended = once(child, 'exit');
        child.kill('SIGINT');
        // When all of a process is killed at once strace may wait for a thread for ever, and the process for strace. Its lines are written.
        const stuck = setTimeout(() => child.kill('SIGKILL'), 3_000);
        await ended;
        clearTimeout(stuck);
      }
      const calls: DiskCall[] = [];
      const isMeant = (file: string) => ('folder' in what ? `${file}/`.startsWith(`${what.folder}/`) : what.includes(file));
      for await (const line of wholeCalls(createInterface({ input: createReadStream(output) }))) {
        const call = readCall(line, isMeant);
        if (call) calls.push(call);
      }
      return calls;
    },
  };
}
