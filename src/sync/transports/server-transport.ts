import { KeysAnswer } from '#protocol/keys.ts';
import {
  ApiError,
  protocolVersion,
  ServerEvent,
  SyncAnswer,
  syncRefusals,
  versionHeader,
  type SyncRefusal,
  type SyncRequest,
} from '#protocol/sync.ts';
import type { SyncReply, Transport } from './transport.ts';

/** What the transport needs of the browser, which gives it when nothing else does; tests give the server's own `app.request` as `fetch`. */
export interface ServerTransportOptions {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  isOnline: () => boolean;
  /** Opens the stream of events; null where there is none. */
  openEvents: (path: string) => EventSource | null;
  after: (milliseconds: number, run: () => void) => () => void;
}

export const onlineNow = () => navigator.onLine;

const browser: ServerTransportOptions = {
  fetch: (path, init) => fetch(path, init),
  isOnline: onlineNow,
  openEvents: path => new EventSource(path),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

const timeout = 30_000;
/** Characters. A browser lets what a closing page has under way be 64 KB in all. */
const lastWord = 4_000;
const eventsRetry = 30_000;

export function createServerTransport({ fetch, isOnline, openEvents, after }: ServerTransportOptions = browser): Transport {
  const post = (path: string, body: object, isLast = false) => {
    const text = JSON.stringify(body);
    return fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [versionHeader]: String(protocolVersion) },
      body: text,
      credentials: 'same-origin',
      // A page that is put away may be closed at once: its word goes out all the same.
      keepalive: isLast && text.length < lastWord,
      // A wifi's login page answers by sending elsewhere; following it would only hide that.
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeout),
    });
  };

  return {
    async exchange(request: SyncRequest): Promise<SyncReply> {
      if (!isOnline()) return { type: 'offline' };
      let response: Response;
      try {
        response = await post('/api/sync', request, request.away);
      } catch {
        // fetch tells no more than that it failed: no network, no server, a certificate of somebody else's, or too slow.
        return { type: isOnline() ? 'unreachable' : 'offline' };
      }
      return readReply(response);
    },
    listen(heard) {
      let stopped = false;
      let source: EventSource | null = null;
      let cancelRetry = () => {};
      const open = () => {
        if (stopped) return;
        source = openEvents('/api/events');
        if (!source) return;
        const current = source;
        current.onmessage = ({ data }: MessageEvent<string>) => {
          const event = readEvent(data);
          if (event) heard(event);
        };
        current.onerror = () => {
          // A stream that broke comes back by itself; one that was refused (signed out, a login page) does not.
          if (current.readyState === current.CLOSED) cancelRetry = after(eventsRetry, open);
        };
      };
      open();
      return () => {
        stopped = true;
        cancelRetry();
        source?.close();
      };
    },
    async keys(request) {
      if (!isOnline()) return null;
      const answered = await post('/api/keys', request)
        .then(response => (response.ok ? response.json() : null))
        .catch(() => null);
      const answer = KeysAnswer.safeParse(answered);
      return answer.success ? answer.data : null;
    },
    async present(where) {
      if (!isOnline()) return;
      await post('/api/presence', where).catch(() => undefined);
    },
  };
}

/** The server always answers JSON of its own shapes; whatever else comes is not the server. */
export async function readReply(response: Response): Promise<SyncReply> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) return { type: 'captive' };
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  const body: unknown = isJson ? await response.json().catch(() => undefined) : undefined;
  if (response.ok) {
    const answer = SyncAnswer.safeParse(body);
    if (answer.success) return { type: 'answered', answer: answer.data };
    return isJson ? { type: 'refused', refusal: 'server-failed' } : { type: 'captive' };
  }
  const refused = ApiError.safeParse(body);
  if (refused.success) return { type: 'refused', refusal: refusalOf(refused.data.error.type), detail: refused.data.error.detail };
  // A proxy whose bound is lower than the server's says so in HTML: what is asked next is smaller.
  if (response.status === 413) return { type: 'refused', refusal: 'too-large' };
  // A gateway before a server that is being restarted answers 502–504 in HTML; a login page answers anything.
  if (response.status >= 500 && response.status !== 511) return { type: 'refused', refusal: 'server-failed' };
  return { type: isJson ? 'unreachable' : 'captive' };
}

function refusalOf(type: string): SyncRefusal {
  return (syncRefusals as readonly string[]).includes(type) ? (type as SyncRefusal) : 'server-failed';
}

function readEvent(data: string): ServerEvent | null {
  try {
    const event = ServerEvent.safeParse(JSON.parse(data));
    return event.success ? event.data : null;
  } catch {
    // Not JSON: an event of a later version, or nonsense. Polling goes on.
    return null;
  }
}
