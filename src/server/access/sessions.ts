import type { Membership } from '#protocol/membership.ts';
import type { Sql } from '../store/database.ts';
import { currentMemberships, type CutOff } from './memberships.ts';
import { hashSecret, newSecret } from './secrets.ts';

const day = 24 * 60 * 60 * 1000;
export const sessionLife = 180 * day;

export interface Session {
  device: string;
  /** The programmes the device is in, the latest first. */
  memberships: Membership[];
}

export type SessionFound = { type: 'open'; session: Session; isAging: boolean } | { type: 'signed-out' | CutOff };

/** @returns the cookie's value, which is nowhere stored */
export function openSession(sql: Sql, device: string, now: number): string {
  const secret = newSecret();
  sql.run("INSERT INTO sessions (hash, device, expires, ended) VALUES (?, ?, ?, '')", hashSecret(secret), device, now + sessionLife);
  return secret;
}

/** `isAging`: a day of its 180 has passed, and it is time to slide. */
export function findSession(sql: Sql, secret: string | undefined, now: number): SessionFound {
  if (!secret) return { type: 'signed-out' };
  const found = sql.get<{ device: string; expires: number; ended: string }>(
    'SELECT device, expires, ended FROM sessions WHERE hash = ?',
    hashSecret(secret),
  );
  if (!found || found.expires <= now) return { type: 'signed-out' };
  if (found.ended === 'revoked' || found.ended === 'replaced') return { type: found.ended };
  if (found.ended !== '') return { type: 'signed-out' };
  const session = { device: found.device, memberships: currentMemberships(sql, found.device) };
  return { type: 'open', session, isAging: found.expires < now + sessionLife - day };
}

export function slideSession(sql: Sql, secret: string, now: number): void {
  sql.run('UPDATE sessions SET expires = ? WHERE hash = ?', now + sessionLife, hashSecret(secret));
}

export function endSessions(sql: Sql, device: string, as: CutOff | 'cleared'): void {
  sql.run("UPDATE sessions SET ended = ? WHERE device = ? AND ended = ''", as, device);
}
