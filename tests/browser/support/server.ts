import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ServerOptions {
  /** The data folder; a new temporary one unless said. */
  data?: string;
  env?: Record<string, string>;
}

export interface RunningServer {
  readonly port: number;
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** The token of the set-up link that was printed last, the part after `/setup#`: at the first start, and by one that finds its data gone. */
  readonly setupToken: string;
  readonly data: string;
  /** The process that runs now. */
  readonly pid: number;
  /** Everything it has printed since its last start. */
  readonly log: string;
  /** SIGKILL: what was not committed is lost. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the graceful end. */
  stop(): Promise<void>;
  /** Starts it again with the same data on the same port. */
  restart(): Promise<void>;
}

/** Runs the real server as a process of its own, serving `dist`. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'vertti-server-'));
  let running = await launch(data, 0, options.env);
  const { port } = running;
  let { setupToken } = running;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
    child.kill(signal);
    await ended;
  }

  return {
    port,
    origin: `http://localhost:${port}`,
    get setupToken() {
      return setupToken;
    },
    data,
    get pid() {
      return running.child.pid!;
    },
    get log() {
      return running.printed();
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async restart() {
      await end('SIGTERM');
      running = await launch(data, port, options.env);
      setupToken = running.setupToken || setupToken;
    },
  };
}

interface Launched {
  child: ChildProcess;
  port: number;
  setupToken: string;
  printed(): string;
}

function launch(data: string, wantedPort: number, env: Record<string, string> = {}): Promise<Launched> {
  const { promise, resolve, reject } = Promise.withResolvers<Launched>();
  const child = spawn(process.execPath, ['src/server/main.ts'], {
    env: { ...process.env, VERTTI_DATA: data, PORT: String(wantedPort), HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const patience = setTimeout(() => fail('The server printed no address in 20 s'), 20_000);

  function fail(reason: string): void {
    clearTimeout(patience);
    child.kill('SIGKILL');
    reject(new Error(`${reason}:\n${output}`));
  }

  function hear(bytes: Buffer): void {
    output += bytes.toString();
    const port = /Vertti: https?:\/\/\S+?:(\d+)/.exec(output)?.[1];
    if (!port) return;
    // The set-up link comes right after the address, and only while there is no coordinator.
    setTimeout(() => {
      clearTimeout(patience);
      resolve({ child, port: Number(port), setupToken: /\/setup#(\S+)/.exec(output)?.[1] ?? '', printed: () => output });
    }, 150);
  }

  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.once('exit', code => fail(`The server ended with ${code}`));
  return promise;
}
