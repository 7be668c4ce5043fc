import { m } from '#i18n/messages.ts';
import { troubleText, troubleTitle, type MildTrouble } from '#ui/items/trouble-words.ts';
import type { App, DeviceState, LinkState } from '../app-context.ts';
import type { Notice } from './notice.ts';

/**
 * Everything that needs a sentence on every page, worst first. Offline is not among it: it is the ordinary state.
 * @param mild what stops nothing, and whose notice was not closed
 */
export function noticesFor(
  app: App,
  link: LinkState,
  device: DeviceState,
  acts: { reload: () => void },
  mild: readonly MildTrouble[] = [],
): Notice[] {
  return [
    ...storageNotices(app, device, acts),
    ...linkNotices(link),
    ...mild.map(kind => mildNotice(app, kind)),
    ...updateNotices(app, device),
  ];
}

function storageNotices(app: App, { storage }: DeviceState, { reload }: { reload: () => void }): Notice[] {
  const resume = () => void app.resumeStorage();
  const key = `storage-${storage}`;
  switch (storage) {
    case 'open':
      return [];
    case 'full':
      return [
        {
          key,
          tone: 'danger',
          rescue: true,
          title: m.shell_full_title(),
          text: m.shell_full(),
          action: { label: m.shell_full_resume(), onclick: resume },
        },
      ];
    case 'failed':
      return [
        {
          key,
          tone: 'danger',
          rescue: true,
          title: m.shell_failed_title(),
          text: m.shell_failed(),
          action: { label: m.shell_failed_resume(), onclick: resume },
        },
      ];
    case 'evicted':
      return [
        {
          key,
          tone: 'danger',
          rescue: true,
          title: m.shell_evicted_title(),
          text: m.shell_evicted(),
          action: { label: m.shell_reload(), onclick: reload },
        },
      ];
    case 'outdated':
      return [
        {
          key,
          tone: 'danger',
          rescue: true,
          title: m.shell_outdated_title(),
          text: m.shell_outdated(),
          action: { label: m.shell_reload(), onclick: reload },
        },
      ];
    case 'closed':
      return [
        {
          key,
          tone: 'danger',
          rescue: true,
          title: m.shell_closed_title(),
          text: m.shell_closed(),
          action: { label: m.shell_reload(), onclick: reload },
        },
      ];
  }
}

function linkNotices({ link }: LinkState): Notice[] {
  switch (link) {
    case 'captive':
      return [
        {
          key: link,
          tone: 'caution',
          title: m.shell_captive_title(),
          text: m.shell_captive(),
          action: { label: m.shell_captive_open(), href: '/api/health' },
        },
      ];
    case 'signed-out':
      return [
        {
          key: link,
          tone: 'caution',
          title: m.shell_signed_out_title(),
          text: m.shell_signed_out(),
          action: { label: m.shell_signed_out_join(), href: '/join' },
        },
      ];
    case 'revoked':
      return [{ key: link, tone: 'danger', title: m.shell_revoked_title(), text: m.shell_revoked() }];
    case 'replaced':
      return [
        {
          key: link,
          tone: 'caution',
          title: m.shell_replaced_title(),
          text: m.shell_replaced(),
          action: { label: m.troubles_more(), href: '/receipt' },
        },
      ];
    case 'no-access':
      return [{ key: link, tone: 'danger', title: m.shell_no_access_title(), text: m.shell_no_access() }];
    case 'wrong-version':
      return [{ key: link, tone: 'caution', title: m.shell_version_title(), text: m.shell_version() }];
    case 'server-failed':
      return [{ key: link, tone: 'caution', title: m.shell_server_failed_title(), text: m.shell_server_failed() }];
    case 'starting':
    case 'online':
    case 'offline':
    case 'unreachable':
      return [];
  }
}

const moreAt: Partial<Record<MildTrouble, string>> = { returned: '/receipt', stuck: '/receipt', copied: '/devices' };

/** It can be closed, and stands in the status line and the list all the same. */
function mildNotice(app: App, kind: MildTrouble): Notice {
  return {
    key: kind,
    tone: kind === 'not-kept' || kind === 'copied' ? 'info' : 'caution',
    title: troubleTitle(kind),
    text: troubleText(kind),
    action:
      kind === 'not-kept'
        ? { label: m.settings_storage_ask(), onclick: () => void app.askPersistence() }
        : { label: m.troubles_more(), href: moreAt[kind] ?? '/troubles' },
    onclose: () => app.hushTrouble(kind),
  };
}

function updateNotices(app: App, { updateWaiting }: DeviceState): Notice[] {
  if (!updateWaiting) return [];
  return [
    {
      key: 'update',
      tone: 'info',
      title: m.shell_update_title(),
      text: m.shell_update(),
      action: { label: m.shell_update_take(), onclick: () => void app.takeUpdate() },
    },
  ];
}
