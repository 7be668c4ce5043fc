import { streamSSE } from 'hono/streaming';
import type { ServerEvent } from '#protocol/sync.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

const heartbeat = 15_000;
/** Milliseconds. */
const farewell = 1_000;
/** Tabs of one device, and those that a lost connection has left behind. */
const mostStreams = 12;

/** The stream of events: says what moved, never what it was. */
export function eventsRoute(parts: Parts): Route {
  return c => {
    const { device } = c.var.session;
    if (parts.audience.count(device) >= mostStreams) return refuse(c, 'slow-down');
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async stream => {
      let end = () => {};
      const ended = new Promise<void>(resolve => (end = resolve));
      let said: Promise<unknown> = Promise.resolve();
      const send = (event: ServerEvent) => void (said = stream.writeSSE({ data: JSON.stringify(event) }));
      await stream.writeSSE({ data: JSON.stringify({ type: 'hello', now: parts.now(), build: parts.build } satisfies ServerEvent) });
      const leave = parts.audience.join({ device, send, close: end });
      const beat = setInterval(() => void stream.write(': here\n\n'), heartbeat);
      stream.onAbort(end);
      await ended;
      clearInterval(beat);
      leave();
      // What was said last goes out before the stream ends, if there is anybody to take it.
      await Promise.race([said, new Promise(resolve => setTimeout(resolve, farewell))]);
    });
  };
}
