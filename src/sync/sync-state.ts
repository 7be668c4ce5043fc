import type { ServerEvent } from '#protocol/sync.ts';

/** How the way to the server stands. `captive`: a wifi's login page answers instead. None of these stops writing. */
export type Link =
  'unknown' | 'online' | 'offline' | 'unreachable' | 'captive' | 'signed-out' | 'revoked' | 'replaced' | 'wrong-version' | 'server-failed';

/**
 * `even`: when last asked, both sides held the same. `waiting`: not asked yet, or the link failed. `stuck`: the server answers and does not
 * take what it is given. `unknown-space`, `unknown-kind` (the server is older), `no-access`: wait, nothing was refused. `gone`: the space was ended.
 */
export type SpaceStanding = 'waiting' | 'exchanging' | 'even' | 'stuck' | 'unknown-space' | 'unknown-kind' | 'no-access' | 'gone';

export interface SpaceSync {
  standing: SpaceStanding;
  /** The device's clock at the server's last answer, null before the first. Milliseconds. */
  lastExchange: number | null;
  /** Operations here that the server has not said it holds. */
  pending: number;
}

export interface SyncState {
  link: Link;
  /** The device's clock when `link` became so. */
  since: number;
  lastExchange: number | null;
  spaces: Record<string, SpaceSync>;
  pending: number;
}

export type Present = Extract<ServerEvent, { type: 'presence' }>['present'][number];

/** What the tab that exchanges tells the device's other tabs; `sight` each tells of itself. */
export type TabMessage =
  | { type: 'state'; state: SyncState }
  | { type: 'presence'; space: string; present: Present[] }
  | { type: 'ask' }
  | { type: 'hello' }
  | { type: 'sight'; tab: string; isHidden: boolean };
