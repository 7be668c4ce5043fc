import { describe, expect, test } from 'vitest';
import { roomLeft, isPersistent } from '#platform/storage-promise.ts';
import { createStuckWatch } from '#ui/shell/stuck-watch.ts';
import { deviceStateOf } from '#ui/shell/device-state.ts';
import { keepTroubles, noteUnreadable } from '#ui/shell/trouble-log.ts';
import { told } from '#ui/told.ts';
import { readTroubles, troubleKinds, troublesIn, type TroubleEntry } from '#ui/troubles.ts';
import { online, ready } from '../../support/page-app.ts';

const minute = 60_000;

/** A device whose link and state are told, with a memory for the list that outlives its starts. */
function device(stored: { text: string | null; isFull?: boolean } = { text: null }) {
  const link = told(online);
  const state = told(ready);
  const clock = { now: 1_000_000 };
  const later: (() => void)[] = [];
  const start = () =>
    keepTroubles({
      link,
      device: state,
      wall: () => clock.now,
      after: (_, run) => later.push(run),
      keep: { load: () => stored.text, save: text => !stored.isFull && ((stored.text = text), true) },
    });
  return { link, state, clock, start, stored, settle: () => later.splice(0).forEach(run => run()) };
}

const short = (entries: readonly TroubleEntry[]) => entries.map(one => [one.kind, one.since, one.until]);

describe('what is in the way', () => {
  test('being without a network is not', () => {
    for (const link of ['online', 'offline', 'unreachable', 'starting'] as const)
      expect(troublesIn({ ...online, link }, ready)).toEqual([]);
  });

  test('each of it is found where it happens', () => {
    for (const storage of ['full', 'failed', 'evicted', 'outdated', 'closed'] as const)
      expect(troublesIn(online, { ...ready, storage })).toEqual([`storage-${storage}`]);
    for (const link of ['captive', 'signed-out', 'revoked', 'replaced', 'no-access', 'wrong-version', 'server-failed'] as const)
      expect(troublesIn({ ...online, link }, ready)).toEqual([link]);
    expect(troublesIn({ ...online, isStuck: true, isServerOlder: true, returned: 1 }, ready)).toEqual([
      'stuck',
      'older-server',
      'returned',
    ]);
    expect(troublesIn(online, { ...ready, room: 'little', storagePersistent: false })).toEqual(['little-room', 'not-kept']);
    expect(troublesIn(online, { ...ready, storagePersistent: null })).toEqual([]);
    const off = (minutes: number | null) => troublesIn(online, { ...ready, clockOff: minutes && minutes * minute });
    expect([off(null), off(7), off(-7)]).toEqual([[], [], []]);
    expect([off(11), off(-11), off(60 * 24 * 365 * 3)]).toEqual([['clock'], ['clock'], ['clock']]);
  });

  test('the browser is asked for its promise and for the room it leaves', async () => {
    const estimate = (usage: number, quota: number) => ({ estimate: async () => ({ usage, quota }) });
    expect(await roomLeft(estimate(1e9, 1e9 + 10e6))).toBe('little');
    expect(await roomLeft(estimate(1e6, 1e9))).toBe('enough');
    expect(await roomLeft({ estimate: () => Promise.reject(new Error('no')) })).toBe(null);
    expect(await isPersistent({ persisted: async () => false })).toBe(false);
  });

  test('the device is looked at again when it is shown, and its clock when it is measured', async () => {
    const clockOff = told<number | null>(null);
    const shown: (() => void)[] = [];
    let promise: boolean | null = true;
    let room: 'enough' | 'little' = 'enough';
    const state = deviceStateOf({
      version: { updateWaiting: false, subscribe: () => undefined, readiness: async () => ({ ready: true }) },
      store: { state: { type: 'open' }, onState: () => undefined },
      isInstalled: () => false,
      isPersistent: async () => promise,
      roomLeft: async () => room,
      clockOff,
      after: () => undefined,
      onShow: run => shown.push(run),
    });
    await state.lookAgain();
    expect(troublesIn(online, state.value)).toEqual([]);
    promise = false;
    room = 'little';
    clockOff.tell(3 * 60 * minute);
    shown.forEach(run => run());
    await state.lookAgain();
    expect(troublesIn(online, state.value)).toEqual(['little-room', 'clock', 'not-kept']);
  });

  test('what does not move for a minute is stuck, until it moves', () => {
    const later: { run: () => void; isOn: boolean }[] = [];
    let told = 0;
    const see = createStuckWatch(
      (_, run) => {
        const one = { run, isOn: true };
        later.push(one);
        return () => (one.isOn = false);
      },
      () => told++,
    );
    const minuteGoes = () => later.splice(0).forEach(one => one.isOn && one.run());
    expect(see(true, 3)).toBe(false);
    expect(see(true, 5)).toBe(false);
    minuteGoes();
    expect(told).toBe(1);
    expect(see(true, 5)).toBe(true);
    // It goes again, if slowly.
    expect(see(true, 4)).toBe(false);
    // Offline nothing is expected to move.
    expect(see(false, 4)).toBe(false);
    minuteGoes();
    expect(see(false, 4)).toBe(false);
    expect(told).toBe(1);
  });
});

