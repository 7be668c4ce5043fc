import '#ui/styles/index.css';
import { mount } from 'svelte';
import { readableSpaces } from '#domain/access.ts';
import { pictureKinds } from '#domain/picture-kinds.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { localDate, localTime } from '#i18n/format.ts';
import { chooseLocale, isLocale, locale, setLocale } from '#i18n/locale.ts';
import { openNotebook, type Notebook } from '#notebook/notebook.ts';
import type { AppVersion } from '#platform/app-version.ts';
import { createBrowserPlatform } from '#platform/browser-platform.ts';
import { deviceCardNow, isInstalled } from '#platform/device-card.ts';
import { isPersistent, roomLeft } from '#platform/storage-promise.ts';
import { createLaterAppVersion } from '#platform/later-app-version.ts';
import { readSetting, troubleKeep, writeSetting } from '#platform/kept-settings.ts';
import { applyLook, followViewport } from '#platform/page-look.ts';
import type { Platform } from '#platform/platform.ts';
import { openTabChannel } from '#platform/tab-channel.ts';
import { copyOfKey, lendingKey, membershipKey, whoIsHere, type RememberedMembership } from '#protocol/remembered.ts';
import type { DeviceCard } from '#protocol/membership.ts';
import { deleteDatabase } from '#storage/delete-database.ts';
import { openDexieStore, type DexieStore } from '#storage/dexie-store.ts';
import type { SyncEngine } from '#sync/engine.ts';
import { createLaterHandover } from '#sync/later-handover.ts';
import { createLaterOffice } from '#sync/later-office.ts';
import { ownCard } from '#sync/own-card.ts';
import { sealDelay } from '#sync/seal-delay.ts';
import type { App } from '#ui/app-context.ts';
import { firstScreen, screenWaits } from '#ui/first-screen.ts';
import type { PictureCollector, Pictures } from '#ui/pictures.ts';
import { matchRoute } from '#ui/routes.ts';
import AppFrame from '#ui/shell/App.svelte';
import { copiesOf } from '#ui/shell/copies.ts';
import { deviceStateOf } from '#ui/shell/device-state.ts';
import { linkStateOf, unlinked } from '#ui/shell/link-state.ts';
import { keepTroubles, noteUnreadable } from '#ui/shell/trouble-log.ts';
import { showUnopened } from '#ui/shell/unopened.ts';
import { Router } from '#ui/shell/router.svelte.ts';
import { minuteClock, told, type Told } from '#ui/told.ts';

/*
 * The composition root: the world enters here once (clock, store, network, address bar) and everything else gets it as arguments.
 */

const databaseName = 'vertti';
const zone = 'Europe/Helsinki';

void start();

async function start(): Promise<void> {
  const mounted = screenWaits();
  const platform = createBrowserPlatform();
  // While the store opens, its page is on the way already; a failure is told where the page is shown.
  const page = matchRoute(location.pathname)?.route.load();
  setLocale(chooseLocale(readSetting('locale'), navigator.languages));
  document.documentElement.lang = locale();
  applyLook();
  followViewport();
  const version = createLaterAppVersion(firstScreen());
  const store = await openDexieStore({ name: databaseName, build: version.build }).catch(() => {
    noteUnreadable(troubleKeep, Date.now());
    return showUnopened();
  });
  if (!store) return;
  const { membership, offset, lent } = await store.read(whoIsHere);
  const lending = lent && { ...lent, isOver: lent.day < localDate(platform.now() + offset, zone) };
  const spoken = told('');
  const router = new Router();
  const opened = membership ? await openMember(store, platform, membership, offset, lending) : null;
  const app = composeApp({ store, platform, version, router, spoken, membership, opened, lending });
  if (!membership && !['/setup', '/join'].includes(location.pathname)) router.go('/welcome', 'replace');
  await Promise.race([page?.catch(() => undefined), new Promise(resolve => setTimeout(resolve, 300))]);
  mount(AppFrame, { target: document.getElementById('app')!, props: { app, router, spoken } });
  mounted();
}

interface Member {
  notebook: Notebook;
  /** Comes after the first screen is drawn. */
  engine: Promise<SyncEngine>;
  /** Server clock − device clock in milliseconds, as measured since the start. */
  clockOff: Told<number | null>;
}

