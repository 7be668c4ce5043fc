import type { DeviceCard, Membership } from '#protocol/membership.ts';
import type { Sql } from '../store/database.ts';

/** `left`: the device is somebody else in that programme now; the words of the one before may still come. */
export type MembershipState = 'in-use' | 'left' | 'revoked' | 'cleared';

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

export function membershipState(sql: Sql, device: string, programme: string): MembershipState | null {
  const found = sql.get<{ state: MembershipState }>(
    "SELECT state FROM memberships WHERE device = ? AND programme = ? ORDER BY state = 'in-use' DESC, since DESC, rowid DESC",
    device,
    programme,
  );
  return found?.state ?? null;
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

export function endMembership(sql: Sql, device: string, programme: string, as: 'revoked' | 'cleared'): void {
  sql.run("UPDATE memberships SET state = ? WHERE device = ? AND programme = ? AND state IN ('in-use', 'left')", as, device, programme);
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
