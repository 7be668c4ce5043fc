import { clock, clockAt, localDate, localTime, number, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { PartStanding, ReadinessPart } from '#domain/device-readiness.ts';
import { installWords } from '#ui/items/install-words.ts';
import type { ReadyPage } from './ready-page.svelte.ts';
import type { TeamDevice } from './ready-reading.ts';

/** The sentence on top. */
export function readySentence(page: ReadyPage): string {
  const { state, parts } = page.readiness;
  const count = Object.values(parts).filter(one => one === 'lacks').length;
  const { shape } = page.day;
  if (state === 'ready') return { phone: m.ready_yes_phone, tablet: m.ready_yes_tablet, computer: m.ready_yes_computer }[shape]();
  if (state === 'but') return { phone: m.ready_but_phone, tablet: m.ready_but_tablet, computer: m.ready_but_computer }[shape]({ count });
  return { phone: m.ready_not_phone, tablet: m.ready_not_tablet, computer: m.ready_not_computer }[shape]();
}

export function partTitle(part: ReadinessPart): string {
  return {
    app: m.ready_app,
    version: m.ready_version,
    plan: m.ready_plan,
    template: m.ready_template,
    notes: m.ready_notes,
    background: m.ready_background,
    storage: m.ready_storage,
    photos: m.ready_photos,
    kept: m.ready_kept,
    place: m.ready_place,
    awake: m.ready_awake,
    clock: m.ready_clock,
    camera: m.ready_camera,
  }[part]();
}

export function standingWord(standing: PartStanding): string {
  return { fine: m.ready_mark_fine, unknown: m.ready_mark_unknown, lacks: m.ready_mark_lacks, missing: m.ready_mark_missing }[standing]();
}

/** What is the case, and what to do when something is lacking. */
export function partWords(page: ReadyPage, part: ReadinessPart): string {
  const { day, facts, device } = page;
  switch (part) {
    case 'app':
      return {
        here: m.settings_offline_ready,
        fetching: m.settings_offline_fetching,
        missing: m.settings_offline_missing,
        'no-worker': m.settings_offline_no_worker,
      }[facts.app]();
    case 'version':
      return facts.isUpdateWaiting ? m.ready_version_waiting() : versionWords(page);
    case 'plan': {
      const fetched = day.fetchedAt === null ? '' : momentWords(day.fetchedAt + (device.clockOff ?? 0), page.now, day.zone);
      if (facts.plan === 'away') return m.ready_away();
      if (facts.plan === 'empty') return m.ready_plan_empty();
      if (facts.plan === 'stale') return fetched ? m.ready_plan_stale({ time: fetched }) : m.ready_away();
      return m.ready_plan_here({ count: day.interviews, time: fetched });
    }
    case 'template':
      if (day.template.type === 'here') return m.join_part_template_ready(day.template);
      return { away: m.ready_away, none: m.ready_template_none, unneeded: m.ready_unneeded }[day.template.type]();
    case 'notes':
      return { here: m.ready_notes_here, away: m.ready_away, unneeded: m.ready_unneeded }[facts.notes]();
    case 'background':
      return m.ready_background_none();
    case 'storage':
      return facts.canStore ? m.ready_storage_open() : m.ready_storage_stopped();
    case 'photos':
      return photoWords(facts.photos);
    case 'kept':
      return keptWords(page);
    case 'place':
      return placeWords(page);
    case 'awake':
      return facts.canKeepAwake ? m.ready_awake_can() : m.ready_awake_cannot();
    case 'clock':
      return clockWords(facts.clockOff, page.readiness.parts.clock);
    case 'camera':
      return cameraWords(page);
  }
}

/** Tens and hundreds: nobody counts photos one by one, and the browser's figure is no more exact. */
function photoWords(photos: number | null): string {
  if (photos === null) return m.ready_photos_unknown();
  if (photos > 1_000) return m.ready_photos_many({ count: number(locale(), 1_000) });
  const count = photos < 20 ? photos : photos < 100 ? Math.floor(photos / 10) * 10 : Math.floor(photos / 100) * 100;
  return photos < 50 ? m.ready_photos_few({ count }) : m.ready_photos_about({ count });
}

function versionWords({ day, pinnedUntil, now }: ReadyPage): string {
  if (pinnedUntil !== null) {
    const until = Math.round(pinnedUntil / 60_000) * 60_000;
    const time = clockAt(locale(), until, day.zone);
    const date = localDate(until, day.zone);
    return date === localDate(now, day.zone)
      ? m.ready_version_kept({ time })
      : m.ready_version_kept_day({ date: shortDate(locale(), date), time });
  }
  if (!day.lock || !day.date) return m.settings_version_latest();
  const time = (minutes: number) =>
    clock(locale(), `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`);
  return m.ready_version_will({ date: shortDate(locale(), day.date), from: time(day.lock.from), to: time(day.lock.to) });
}

function keptWords({ facts, abilities, isPromised }: ReadyPage): string {
  if (facts.isPersisted === null) return m.settings_storage_unknown();
  if (facts.isPersisted) return isPromised ? m.settings_storage_granted() : m.settings_storage_kept();
  if (!abilities) return m.settings_storage_may_go();
  const { kind, isInstalled } = abilities.browser;
  if (isInstalled) return m.ready_kept_installed();
  return {
    'safari-touch': m.ready_kept_safari,
    'safari-mac': m.ready_kept_safari,
    'chrome-android': m.ready_kept_chrome,
    chromium: m.ready_kept_chrome,
    firefox: m.ready_kept_firefox,
    'firefox-android': m.ready_kept_firefox,
    other: m.settings_storage_may_go,
  }[kind]();
}

function placeWords({ facts, abilities }: ReadyPage): string {
  if (facts.place === 'installed') return m.settings_installed();
  const how = installWords(abilities?.browser.kind ?? 'other');
  return `${facts.place === 'tab-apart' ? m.ready_place_apart() : m.ready_place_tab()} ${how}`;
}

function clockWords(off: number | null, standing: PartStanding): string {
  if (off === null) return m.ready_clock_unknown();
  if (standing === 'fine') return m.ready_clock_right();
  const minutes = Math.round(Math.abs(off) / 60_000);
  return off < 0 ? m.ready_clock_ahead({ count: minutes }) : m.ready_clock_behind({ count: minutes });
}

function cameraWords({ facts, abilities }: ReadyPage): string {
  switch (facts.camera) {
    case 'granted':
      return m.ready_camera_granted();
    case 'asks':
      return m.ready_camera_asks();
    case 'unknown':
      return m.ready_camera_unknown();
    case 'absent':
      return m.ready_camera_absent();
    case 'not-offered':
      return m.ready_camera_not_offered();
    case 'refused': {
      const { kind, isInstalled } = abilities!.browser;
      const isApple = kind === 'safari-touch' || kind === 'safari-mac';
      const how =
        kind === 'safari-touch'
          ? m.ready_camera_allow_ipad()
          : isInstalled && !isApple
            ? m.ready_camera_allow_installed()
            : m.ready_camera_allow();
      return `${m.ready_camera_refused()} ${how}`;
    }
  }
}

/** `16.55` today, `ti 13.10. 16.55` on another day. */
export function momentWords(instant: number, now: number, zone: string): string {
  const time = clockAt(locale(), instant, zone);
  const date = localDate(instant, zone);
  return date === localDate(now, zone) ? time : `${shortDate(locale(), date)} ${time}`;
}

/** `7.52.03` */
export function secondWords(instant: number, zone: string): string {
  const seconds = String(Math.floor(instant / 1_000) % 60).padStart(2, '0');
  return `${clock(locale(), localTime(instant, zone))}${locale() === 'en' ? ':' : '.'}${seconds}`;
}

/** `1,9 s`, `2 min 5 s` */
export function spanWords(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1_000;
  if (seconds < 60) return m.ready_seconds({ seconds: number(locale(), Math.round(seconds * 10) / 10) });
  return m.ready_minutes({ minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) });
}

export function deviceWords({ label, shape }: Pick<TeamDevice, 'label' | 'shape'>): string {
  return label || { phone: m.devices_phone, tablet: m.devices_tablet, computer: m.devices_computer }[shape]();
}
