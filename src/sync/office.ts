import {
  Invitation,
  InvitationLook,
  Joined,
  Me,
  SetupLook,
  type DeviceCard,
  type InvitationKey,
  type InvitationRequest,
  type Membership,
} from '#protocol/membership.ts';
import { ApiError, protocolVersion, versionHeader } from '#protocol/sync.ts';
import * as z from 'zod/mini';

/** What the server answered, or why it did not. `offline` and `captive`: it was not reached, and asking again is safe. */
export type OfficeAnswer<T> = { ok: true; value: T } | { ok: false; error: { type: string; detail?: string } };

export interface OfficeSurroundings {
  device: () => Promise<DeviceCard>;
  /** The membership this device works in, null before it joined. */
  membership: () => Promise<Membership | null>;
  /** Remembers who this device is now, and starts the app anew as that. */
  become: (joined: z.infer<typeof Joined>) => Promise<void>;
  /** The day and local time of the device. */
  today: () => { date: string; time: string };
  language: () => 'fi' | 'sv' | 'en';
}

/** Asks the server for what only it can do: joining, inviting, cutting off. */
export function createOffice(around: OfficeSurroundings) {
  const nothing = z.unknown();
  const programme = async () => (await around.membership())?.programme ?? '';
  const becoming = async (answer: OfficeAnswer<z.infer<typeof Joined>>): Promise<OfficeAnswer<null>> => {
    if (!answer.ok) return answer;
    await around.become(answer.value);
    return { ok: true, value: null };
  };
  const done = (answer: OfficeAnswer<unknown>): OfficeAnswer<null> => (answer.ok ? { ok: true, value: null } : answer);
  const setup = async (token: string, want: 'look' | 'programme' | 'example', more: object = {}) => ({
    token,
    want,
    device: await around.device(),
    language: around.language(),
    today: around.today(),
    ...more,
  });

  return {
    lookSetup: async (token: string) => ask('/api/setup', await setup(token, 'look'), SetupLook),
    setup: async (token: string, want: { programme: string; person: string } | 'sign-in' | 'example') => {
      const body =
        want === 'example' ? setup(token, 'example') : want === 'sign-in' ? setup(token, 'programme') : setup(token, 'programme', want);
      return becoming(await ask('/api/setup', await body, Joined));
    },
    lookInvitation: (key: InvitationKey) => ask('/api/invitations/look', { key }, InvitationLook),
    join: async (key: InvitationKey, who: { person: string } | { name: string }) =>
      becoming(await ask('/api/join', { key, device: await around.device(), ...who }, Joined)),
    invite: (request: InvitationRequest) => ask('/api/invitations', request, Invitation),
    revoke: async (device: string) => done(await ask('/api/devices/revoke', { programme: await programme(), device }, nothing)),
    replace: async (device: string, visit?: string) =>
      ask('/api/devices/replace', { programme: await programme(), device, visit }, Invitation),
    lookMe: () => ask('/api/me', null, Me),
    leave: async (): Promise<OfficeAnswer<null>> => {
      const answer = done(await ask('/api/session/leave', {}, nothing));
      // One that was cut off is in none of them any more.
      const isCutOff = !answer.ok && (answer.error.type === 'revoked' || answer.error.type === 'replaced');
      return isCutOff ? { ok: true, value: null } : answer;
    },
    openExample: async () => becoming(await ask('/api/example', { language: around.language(), today: around.today() }, Joined)),
    endExample: async () => done(await ask('/api/example/end', { programme: await programme() }, nothing)),
  };
}

/** A copied profile asks to be a device of its own. */
export function askToSplit(device: DeviceCard): Promise<OfficeAnswer<Me>> {
  return ask('/api/session/split', { device }, Me);
}

/** @param body null for a question that is only an address */
async function ask<T>(path: string, body: object | null, shape: z.ZodMiniType<T>): Promise<OfficeAnswer<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', [versionHeader]: String(protocolVersion) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    // fetch tells no more than that the server was not reached.
    return { ok: false, error: { type: navigator.onLine ? 'unreachable' : 'offline' } };
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (answer === undefined) return { ok: false, error: { type: response.ok ? 'captive' : 'server-failed' } };
  if (!response.ok) {
    const refused = ApiError.safeParse(answer);
    return { ok: false, error: refused.success ? refused.data.error : { type: 'server-failed' } };
  }
  const value = shape.safeParse(answer);
  return value.success ? { ok: true, value: value.data } : { ok: false, error: { type: 'server-failed', detail: path } };
}
