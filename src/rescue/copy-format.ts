/*
 * What a copy is: a `.zip` with three files for people at its root and, under `tiedot/`, the tables of the device's database as they are,
 * one record a line, which the app reads back. `tiedot/vertti.json` says what it is and is written last: a copy without it was cut.
 */

export const copyFormat = 'vertti-copy';
/** Raised when an older app would read a newer copy wrongly. */
export const copyVersion = 1;

export const manifestFile = 'tiedot/vertti.json';
export const tableFile = (table: string) => `tiedot/${table}.ndjson`;

/** Where the texts that were being written stand, with what was only on the screen; present only if something was. */
export const onScreenTable = 'on-screen';

/** The pictures, whose bytes are files of their own. */
export const picturesTable = 'blobs';

/** How the reading of one table went. `unread` counts the records that the browser would not give. */
export interface TableRead {
  records: number;
  unread: number;
}

export interface CopyManifest {
  format: typeof copyFormat;
  version: number;
  /** The device's clock, in milliseconds. */
  made: number;
  build: string;
  /** `missing`: there was no database; `unreadable`: it did not open, and `reason` says what the browser said. */
  database: 'read' | 'missing' | 'unreadable';
  reason: string;
  /** The version of the database's shape, 0 when it was not read. */
  shape: number;
  tables: Record<string, TableRead>;
}

/**
 * What the device remembers that goes into a copy. Named one by one, so that a secret that comes to be remembered stays on the device.
 */
export function isCopiedMemory(key: unknown): boolean {
  return typeof key === 'string' && /^(clock|folded|memory\/(writers|membership|offset|(server|receipts)\/.+))$/.test(key);
}
