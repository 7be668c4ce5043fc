import { m } from '#i18n/messages.ts';
import type { TroubleKind } from '../troubles.ts';

const mild = ['little-room', 'not-kept', 'clock', 'stuck', 'older-server', 'returned', 'copied'] as const;
export type MildTrouble = (typeof mild)[number];

/** Those that stop nothing for now. */
export function mildTroubles(kinds: readonly TroubleKind[]): MildTrouble[] {
  return mild.filter(kind => kinds.includes(kind));
}

/** What happened. */
export function troubleTitle(kind: TroubleKind): string {
  return titles[kind]();
}

/** What is safe, and what to do. */
export function troubleText(kind: TroubleKind): string {
  return texts[kind]();
}

/** A few words for the status line. */
export function troubleShort(kind: MildTrouble): string {
  return shorts[kind]();
}

const titles: Record<TroubleKind, () => string> = {
  'storage-full': m.shell_full_title,
  'storage-failed': m.shell_failed_title,
  'storage-evicted': m.shell_evicted_title,
  'storage-outdated': m.shell_outdated_title,
  'storage-closed': m.shell_closed_title,
  unreadable: m.shell_open_failed_title,
  'little-room': m.troubles_room_title,
  'not-kept': m.troubles_kept_title,
  clock: m.troubles_clock_title,
  stuck: m.troubles_stuck_title,
  'older-server': m.troubles_older_title,
  returned: m.troubles_returned_title,
  copied: m.troubles_copied_title,
  captive: m.shell_captive_title,
  'signed-out': m.shell_signed_out_title,
  revoked: m.shell_revoked_title,
  replaced: m.shell_replaced_title,
  'no-access': m.shell_no_access_title,
  'wrong-version': m.shell_version_title,
  'server-failed': m.shell_server_failed_title,
};

const texts: Record<TroubleKind, () => string> = {
  'storage-full': m.shell_full,
  'storage-failed': m.shell_failed,
  'storage-evicted': m.shell_evicted,
  'storage-outdated': m.shell_outdated,
  'storage-closed': m.shell_closed,
  unreadable: m.shell_open_failed,
  'little-room': m.troubles_room,
  'not-kept': m.troubles_kept,
  clock: m.troubles_clock,
  stuck: m.troubles_stuck,
  'older-server': m.troubles_older,
  returned: m.troubles_returned,
  copied: m.troubles_copied,
  captive: m.shell_captive,
  'signed-out': m.shell_signed_out,
  revoked: m.shell_revoked,
  replaced: m.shell_replaced,
  'no-access': m.shell_no_access,
  'wrong-version': m.shell_version,
  'server-failed': m.shell_server_failed,
};

const shorts: Record<MildTrouble, () => string> = {
  'little-room': m.troubles_room_short,
  'not-kept': m.troubles_kept_short,
  clock: m.troubles_clock_short,
  stuck: m.troubles_stuck_short,
  'older-server': m.troubles_older_short,
  returned: m.troubles_returned_short,
  copied: m.troubles_copied_short,
};
