import { m } from '#i18n/messages.ts';
import type { SavedState } from '#notebook/saved.ts';
import type { DeviceState, LinkState } from '../app-context.ts';

/** What the status line shows: `here` only on this device, `shared` proven elsewhere too, `trouble` not saved at all. */
export interface StatusWords {
  state: 'here' | 'shared' | 'trouble';
  words: string;
  detail?: string;
}

/**
 * The state of what was written, in words. Claims only what is proven: "on the server" needs the server's own answer, "on N of M
 * devices" each device's own. While the store has stopped nothing more is claimed than that it has.
 * @param isLate words on the screen have waited for the store for longer than a moment
 */
export function statusWords(
  saved: SavedState,
  link: Pick<LinkState, 'link'>,
  device: Pick<DeviceState, 'storage'>,
  isLate = false,
): StatusWords {
  if (device.storage !== 'open') return { state: 'trouble', words: m.receipt_status_not_saved(), detail: storageWords(device.storage) };
  if (isLate) return { state: 'here', words: m.receipt_status_not_yet() };
  if (!saved.onServer) return { state: 'here', words: m.receipt_status_here(), detail: waitingWords(saved, link.link) };
  const { devices, devicesWithAll: count } = saved;
  if (devices === 1) return { state: 'shared', words: m.receipt_status_server(), detail: linkWords(link.link) };
  if (count === 1) return { state: 'shared', words: m.receipt_status_server(), detail: m.receipt_status_not_on_others() };
  if (count === devices) return { state: 'shared', words: m.receipt_status_all({ count, devices }), detail: linkWords(link.link) };
  return { state: 'shared', words: m.receipt_status_devices({ count, devices }), detail: linkWords(link.link) };
}

/** What waits, and for what. Never says that something is on its way when it cannot be. */
export function waitingWords(saved: Pick<SavedState, 'waiting' | 'pictures'>, link: LinkState['link']): string {
  const count = whatWaits(saved);
  switch (link) {
    case 'online':
    case 'starting':
      return m.receipt_waiting_going({ count });
    case 'offline':
      return m.receipt_waiting_network({ count });
    case 'unreachable':
      return m.receipt_waiting_server({ count });
    case 'captive':
      return m.receipt_waiting_captive({ count });
    case 'signed-out':
      return m.receipt_waiting_signed_out({ count });
    case 'revoked':
      return m.receipt_waiting_revoked({ count });
    case 'replaced':
      return m.receipt_waiting_replaced({ count });
    case 'no-access':
      return m.receipt_waiting_no_access({ count });
    case 'wrong-version':
      return m.receipt_waiting_version({ count });
    case 'server-failed':
      return m.receipt_waiting_failed({ count });
  }
}

/** `3`, `1 kuva`, `3 ja 1 kuva`. */
function whatWaits({ waiting, pictures }: Pick<SavedState, 'waiting' | 'pictures'>): string {
  const count = waiting - pictures;
  if (pictures === 0) return String(count);
  const said = m.receipt_pictures({ count: pictures });
  return count === 0 ? said : m.receipt_and_pictures({ count, pictures: said });
}

/** How the device stands towards the server, when that is worth a word. */
export function linkWords(link: LinkState['link']): string | undefined {
  switch (link) {
    case 'online':
    case 'starting':
      return undefined;
    case 'offline':
      return m.receipt_link_offline();
    case 'unreachable':
      return m.receipt_link_unreachable();
    case 'captive':
      return m.receipt_link_captive();
    case 'signed-out':
      return m.receipt_link_signed_out();
    case 'revoked':
      return m.receipt_link_revoked();
    case 'replaced':
      return m.receipt_link_replaced();
    case 'no-access':
      return m.receipt_link_no_access();
    case 'wrong-version':
      return m.receipt_link_version();
    case 'server-failed':
      return m.receipt_link_failed();
  }
}

/** Why the device's store has stopped. */
export function storageWords(storage: Exclude<DeviceState['storage'], 'open'>): string {
  switch (storage) {
    case 'full':
      return m.receipt_storage_full();
    case 'failed':
      return m.receipt_storage_failed();
    case 'evicted':
      return m.receipt_storage_evicted();
    case 'outdated':
      return m.receipt_storage_outdated();
    case 'closed':
      return m.receipt_storage_closed();
  }
}