describe('the list with times', () => {
  test('says since when and until when, and survives a restart', () => {
    const one = device();
    const log = one.start();
    one.link.tell({ ...online, link: 'captive' });
    one.clock.now += 5 * minute;
    one.link.tell(online);
    expect(short(log.value)).toEqual([['captive', 1_000_000, 1_000_000 + 5 * minute]]);
    expect(short(one.start().value)).toEqual(short(log.value));
  });

  test('what comes back within a minute has not been away', () => {
    const one = device();
    const log = one.start();
    const failed = { ...online, link: 'server-failed' as const };
    one.link.tell(failed);
    one.link.tell(online);
    one.clock.now += minute / 2;
    one.link.tell(failed);
    expect(short(log.value)).toEqual([['server-failed', 1_000_000, null]]);
    one.link.tell(online);
    one.clock.now += 2 * minute;
    one.link.tell(failed);
    expect(log.value).toHaveLength(2);
  });

  test('what lasted when the app was closed goes on, or is over once everything has been looked at', () => {
    const before = device();
    before.state.tell({ ...ready, storagePersistent: false });
    before.link.tell({ ...online, link: 'signed-out' });
    before.start();
    const one = device(before.stored);
    one.clock.now += 60 * minute;
    one.state.tell({ ...ready, storagePersistent: false });
    const log = one.start();
    expect(log.value.map(entry => entry.until)).toEqual([null, null]);
    one.settle();
    expect(short(log.value).toSorted()).toEqual([
      ['not-kept', 1_000_000, null],
      ['signed-out', 1_000_000, 1_000_000 + 60 * minute],
    ]);
  });

  test('a notice once closed stays closed until the trouble comes anew, also after a restart', () => {
    const one = device();
    const log = one.start();
    one.state.tell({ ...ready, room: 'little' });
    log.hush('little-room');
    expect(one.start().value).toMatchObject([{ kind: 'little-room', isHushed: true }]);
    one.state.tell(ready);
    one.clock.now += 10 * minute;
    one.state.tell({ ...ready, room: 'little' });
    expect(log.value.at(-1)?.isHushed).toBeUndefined();
  });

  test('keeps a hundred, and goes on where nothing can be kept', () => {
    const one = device({ text: null, isFull: true });
    const log = one.start();
    for (let count = 0; count < 120; count++) {
      one.clock.now += 10 * minute;
      one.link.tell({ ...online, link: 'captive' });
      one.link.tell(online);
    }
    expect(log.value).toHaveLength(100);
    expect(one.stored.text).toBeNull();
  });

  test('a database that does not open is written down by itself', () => {
    const stored = { text: null as string | null };
    const keep = { load: () => stored.text, save: (text: string) => ((stored.text = text), true) };
    noteUnreadable(keep, 5);
    noteUnreadable(keep, 9);
    expect(short(readTroubles(stored.text))).toEqual([['unreadable', 5, null]]);
  });

  test.each(['{', '{}', 'null', '[1, null, {"kind":"nonsense","since":1,"until":null}]', '[{"kind":"clock","since":"x","until":null}]'])(
    'begins anew after %s',
    text => expect(readTroubles(text)).toEqual([]),
  );

  test('knows each kind again', () => {
    const all = troubleKinds.map(kind => ({ kind, since: 1, until: null }));
    expect(readTroubles(JSON.stringify(all))).toEqual(all);
  });
});
