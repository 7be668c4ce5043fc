import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * - `open`: all passes
 * - `cut`: no network; connections are reset, old and new
 * - `login-page`: a guest wifi, which answers every request with its own page and 200
 * - `loses-answers`: requests reach the server, what it answers does not come back
 * - `loses-half`: half of the connections, by chance, are reset a moment after they were made
 * - `buffers`: an answer is held back until it is whole, as some proxies do; a stream of events never is
 * - `cuts-long`: a connection is ended after `longest` milliseconds, whatever goes on in it
 */
export type ProxyMode = 'open' | 'cut' | 'login-page' | 'loses-answers' | 'loses-half' | 'buffers' | 'cuts-long';

export interface Proxy {
  port: number;
  /** The address the device opens. */
  origin: string;
  setMode(mode: ProxyMode): void;
  cut(): void;
  restore(): void;
  /** Milliseconds each piece of an answer waits, for a slow network. */
  setDelay(milliseconds: number): void;
  /** How many bytes pass in a second, each way; without a bound at first. */
  setRate(bytesPerSecond: number): void;
  /** How long `cuts-long` lets a connection be, in milliseconds; 30 s at first. */
  setLongest(milliseconds: number): void;
  close(): Promise<void>;
}

const loginPage = '<!doctype html><title>Guest wifi</title><form><button>Hyväksy ehdot</button></form>';
const loginAnswer = [
  'HTTP/1.1 200 OK',
  'Content-Type: text/html; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(loginPage)}`,
  'Connection: close',
  '',
  loginPage,
].join('\r\n');

/** One device's own line to the server: a loopback TCP proxy. `targetPort` may be a function, for a server that comes back elsewhere. */
export async function createProxy(targetPort: number | (() => number)): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let mode: ProxyMode = 'open';
  let delay = 0;
  let rate = Infinity;
  let longest = 30_000;

  const server = createServer(device => {
    track(device);
    if (mode === 'cut') return void device.resetAndDestroy();
    if (mode === 'login-page') return void device.once('data', () => device.end(loginAnswer));
    if (mode === 'loses-half' && Math.random() < 0.5) return void setTimeout(() => device.resetAndDestroy(), 300);
    const upstream = connect(typeof targetPort === 'number' ? targetPort : targetPort(), '127.0.0.1');
    track(upstream);
    if (mode === 'cuts-long') {
      const cutting = setTimeout(() => device.destroy(), longest);
      device.on('close', () => clearTimeout(cutting));
    }
    if (rate === Infinity) device.pipe(upstream);
    else slowly(device, upstream);
    if (mode === 'buffers') holdBack(upstream, device);
    else if (rate !== Infinity) slowly(upstream, device);
    else
      upstream.on('data', bytes => {
        if (mode === 'loses-answers') return;
        if (delay) setTimeout(() => device.writable && device.write(bytes), delay);
        else device.write(bytes);
      });
    upstream.on('close', () => setTimeout(() => device.destroy(), delay));
    device.on('close', () => upstream.destroy());
  });

  /** A narrow line: what comes waits for what came before, and for its own length. */
  function slowly(from: Socket, to: Socket): void {
    let free = Date.now();
    from.on('data', (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += 1_400) {
        const piece = bytes.subarray(at, at + 1_400);
        free = Math.max(free, Date.now()) + (piece.length / rate) * 1_000;
        setTimeout(() => to.writable && to.write(piece), free - Date.now() + delay);
      }
    });
  }

  /** An answer that says its length goes on when that much is there, any other when the server ends it. */
  function holdBack(upstream: Socket, device: Socket): void {
    let held = Buffer.alloc(0);
    upstream.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      const head = held.indexOf('\r\n\r\n');
      if (head < 0) return;
      const top = held.subarray(0, head).toString('latin1');
      const length = Number(/^content-length: *(\d+)/im.exec(top)?.[1] ?? (/^HTTP\/1\.1 304/.test(top) ? 0 : Infinity));
      if (held.length < head + 4 + length && !(/^transfer-encoding: *chunked/im.test(top) && held.subarray(-5).toString() === '0\r\n\r\n'))
        return;
      device.write(held);
      held = Buffer.alloc(0);
    });
    upstream.on('end', () => device.write(held));
  }

  function track(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }

  function setMode(next: ProxyMode): void {
    mode = next;
    // A kept-alive connection of the mode before would answer in the old way.
    for (const socket of sockets) socket.resetAndDestroy();
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `http://localhost:${port}`,
    setMode,
    cut: () => setMode('cut'),
    restore: () => setMode('open'),
    setDelay(milliseconds) {
      delay = milliseconds;
    },
    setRate(bytesPerSecond) {
      rate = bytesPerSecond;
    },
    setLongest(milliseconds) {
      longest = milliseconds;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}
