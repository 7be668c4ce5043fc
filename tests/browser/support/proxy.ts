import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * - `open`: all passes
 * - `cut`: no network; connections are reset, old and new
 * - `login-page`: a guest wifi, which answers every request with its own page and 200
 * - `loses-answers`: requests reach the server, what it answers does not come back
 */
export type ProxyMode = 'open' | 'cut' | 'login-page' | 'loses-answers';

export interface Proxy {
  port: number;
  /** The address the device opens. */
  origin: string;
  setMode(mode: ProxyMode): void;
  cut(): void;
  restore(): void;
  /** Milliseconds each piece of an answer waits, for a slow network. */
  setDelay(milliseconds: number): void;
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

  const server = createServer(device => {
    track(device);
    if (mode === 'cut') return void device.resetAndDestroy();
    if (mode === 'login-page') return void device.once('data', () => device.end(loginAnswer));
    const upstream = connect(typeof targetPort === 'number' ? targetPort : targetPort(), '127.0.0.1');
    track(upstream);
    device.pipe(upstream);
    upstream.on('data', bytes => {
      if (mode === 'loses-answers') return;
      if (delay) setTimeout(() => device.writable && device.write(bytes), delay);
      else device.write(bytes);
    });
    upstream.on('close', () => setTimeout(() => device.destroy(), delay));
    device.on('close', () => upstream.destroy());
  });

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
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}
