import { mayRead } from '#domain/access.ts';
import type { ServerEvent } from '#protocol/sync.ts';
import type { AccessBook } from './access/access-book.ts';
import { currentMemberships } from './access/memberships.ts';
import type { Sql } from './store/database.ts';

/** One open stream of events: a tab of a device. */
export interface Listener {
  device: string;
  send(event: ServerEvent): void;
  close(): void;
}

/** Who listens, and where they are. Each event goes only to those who may read its space at that moment. */
export interface Audience {
  /** Returns the way to leave. */
  join(listener: Listener): () => void;
  count(device: string): number;
  tell(event: ServerEvent & { space: string }, except?: string): void;
  /** `item` '' takes the device out of the space. */
  place(where: { space: string; device: string; person: string; item: string; field: string }): void;
  /** Of a device that was cut off: it is told that `space` has moved, so that it asks at once and hears why. */
  disconnect(device: string, space?: string): void;
  close(): void;
}

type Present = { device: string; person: string; item: string; field: string };

export function createAudience(sql: Sql, book: AccessBook): Audience {
  const listeners = new Set<Listener>();
  const presence = new Map<string, Map<string, Present>>();

  const reads = (device: string, space: string) => book.readerOf(sql, currentMemberships(sql, device), space) !== null;

  function tell(event: ServerEvent & { space: string }, except?: string): void {
    for (const listener of listeners) if (listener.device !== except && reads(listener.device, event.space)) listener.send(event);
  }

  function presentIn(space: string): ServerEvent & { space: string } {
    const place = book.placeOf(sql, space);
    const all = [...(presence.get(space)?.values() ?? [])];
    const present = place.type === 'known' ? all.filter(found => mayRead(book.of(sql, place.programme), found.person, space)) : [];
    return { type: 'presence', space, present };
  }

  function leave(listener: Listener): void {
    if (!listeners.delete(listener)) return;
    if ([...listeners].some(other => other.device === listener.device)) return;
    for (const [space, present] of presence) if (present.delete(listener.device)) tell(presentIn(space));
  }

  return {
    join(listener) {
      listeners.add(listener);
      for (const [space, present] of presence) if (present.size && reads(listener.device, space)) listener.send(presentIn(space));
      return () => leave(listener);
    },
    count: device => [...listeners].filter(listener => listener.device === device).length,
    tell,
    place({ space, ...who }) {
      // Without a stream nobody would notice that it has gone.
      if (![...listeners].some(listener => listener.device === who.device)) return;
      const present = presence.get(space) ?? new Map<string, Present>();
      presence.set(space, present);
      if (who.item) present.set(who.device, who);
      else present.delete(who.device);
      tell(presentIn(space));
    },
    disconnect(device, space) {
      for (const listener of [...listeners]) {
        if (listener.device !== device) continue;
        if (space !== undefined) listener.send({ type: 'moved', space });
        leave(listener);
        listener.close();
      }
    },
    close() {
      for (const listener of [...listeners]) {
        listeners.delete(listener);
        listener.close();
      }
    },
  };
}
