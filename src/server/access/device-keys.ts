import type { Certificate } from '#protocol/signatures.ts';
import type { Sql } from '../store/database.ts';

/**
 * @returns whether the key is the device's: the first that was registered since it joined. Another device's it cannot be: a copied profile asks
 * with the one it was copied with, until it has made its own
 */
export function registerKey(sql: Sql, device: string, publicKey: string): boolean {
  if (sql.get('SELECT device FROM device_keys WHERE public_key = ? AND device <> ?', publicKey, device)) return false;
  sql.run('INSERT OR IGNORE INTO device_keys (device, public_key) VALUES (?, ?)', device, publicKey);
  return sql.get<{ key: string }>('SELECT public_key AS key FROM device_keys WHERE device = ?', device)?.key === publicKey;
}

/** A device that joins anew may have lost its key with the rest. */
export function forgetKey(sql: Sql, device: string): void {
  sql.run('DELETE FROM device_keys WHERE device = ?', device);
}

export function keepCertificate(sql: Sql, { device, person, programme, publicKey, at, signature }: Certificate): void {
  sql.run(
    'INSERT OR IGNORE INTO certificates (device, person, programme, public_key, at, signature) VALUES (?, ?, ?, ?, ?, ?)',
    device,
    person,
    programme,
    publicKey,
    at,
    signature,
  );
}

/** All that were given to a device in a programme, for whichever person it was. */
export function certificatesOf(sql: Sql, device: string, programme: string): Certificate[] {
  return sql
    .all<Certificate>(
      'SELECT device, person, programme, public_key AS publicKey, at, signature FROM certificates WHERE device = ? AND programme = ?',
      device,
      programme,
    )
    .map(found => ({ ...found }));
}
