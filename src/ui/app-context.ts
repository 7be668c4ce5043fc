import { getContext, setContext } from 'svelte';
import type { StorageCause } from '#notebook/failure.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type * as abilities from '#platform/abilities.ts';
import type { Handover } from '#protocol/handover.ts';
import type { Invitation, InvitationKey, InvitationLook, InvitationRequest, Me, SetupLook } from '#protocol/membership.ts';
import type { Photos } from './photos.ts';
import type { Pictures } from './pictures.ts';
import type { TroubleEntry, TroubleKind } from './troubles.ts';

/** Why the server did not do what was asked. `offline` and `unreachable`: it was not reached, and asking again is safe. */
export type OfficeError = { type: string; detail?: string };
export type Answer<T> = { ok: true; value: T } | { ok: false; error: OfficeError };

/** What only the server can do: joining, inviting, cutting off. Nothing that is written goes this way. */
export interface Office {
  lookSetup(token: string): Promise<Answer<SetupLook>>;
  /** Names the programme, signs in as its coordinator, or opens the example day; then the app starts anew as that person. */
  setup(token: string, want: { programme: string; person: string } | 'sign-in' | 'example'): Promise<Answer<null>>;
  lookInvitation(key: InvitationKey): Promise<Answer<InvitationLook>>;
  join(key: InvitationKey, who: { person: string } | { name: string }): Promise<Answer<null>>;
  invite(request: InvitationRequest): Promise<Answer<Invitation>>;
  revoke(device: string): Promise<Answer<null>>;
  /** An invitation for a device's person to another one, which takes its place; with `visit` for this device itself, until the day after that. */
  replace(device: string, visit?: string): Promise<Answer<Invitation>>;
  /** Clears this device after everything on it is on the server; the answer says what is only here otherwise. */
  leave(): Promise<Answer<null>>;
  /** Whom the server knows this device as, by its session. */
  lookMe(): Promise<Answer<Me>>;
  /** Goes on as that, with an empty database; the app starts anew, and what the server holds comes. */
  returnAs(me: Me): Promise<void>;
  openExample(): Promise<Answer<null>>;
  endExample(): Promise<Answer<null>>;
  /** Works on in another programme this device belongs to. */
  change(programme: string): Promise<void>;
}

/**
 * How the device stands towards the server. `replaced`: it was cut off because its person goes on with another. `no-access`: the server is reached, and its person has left the team or the programme;
 * what they wrote stays here and waits.
 */
export type Link =
  | 'online'
  | 'offline'
  | 'unreachable'
  | 'captive'
  | 'signed-out'
  | 'revoked'
  | 'replaced'
  | 'no-access'
  | 'wrong-version'
  | 'server-failed'
  | 'starting';

export interface LinkState {
  link: Link;
  /** When the last exchange with the server ended well, by the device's corrected clock; null before the first. */
  lastExchange: number | null;
  /** Spaces that have not been fetched whole yet. */
  missingSpaces: string[];
  /** What waits has not moved for a minute, although the server answers. */
  isStuck: boolean;
  /** The server does not know a space or a kind that something here is of: it is of an earlier version. */
  isServerOlder: boolean;
  /** It was a copy of another device, and has become one of its own; its user has not closed the notice yet. */
  isCopy: boolean;
  /** How many of the changes made here the server refused. */
  returned: number;
  /** Who else is in which text now. */
  present: { device: string; person: string; space: string; item: string; field: string }[];
}

/** What this device can and holds, for *valmis ilman verkkoa* and the notices. */
export interface DeviceState {
  appReady: boolean;
  /** Why the app itself is not whole on the device yet, '' when it is. */
  appReason: '' | 'no-worker' | 'fetching' | 'missing';
  isInstalled: boolean;
  /** null while unknown or not tellable. */
  storagePersistent: boolean | null;
  updateWaiting: boolean;
  storage: 'open' | StorageCause;
  /** How much more can be stored; null while unknown or not tellable. */
  room: 'enough' | 'little' | null;
  /** Server clock − device clock in milliseconds, as measured since the start; null before. */
  clockOff: number | null;
}

/** Whose way of doing things a person is told. */
export type BrowserKind = abilities.Abilities['browser']['kind'];

/** A value from outside that pages may read and watch. */
export interface Watchable<T> {
  readonly value: T;
  watch(changed: () => void): () => void;
}

/** What came of taking out or bringing back, a sentence each. */
export interface CopyTold {
  ok: boolean;
  sentences: string[];
}

export interface App {
  /** null before the device belongs to anybody: only the pages of starting and joining are shown then. */
  notebook: Notebook | null;
  /** The device has belonged to somebody, by a mark outside its database: without a notebook, the database has been thrown out. */
  hasBelonged: boolean;
  office: Office;
  /** The teammate in whose hand the device is, or was until the day ended (`isOver`); null when it is in its own person's. */
  lending: { person: string; day: string; isOver: boolean } | null;
  /** Gives the device into a teammate's hand, or back (null): the app starts anew. False when a text could not be stored, and nothing changed. */
  lend(person: string | null): Promise<boolean>;
  /** Words between devices without the server; null exactly when `notebook` is. */
  handover: Handover | null;
  link: Watchable<LinkState>;
  device: Watchable<DeviceState>;
  /** What is and was in the way, oldest first. */
  troubles: Watchable<readonly TroubleEntry[]>;
  /** Closes the notice of what is in the way now. */
  hushTrouble(kind: TroubleKind): void;
  /** Exchanges with the server now. */
  syncNow(): void;
  /** Tells the others which text this device is in; '' for none. */
  presence(space: string, item: string, field: string): void;
  /** The device's corrected clock in milliseconds, changing once a minute for those who watch. */
  minute: Watchable<number>;
  /** Fetches what moving pictures are shown and read with. */
  pictures(): Promise<Pictures>;
  /** Fetches what pictures beside notes are made with. */
  photos(): Promise<Photos>;
  go(path: string, how?: 'replace'): void;
  askPersistence(): Promise<boolean>;
  /** Fetches what asks the browser what this device can; null when it did not come. */
  abilities(): Promise<typeof abilities | null>;
  /** Changes to the waiting build; everything is sealed first. */
  takeUpdate(): Promise<void>;
  say(words: string): void;
  changeLocale(locale: string): void;
  /** After storage was freed: goes on writing. */
  resumeStorage(): Promise<void>;
  /** Gives everything on this device to the browser as one file, what is only on the screen too. Works while storage does not. */
  takeOut(): Promise<CopyTold>;
  /** Takes such a file into the notebook. */
  bringBack(file: File): Promise<CopyTold>;
}

const key = Symbol('app');

export function provideApp(app: App): App {
  return setContext(key, app);
}

export function getApp(): App {
  return getContext<App>(key);
}

/** For the pages inside: the notebook, which is there whenever such a page is shown. */
export function getNotebook(): Notebook {
  const { notebook } = getApp();
  if (!notebook) throw new Error('a page of the notebook without a notebook');
  return notebook;
}