async function openMember(
  store: DexieStore,
  platform: Platform,
  membership: RememberedMembership,
  /** Server clock − device clock in milliseconds, as last measured. */
  offset: number,
  lending: App['lending'],
): Promise<Member> {
  let present: SyncEngine | null = null;
  const clockOff = told<number | null>(null);
  const around = {
    ...platform,
    store,
    membership,
    writer: platform.randomHex(8),
    offset: () => offset,
    sealDelay: (space: string, id: string, field: string) => sealDelay(present, space, id, field),
  };
  const lent = lending?.isOver === false && (await import('#notebook/lending.ts')).openLentNotebook(around, lending.person);
  const notebook = await (lent || openNotebook(around));
  // Whichever tab made a device of its own of a copied profile.
  store.watch(
    reader => reader.memory<RememberedMembership>(membershipKey),
    now => void (membership.device = now?.device ?? membership.device),
    () => undefined,
  );
  platform.lifecycle.onHide(() => void notebook.sealAll().then(() => present?.rest()));
  // A tab beside this one may have died meanwhile, with a text open.
  platform.lifecycle.onShow(() => void notebook.ready().catch(() => undefined));

  async function startEngine(): Promise<SyncEngine> {
    await firstScreen();
    // A store that has stopped says so itself; what dead writers left open stays where it is.
    await notebook.ready().catch(() => undefined);
    const sync = await import('#sync/start.ts');
    const transport = sync.createServerTransport();
    const split = async () => (await import('#sync/split-off.ts')).splitOff({ store, membership, newCard: () => newCard(platform) });
    present = sync.createSyncEngine({
      store,
      transport,
      keys: sync.createDeviceKeys({ store, subtle: crypto.subtle, transport, membership, after: platform.after }),
      starts: sync.createStarts(store, () => platform.randomHex(8), split),
      platform,
      pictures: { kinds: pictureKinds, transport: sync.createPictureTransport(), hasRoom: async () => (await roomLeft()) !== 'little' },
      // Before the programme has come, its own space is all that is known of it.
      spaces: () =>
        store.read(async reader => [
          ...new Set([programmeSpace(membership.programme), ...readableSpaces(await notebook.access(reader), membership.person)]),
        ]),
      device: () => membership.device,
      onOffset: measured => {
        offset = measured;
        clockOff.tell(measured);
      },
      tabs: openTabChannel('vertti-sync'),
    });
    return present;
  }

  return { notebook, engine: startEngine(), clockOff };
}

interface Parts {
  store: DexieStore;
  platform: Platform;
  version: AppVersion;
  router: Router;
  spoken: Told<string>;
  membership: RememberedMembership | null;
  opened: Member | null;
  lending: App['lending'];
}

