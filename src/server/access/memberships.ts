import type { DeviceCard, Membership } from '#protocol/membership.ts';
import type { Sql } from '../store/database.ts';

/**
 * `left`: the device is somebody else in that programme now; the words of the one before may still come. `revoked`: cut off, and `replaced`: so
 * because its person goes on with another.
 */
export type MembershipState = 'in-use' | 'left' | 'cleared' | CutOff;
export type CutOff = 'revoked' | 'replaced';

/** The programmes a device is in, the one joined last first. */
export function currentMemberships(sql: Sql, device: string): Membership[] {
  return sql
    .all<Membership>(
      "SELECT programme, person FROM memberships WHERE device = ? AND state = 'in-use' ORDER BY since DESC, rowid DESC",
      device,
    )
    .map(({ programme, person }) => ({ programme, person }));
}

/** Everybody a device has been: what any of them wrote on it, it may bring. */
export function personsOf(sql: Sql, device: string): Set<string> {
  return new Set(sql.all<{ person: string }>('SELECT person FROM memberships WHERE device = ?', device).map(found => found.person));
}

/** Who a device is in a programme, or was last; null when it has never been anybody there. */
export function lastMembership(sql: Sql, device: string, programme: string): { person: string; state: MembershipState } | null {
  const found = sql.get<{ person: string; state: MembershipState }>(
    "SELECT person, state FROM memberships WHERE device = ? AND programme = ? ORDER BY state = 'in-use' DESC, since DESC, rowid DESC",
    device,
    programme,
  );
  return found ? { person: found.person, state: found.state } : null;
}

/** How a device was cut off from a programme; null when it was not. */
export function cutOffState(sql: Sql, device: string, programme: string): CutOff | null {
  const state = lastMembership(sql, device, programme)?.state;
  return state === 'revoked' || state === 'replaced' ? state : null;
}

/** The device is this person in that programme from now on. */
export function enter(sql: Sql, device: string, { programme, person }: Membership, now: number): void {
  sql.run("UPDATE memberships SET state = 'left' WHERE device = ? AND programme = ? AND state = 'in-use'", device, programme);
  sql.run(
    "INSERT OR REPLACE INTO memberships (device, programme, person, since, state) VALUES (?, ?, ?, ?, 'in-use')",
    device,
    programme,
    person,
    now,
  );
}

export function endMembership(sql: Sql, device: string, programme: string, as: CutOff | 'cleared'): void {
  sql.run("UPDATE memberships SET state = ? WHERE device = ? AND programme = ? AND state IN ('in-use', 'left')", as, device, programme);
}

/** A copy of a device is whoever that is, and may bring what anybody wrote there. */
export function copyMemberships(sql: Sql, from: string, to: string, now: number): void {
  sql.run(
    `INSERT OR IGNORE INTO memberships (device, programme, person, since, state)
     SELECT ?, programme, person, ?, state FROM memberships WHERE device = ? AND state IN ('in-use', 'left')`,
    to,
    now,
    from,
  );
}

type Looks = Pick<DeviceCard, 'label' | 'shape'>;

export function rememberDevice(sql: Sql, device: string, { label, shape }: Looks): void {
  sql.run('INSERT OR REPLACE INTO devices (device, label, shape) VALUES (?, ?, ?)', device, label, shape);
}

/** What a device called itself when it joined. */
export function knownDevice(sql: Sql, device: string): Looks {
  const found = sql.get<Looks>('SELECT label, shape FROM devices WHERE device = ?', device);
  return found ? { label: found.label, shape: found.shape } : { label: '', shape: 'computer' };
}
