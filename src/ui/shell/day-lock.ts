import { mayRead, type Access } from '#domain/access.ts';
import { asItWent } from '#domain/as-it-went.ts';
import { dayLock, type DayLock } from '#domain/day-lock.ts';
import { minutesInto, placeSlots } from '#domain/day.ts';
import { interview } from '#domain/interview.ts';
import { programme } from '#domain/programme.ts';
import { slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { localDate, localTime } from '#i18n/format.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { Watchable } from '../app-context.ts';

export interface LockedVisit extends DayLock {
  date: string;
  zone: string;
}

export interface DayLockSources {
  notebook: Pick<Notebook, 'watch' | 'access' | 'me'>;
  version: { pin(until: number): Promise<boolean>; unpin(): Promise<void> };
  /** The device's corrected clock, once a minute, and the clock by which it keeps its promises. Milliseconds. */
  minute: Watchable<number>;
  now: () => number;
}

/** Keeps the app's build as it is while a visit day is on, and lets it go when the feedback is over. */
export function lockTheDay({ notebook, version, minute, now }: DayLockSources): void {
  let visits: LockedVisit[] = [];
  let pinned: number | null = null;
  const look = () => {
    const left = Math.max(0, ...visits.map(one => minutesLeft(one, minute.value)));
    if (left === 0) {
      if (pinned !== null) version.unpin().catch(() => undefined);
      pinned = null;
      return;
    }
    const until = now() + left * 60_000;
    // The seconds of the minute come and go; a moved feedback does not.
    if (pinned !== null && Math.abs(until - pinned) < 90_000) return;
    pinned = until;
    // A build that is still on its way is asked again with the next minute; so is a full disk.
    void version.pin(until).then(
      isKept => (pinned = isKept ? pinned : null),
      () => (pinned = null),
    );
  };
  minute.watch(look);
  notebook.watch(
    reader => readLocks(notebook, reader),
    read => {
      visits = read;
      look();
    },
    // A store that has stopped says so itself; the build stays what it was.
    () => undefined,
  );
}

/** Minutes that the day stays locked from now on; 0 when it is not. */
export function minutesLeft({ date, zone, from, to }: LockedVisit, wall: number): number {
  const at = minutesInto(date, { date: localDate(wall, zone), time: localTime(wall, zone) });
  return date && from <= at && at < to ? to - at : 0;
}

async function readLocks(notebook: DayLockSources['notebook'], r: NotebookReader): Promise<LockedVisit[]> {
  const { me } = notebook;
  const access = await notebook.access(r.log);
  const home = programmeSpace(me.programme);
  const zone = (await r.item(programme, home, me.programme))?.zone || programme.fields.zone.initial;
  const mine = [...access.visits.values()].filter(one => !one.isCancelled && mayRead(access, me.person, visitSpace(one.id)));
  const locks = await Promise.all(
    mine.map(async ({ id, date }) => {
      const lock = dayLock(await readRows(access, r, me.person, id));
      return lock && { date, zone, ...lock };
    }),
  );
  return locks.filter(one => one !== null);
}

/** The rows as they went, for those who may know it. */
async function readRows(access: Access, r: NotebookReader, person: string, visit: string) {
  const plan = await r.items(slot, visitSpace(visit));
  return placeSlots(mayRead(access, person, notesSpace(visit)) ? asItWent(plan, await r.items(interview, notesSpace(visit))) : plan);
}
