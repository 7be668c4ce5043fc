import type { Invitation, InvitationKey } from '#protocol/membership.ts';
import type { Sql } from '../store/database.ts';
import { hashSecret, newCode, newSecret, normalCode, randomHex } from './secrets.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
/** A device whose answer was lost may repeat its joining so long. */
const repeatable = 10 * minute;

/**
 * What an invitation is for. `team` '' is the host contact's; `person` '' lets the joining one choose. With `replaces`, a device's id, it is for
 * that device's person alone, whatever they take part in: whoever joins by it takes that device's place. Such a one is of a visit only when the
 * device made it to move into the app installed beside it.
 */
export interface InvitationFor {
  programme: string;
  visit: string;
  team: string;
  person: string;
  replaces: string;
}

export interface StoredInvitation extends InvitationFor {
  id: string;
  expires: number;
  /** Who redeemed it; null while nobody has. */
  used: { device: string; person: string; at: number } | null;
}

export type InvitationProblem = 'link-unknown' | 'code-unknown' | 'link-expired' | 'link-used';

/** @param maker the device that asks for it */
export function createInvitation(sql: Sql, invited: InvitationFor, expires: number, maker: string): Invitation {
  const invitation = { id: randomHex(8), secret: newSecret(), code: newCode(), expires };
  const { programme, visit, team, person, replaces } = invited;
  // Of one device there is one at a time: the code on a screen that was left open leads nowhere once a newer one is shown.
  if (replaces) sql.run('DELETE FROM invitations WHERE programme = ? AND replaces = ? AND used_at IS NULL', programme, replaces);
  sql.run(
    'INSERT INTO invitations (id, secret, code, programme, visit, team, person, expires, replaces, maker) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    invitation.id,
    hashSecret(invitation.secret),
    hashSecret(invitation.code),
    programme,
    visit,
    team,
    person,
    expires,
    replaces,
    maker,
  );
  return invitation;
}

/** A lost tablet lets nobody into its place after it was cut off. */
export function dropReplacements(sql: Sql, maker: string): void {
  sql.run("DELETE FROM invitations WHERE maker = ? AND replaces <> '' AND used_at IS NULL", maker);
}

/** Until the end of the day after the visit; of a visit that has been, for a day. `date` is YYYY-MM-DD or ''. */
export function invitationEnd(date: string, now: number): number {
  const visit = Date.parse(`${date}T00:00:00Z`);
  return Math.max(Number.isNaN(visit) ? 0 : visit + 2 * day, now + day);
}

/** `device` may find again what it has just redeemed itself. */
export function findInvitation(
  sql: Sql,
  key: InvitationKey,
  now: number,
  device: string | null,
): { ok: true; invitation: StoredInvitation } | { ok: false; error: InvitationProblem } {
  const hash = hashSecret('secret' in key ? key.secret : normalCode(key.code));
  const found = sql.get<InvitationRow>(`SELECT * FROM invitations WHERE ${'secret' in key ? 'secret' : 'code'} = ?`, hash);
  if (!found) return { ok: false, error: 'secret' in key ? 'link-unknown' : 'code-unknown' };
  const { id, programme, visit, team, person, replaces, expires } = found;
  const used = found.used_at === null ? null : { device: found.used_device!, person: found.used_person!, at: found.used_at };
  if (used && !(used.device === device && now - used.at < repeatable)) return { ok: false, error: 'link-used' };
  if (expires <= now) return { ok: false, error: 'link-expired' };
  return { ok: true, invitation: { id, programme, visit, team, person, replaces, expires, used } };
}

export function useInvitation(sql: Sql, id: string, device: string, person: string, now: number): void {
  sql.run('UPDATE invitations SET used_at = ?, used_device = ?, used_person = ? WHERE id = ? AND used_at IS NULL', now, device, person, id);
}

interface InvitationRow extends InvitationFor {
  id: string;
  expires: number;
  used_at: number | null;
  used_device: string | null;
  used_person: string | null;
}
