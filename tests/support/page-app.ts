import { render } from '@testing-library/svelte';
import type { Notebook } from '#notebook/notebook.ts';
import type { App, DeviceState, LinkState } from '#ui/app-context.ts';
import type { PageComponent, Params } from '#ui/routes.ts';
import { unlinked } from '#ui/shell/link-state.ts';
import { told, type Told } from '#ui/told.ts';
import type { TroubleEntry } from '#ui/troubles.ts';
import WithApp from './WithApp.svelte';

// happy-dom knows no popovers: what is in one can be chosen all the same.
for (const act of ['showPopover', 'hidePopover'] as const) HTMLElement.prototype[act] ??= () => undefined;

export const online: LinkState = unlinked(true).value;
export const ready: DeviceState = {
  appReady: true,
  appReason: '',
  isInstalled: false,
  storagePersistent: true,
  updateWaiting: false,
  storage: 'open',
  room: 'enough',
  clockOff: 0,
};

export interface PageApp {
  app: App;
  link: Told<LinkState>;
  device: Told<DeviceState>;
  troubles: Told<readonly TroubleEntry[]>;
  /** What was said aloud, where one went, how often an exchange was asked for. */
  said: string[];
  went: string[];
  exchanges: () => number;
}

/** The app around one page: a notebook in memory, a link and a device that stand as told, an office that is never reached. */
export function pageApp(notebook: Notebook): PageApp {
  const link = told(online);
  const device = told(ready);
  const troubles = told<readonly TroubleEntry[]>([]);
  const said: string[] = [];
  const went: string[] = [];
  let exchanges = 0;
  const unreached = () => Promise.resolve({ ok: false as const, error: { type: 'offline' } });
  const app: App = {
    notebook,
    hasBelonged: true,
    lending: null,
    lend: async () => true,
    handover: null,
    office: {
      lookSetup: unreached,
      setup: unreached,
      lookInvitation: unreached,
      join: unreached,
      invite: unreached,
      revoke: unreached,
      replace: unreached,
      lookMe: unreached,
      returnAs: async () => undefined,
      leave: unreached,
      openExample: unreached,
      endExample: unreached,
      change: async () => undefined,
    },
    link,
    device,
    troubles,
    hushTrouble: kind => troubles.tell(troubles.value.map(one => (one.kind === kind ? { ...one, isHushed: true } : one))),
    syncNow: () => void exchanges++,
    presence: () => undefined,
    minute: told(notebook.wall()),
    pictures: () => Promise.reject(new Error('no camera here')),
    photos: () => Promise.reject(new Error('nothing to make pictures with here')),
    go: path => void went.push(path),
    abilities: async () => null,
    askPersistence: async () => true,
    takeUpdate: async () => undefined,
    say: words => void said.push(words),
    changeLocale: () => undefined,
    resumeStorage: async () => undefined,
    takeOut: async () => ({ ok: true, sentences: [] }),
    bringBack: async () => ({ ok: true, sentences: [] }),
  };
  return { app, link, device, troubles, said, went, exchanges: () => exchanges };
}

/** Draws one page as the app would. */
export function showPage(around: PageApp, page: PageComponent, params: Params) {
  return render(WithApp, { app: around.app, page, params });
}
