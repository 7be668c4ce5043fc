import { webcrypto } from 'node:crypto';
import { readableSpaces } from '#domain/access.ts';
import { KeysRequest, type KeysAnswer } from '#protocol/keys.ts';
import { certificateStatement, rawBytes, type Certificate } from '#protocol/signatures.ts';
import { ec } from '#protocol/subtle.ts';
import { certificatesOf, keepCertificate, registerKey } from '../access/device-keys.ts';
import { spaceKeysOf } from '../access/space-keys.ts';
import { readBody } from '../door.ts';
import { refuse } from '../failures.ts';
import type { Parts, Route } from '../parts.ts';

/** Registers a device's key, and gives what it needs to hand words over without the server. Asked for again, it gives what holds now. */
export function keysRoute({ database, book, key, now }: Parts): Route {
  return async c => {
    const request = await readBody(c, KeysRequest);
    if (!request || !(await isPoint(request.publicKey))) return refuse(c, 'malformed', 'keys');
    const { programme, publicKey } = request;
    const { device, memberships } = c.var.session;
    const membership = memberships.find(found => found.programme === programme);
    if (!membership) return refuse(c, 'no-access');
    const { person } = membership;
    const spaceKeys = await database.write(async sql =>
      registerKey(sql, device, publicKey) ? spaceKeysOf(sql, readableSpaces(book.of(sql, programme), person), now()) : null,
    );
    if (!spaceKeys) return refuse(c, 'key-taken');
    const find = () => certificatesOf(database.read, device, programme).find(one => one.person === person && one.publicKey === publicKey);
    if (!find()) {
      const said = { device, person, programme, publicKey, at: now() };
      const made: Certificate = { ...said, signature: await key.sign(certificateStatement(said)) };
      await database.write(async sql => keepCertificate(sql, made));
    }
    // What is stored: of two requests at once, both get the same.
    return c.json({ certificate: find()!, serverKey: await key.publicKey(), spaceKeys } satisfies KeysAnswer);
  };
}

async function isPoint(publicKey: string): Promise<boolean> {
  return webcrypto.subtle.importKey('raw', rawBytes(publicKey), ec, true, ['verify']).then(
    () => true,
    () => false,
  );
}
