import type { DatabaseSync } from 'node:sqlite';

/**
 * The log's tables hold operations and rows as JSON, with the columns they are found by. The others are the server's own: who may
 * come in. What lets a device in stands in them only as SHA-256. Version 1, frozen: what is in people's data folders looks like this.
 */
const version1 = `
  CREATE TABLE ops (
    space TEXT NOT NULL, writer TEXT NOT NULL, seq INTEGER NOT NULL,
    kind TEXT NOT NULL, id TEXT NOT NULL, op TEXT NOT NULL,
    PRIMARY KEY (space, writer, seq)
  ) STRICT;
  CREATE INDEX ops_by_item ON ops (space, kind, id);
  CREATE TABLE rows (
    space TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL, row TEXT NOT NULL,
    PRIMARY KEY (space, kind, id)
  ) STRICT;
  CREATE INDEX rows_by_parent ON rows (kind, parent);
  CREATE TABLE heads (
    space TEXT NOT NULL, writer TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (space, writer)
  ) STRICT;
  CREATE TABLE opens (
    writer TEXT NOT NULL, space TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, open TEXT NOT NULL,
    PRIMARY KEY (writer, space, kind, id)
  ) STRICT;
  CREATE TABLE memory (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  -- Whose a writer is: the author of its first operation anywhere.
  CREATE TABLE writers (writer TEXT PRIMARY KEY, person TEXT NOT NULL) STRICT;
  -- Which programme a visit belongs to: the first that named it.
  CREATE TABLE visits (visit TEXT PRIMARY KEY, programme TEXT NOT NULL) STRICT;
  -- The last vector each device said it holds durably. changed only grows.
  CREATE TABLE receipts (
    space TEXT NOT NULL, device TEXT NOT NULL, vector TEXT NOT NULL, at INTEGER NOT NULL, changed INTEGER NOT NULL,
    PRIMARY KEY (space, device)
  ) STRICT;
  CREATE INDEX receipts_by_change ON receipts (space, changed);

  CREATE TABLE programmes (programme TEXT PRIMARY KEY, is_example INTEGER NOT NULL, created INTEGER NOT NULL) STRICT;
  CREATE TABLE devices (device TEXT PRIMARY KEY, label TEXT NOT NULL, shape TEXT NOT NULL) STRICT;
  CREATE TABLE memberships (
    device TEXT NOT NULL, programme TEXT NOT NULL, person TEXT NOT NULL,
    since INTEGER NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (device, programme, person)
  ) STRICT;
  CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, device TEXT NOT NULL, expires INTEGER NOT NULL, ended TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_device ON sessions (device);
  CREATE TABLE invitations (
    id TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE, code TEXT NOT NULL UNIQUE,
    programme TEXT NOT NULL, visit TEXT NOT NULL, team TEXT NOT NULL, person TEXT NOT NULL, expires INTEGER NOT NULL,
    used_at INTEGER, used_device TEXT, used_person TEXT
  ) STRICT;
  CREATE TABLE setup_links (hash TEXT PRIMARY KEY, expires INTEGER NOT NULL, used_device TEXT) STRICT;
  -- Spaces of an example day that ended: asked for, they answer 'gone' and not 'wait'.
  CREATE TABLE tombstones (space TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
`;

/** What a device said of itself with its vector: how many texts are open there (null: not said), and whether it was put away. */
const version2 = `
  ALTER TABLE receipts ADD COLUMN open INTEGER;
  ALTER TABLE receipts ADD COLUMN away INTEGER NOT NULL DEFAULT 0;
`;

/** Keys and signatures, for words that are handed over without the server. */
const version3 = `
  -- The server's own: its signing key as JWK. Whoever has the data folder is the server.
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  -- The key a device registered first since it joined. Certificates of earlier ones go on being true.
  CREATE TABLE device_keys (device TEXT PRIMARY KEY, public_key TEXT NOT NULL) STRICT;
  CREATE TABLE certificates (
    device TEXT NOT NULL, person TEXT NOT NULL, programme TEXT NOT NULL, public_key TEXT NOT NULL,
    at INTEGER NOT NULL, signature TEXT NOT NULL,
    PRIMARY KEY (device, person, programme, public_key)
  ) STRICT;
  CREATE TABLE space_keys (
    space TEXT NOT NULL, generation INTEGER NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (space, generation)
  ) STRICT;
  -- What devices signed of their writers; the server signs its own when asked.
  CREATE TABLE signed_heads (
    space TEXT NOT NULL, writer TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, device TEXT NOT NULL, signature TEXT NOT NULL,
    PRIMARY KEY (space, writer, seq)
  ) STRICT;
`;

/** Changing tablets: the device in whose place the invited one comes ('' for none), and the device that asked for the invitation. */
const version4 = `
  ALTER TABLE invitations ADD COLUMN replaces TEXT NOT NULL DEFAULT '';
  ALTER TABLE invitations ADD COLUMN maker TEXT NOT NULL DEFAULT '';
`;

/** By the mark of its last start each device is known from a copy of it. */
const version5 = 'CREATE TABLE starts (device TEXT PRIMARY KEY, mark TEXT NOT NULL) STRICT;';

/**
 * Pictures, by the SHA-256 of their bytes, and which operations name one: an erased or withheld operation says nothing, so it names none. Of
 * the pictures that a device knows of, those that it said it lacks (null: not said).
 */
const version6 = `
  CREATE TABLE pictures (
    space TEXT NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (space, hash)
  ) STRICT;
  CREATE INDEX ops_by_picture ON ops (space, json_extract(op, '$.patch.set.picture.to'))
    WHERE json_extract(op, '$.patch.set.picture.to') > '';
  ALTER TABLE receipts ADD COLUMN lacks TEXT;
`;

/** What each version adds to the one before, in order. */
const versions = [version1, version2, version3, version4, version5, version6];

/** Brings a data folder of this or an earlier version to this one, in one transaction. */
export function createSchema(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version === versions.length) return;
  if (version > versions.length)
    throw new Error(`The data folder is of a later version of Vertti (${version}, this one knows ${versions.length})`);
  database.exec(`BEGIN IMMEDIATE; ${versions.slice(version).join('')} PRAGMA user_version = ${versions.length}; COMMIT`);
}