function composeApp({ store, platform, version, router, spoken, membership, opened, lending }: Parts): App {
  const notebook = opened?.notebook ?? null;
  let engine: SyncEngine | null = null;
  void opened?.engine.then(async started => {
    engine = started;
    (await import('#notebook/lending.ts')).followLending({ notebook: opened.notebook, store, lending, changed: () => location.reload() });
    (await import('#ui/shell/day-lock.ts')).lockTheDay({ notebook: opened.notebook, version, minute, now: platform.now });
  });
  let placed = '';
  const wall = () => notebook?.wall() ?? platform.now();
  const minute = minuteClock(wall, platform.after, platform.lifecycle.onShow);
  const office = createLaterOffice({
    device: () => ownCard(store, () => newCard(platform)),
    membership: async () => membership,
    become: async joined => {
      const known = (membership?.all ?? []).filter(one => one.programme !== joined.membership.programme);
      await become(store, { ...joined.membership, device: joined.device, origin: joined.origin, all: [...known, joined.membership] });
    },
    today: () => ({ date: localDate(platform.now(), zone), time: localTime(platform.now(), zone) }),
    language: () => locale(),
  });

  const link = opened ? linkStateOf(opened.engine, opened.notebook, platform.after) : unlinked(platform.connectivity.isOnline());
  const device = deviceStateOf({
    version,
    store,
    isInstalled,
    isPersistent,
    roomLeft,
    clockOff: opened?.clockOff ?? told(null),
    after: platform.after,
    onShow: platform.lifecycle.onShow,
  });
  const troubles = keepTroubles({ link, device, wall, after: platform.after, keep: troubleKeep });

  return {
    notebook,
    hasBelonged: readSetting('belongs') !== null,
    lending,
    lend: async to => (await import('#notebook/lending.ts')).lendTo({ notebook: notebook!, store, to, day: localDate(wall(), zone) }),
    handover:
      notebook &&
      createLaterHandover({
        store,
        subtle: crypto.subtle,
        randomHex: platform.randomHex,
        side: async () => (await import('#notebook/handed-over.ts')).handoverSide(notebook),
        nameNow: () => `vertti-${localDate(wall(), zone)}-${localTime(wall(), zone).replace(':', '')}`,
      }),
    office: {
      ...office,
      returnAs: async me => {
        const [latest] = me.memberships;
        if (latest) await become(store, { ...latest, device: me.device, origin: me.origin, all: me.memberships });
      },
      leave: async () => {
        const answer = await office.leave();
        if (answer.ok) await forget(store, opened);
        return answer;
      },
      endExample: async () => {
        const answer = await office.endExample();
        if (!answer.ok || !membership) return answer;
        const [next] = membership.all.filter(one => one.programme !== membership.programme);
        if (next)
          await become(store, { ...membership, ...next, all: membership.all.filter(one => one.programme !== membership.programme) });
        else await forget(store, opened);
        return answer;
      },
      change: async programme => {
        const next = membership?.all.find(one => one.programme === programme);
        if (membership && next) await become(store, { ...membership, ...next });
      },
    },
    link,
    device,
    troubles,
    hushTrouble: kind => {
      troubles.hush(kind);
      if (kind === 'copied') void store.write(tx => tx.remember(copyOfKey, null)).catch(() => undefined);
    },
    syncNow: () => engine?.nudge(),
    presence: (space, item, field) => {
      // Leaving says nothing of where: it is where one was last.
      placed = space || placed;
      if (placed) engine?.present({ space: placed, item, field });
    },
    minute,
    pictures: loadPictures,
    photos: async () => (await import('#platform/photos.ts')).photos,
    abilities: () => import('#platform/abilities.ts').catch(() => null),
    go: (path, how) => router.go(path, how),
    askPersistence: async () => {
      const isPromised = (await navigator.storage?.persist?.()) ?? false;
      await device.lookAgain();
      return isPromised;
    },
    takeUpdate: async () => {
      await notebook?.sealAll();
      if (!notebook?.unstored().length) await version.choose();
    },
    say: words => spoken.tell(words),
    changeLocale: next => {
      if (!isLocale(next)) return;
      writeSetting('locale', next);
      void (notebook?.sealAll() ?? Promise.resolve()).then(() => location.reload());
    },
    resumeStorage: async () => {
      if ((await store.resume()).type === 'open') notebook?.retryAll();
    },
    ...copiesOf({ notebook, database: databaseName, build: version.build, zone, now: platform.now, changed: () => engine?.nudge() }),
  };
}

let collector: PictureCollector | null = null;

async function loadPictures(): Promise<Pictures> {
  const [{ createFrameCollector, framesOf }, { keepAwake, openCodeCamera }] = await Promise.all([
    import('#sync/handover/pictures.ts'),
    import('#platform/pictures.ts'),
  ]);
  collector ??= createFrameCollector();
  return { framesOf, collector, look: openCodeCamera, keepAwake };
}

const newCard = (platform: Platform): DeviceCard => ({ id: platform.randomHex(16), ...deviceCardNow() });

/** Remembers who the device is from now on; the app starts anew as that, with a writer of its own. */
async function become(store: DexieStore, membership: RememberedMembership): Promise<void> {
  await store.write(tx => Promise.all([tx.remember(membershipKey, membership), tx.remember(lendingKey, null)]));
  writeSetting('belongs', 'yes');
  location.replace(location.pathname === '/join' ? '/join' : '/');
}

/** Clears the device, after the server has said that it may go. */
async function forget(store: DexieStore, opened: Member | null): Promise<void> {
  (await opened?.engine)?.stop();
  store.close();
  troubleKeep.save('[]');
  await deleteDatabase(databaseName);
  localStorage.removeItem('vertti-belongs');
  location.replace('/welcome');
}
