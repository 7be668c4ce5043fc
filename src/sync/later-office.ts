import type { createOffice, OfficeSurroundings } from './office.ts';

type Office = ReturnType<typeof createOffice>;

/** The office, fetched when something is first asked of it: the shapes of its answers are no part of the first screen. */
export function createLaterOffice(around: OfficeSurroundings): Office {
  async function ask<T>(question: (office: Office) => Promise<T>) {
    const fetched = await import('./office.ts').catch(() => null);
    // Its file did not come, and with it no question got out of the device.
    if (!fetched) return { ok: false as const, error: { type: navigator.onLine ? 'unreachable' : 'offline' } };
    return question(fetched.createOffice(around));
  }

  return {
    lookSetup: token => ask(office => office.lookSetup(token)),
    setup: (token, want) => ask(office => office.setup(token, want)),
    lookInvitation: key => ask(office => office.lookInvitation(key)),
    join: (key, who) => ask(office => office.join(key, who)),
    invite: request => ask(office => office.invite(request)),
    revoke: device => ask(office => office.revoke(device)),
    replace: (device, visit) => ask(office => office.replace(device, visit)),
    lookMe: () => ask(office => office.lookMe()),
    leave: () => ask(office => office.leave()),
    openExample: () => ask(office => office.openExample()),
    endExample: () => ask(office => office.endExample()),
  };
}
