import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { device as deviceKind } from '#domain/device.ts';
import { note } from '#domain/note.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { readItem } from '#oplog/kind.ts';
import type { Me } from '#protocol/membership.ts';
import type { StartWord } from '#protocol/sync.ts';
import { randomHex } from '#server/access/secrets.ts';
import type { TestDevice } from './test-device.ts';
import { withKey } from './test-keys.ts';
import { testDay, type TestDay } from './test-server.ts';

const notes = 'notes/v';

describe('a profile that two devices go on from', () => {
  let at: TestDay;
  beforeEach(async () => void (at = await testDay()));
  afterEach(() => at.close());

  /** An exchange that says which start asks: 'ok', or the refusal and what came with it. */
  async function says(device: TestDevice, start: StartWord): Promise<string> {
    const response = await device.request('/api/sync', { ...(await device.syncBody(notes)), start });
    if (response.ok) return 'ok';
    const { error } = (await response.json()) as { error: { type: string; detail?: string } };
    return `${error.type} ${error.detail ?? ''}`;
  }
  const split = (by: TestDevice, card: { id: string; label: string; shape: string }) => by.ok<Me>('/api/session/split', { device: card });
  const newCard = () => ({ id: randomHex(16), label: 'Kopio', shape: 'tablet' });
  async function row(device: string) {
    await at.tuula.sync(programmeSpace(at.programme));
    const found = await at.tuula.store.read(reader =>
      reader.row({ space: programmeSpace(at.programme), kind: deviceKind.name, id: device }),
    );
    return readItem(deviceKind, found!);
  }

  it('is one device as long as each start follows the one before', async () => {
    expect(await says(at.liisa, { was: '', is: 'a' })).toBe('ok');
    expect(await says(at.liisa, { was: '', is: 'a' })).toBe('ok');
    expect(await says(at.liisa, { was: 'a', is: 'b' })).toBe('ok');
    expect(await says(at.liisa, { was: 'a', is: 'b' })).toBe('ok');
    // Of an app of before nothing is known, and nothing is asked.
    expect(await at.liisa.fails('/api/sync', await at.liisa.syncBody(notes))).toBe('ok');
    expect(await says(at.timo, { was: 'a', is: 'x' })).toBe('ok');
    await at.server.restart();
    expect(await says(at.liisa, { was: 'b', is: 'c' })).toBe('ok');
  });

  it('is noticed before anything is taken, whichever comes second', async () => {
    await says(at.liisa, { was: '', is: 'a' });
    expect(await says(at.liisa, { was: 'a', is: 'original' })).toBe('ok');
    await at.liisa.draw([draft(note, { space: notes, id: `${at.liisa.person}~1` }, { words: 'kopiosta' })]);
    expect(await says(at.liisa, { was: 'a', is: 'copy' })).toBe('copied original');
    await at.timo.sync(notes);
    expect(await at.timo.words(notes, `${at.liisa.person}~1`)).toBeUndefined();
    // It does not go away by asking.
    expect(await says(at.liisa, { was: 'a', is: 'copy' })).toBe('copied original');
    expect(await says(at.liisa, { was: 'original', is: 'original' })).toBe('ok');
  });

  it('is forgiven when the server had forgotten, or an answer got lost: whoever knows the mark goes on', async () => {
    await says(at.liisa, { was: '', is: 'a' });
    await says(at.liisa, { was: 'a', is: 'b' });
    expect(await says(at.liisa, { was: 'c', is: 'd' })).toBe('copied b');
    expect(await says(at.liisa, { was: 'b', is: 'd' })).toBe('ok');
    await at.server.database.write(async sql => void sql.run('DELETE FROM starts'));
    expect(await says(at.liisa, { was: 'd', is: 'e' })).toBe('ok');
  });

  it('with an emptied database goes on as the device that it is', async () => {
    await says(at.liisa, { was: '', is: 'a' });
    await says(at.liisa, { was: 'a', is: 'b' });
    expect(await says(at.liisa, { was: '', is: 'n' })).toBe('ok');
    expect(await says(at.liisa, { was: 'b', is: 'b' })).toBe('copied n');
  });

  it('becomes a device of its own: of the same person, with a session and a key of its own', async () => {
    const cookie = at.liisa.cookie;
    const key = await withKey(at.liisa);
    await key.register(at.programme);
    const [op] = await at.liisa.draw([draft(note, { space: notes, id: `${at.liisa.person}~1` }, { words: 'kopiosta', theme: 'other' })]);
    const me = await split(at.liisa, newCard());
    expect(me.device).not.toBe(at.liisa.name);
    expect(me.memberships).toEqual([{ programme: at.programme, person: at.liisa.person }]);
    expect(at.liisa.cookie).not.toBe(cookie);
    expect(await row(me.device)).toMatchObject({ person: at.liisa.person, label: 'Kopio', state: 'in-use', copyOf: at.liisa.name });

    // Its key is another one: the old is the other device's, also when it asks with that first.
    expect(await at.liisa.fails('/api/keys', { programme: at.programme, publicKey: key.publicKey })).toBe('key-taken');
    const own = await withKey(at.liisa);
    const { certificate } = await own.register(at.programme);
    expect(certificate).toMatchObject({ device: me.device, person: at.liisa.person, publicKey: own.publicKey });
    const body = { ...(await at.liisa.syncBody(notes)), start: { was: 'a', is: 'copy' }, signed: [await own.head(op!, me.device)] };
    await at.liisa.ok('/api/sync', body);
    await at.timo.sync(notes);
    expect(await at.timo.words(notes, `${at.liisa.person}~1`)).toBe('kopiosta');

    // And the other goes on with the old session, whichever of them is cut off.
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: me.device });
    expect(await at.liisa.fails('/api/me')).toBe('revoked');
    at.liisa.cookie = cookie;
    expect((await at.liisa.ok<Me>('/api/me')).device).toBe(at.liisa.name);
  });

  it('asks again after a lost answer, by the old session or the new, and is one device all the same', async () => {
    const cookie = at.liisa.cookie;
    const card = newCard();
    const first = await split(at.liisa, card);
    const joinedAt = (await row(first.device)).joinedAt;
    at.server.clock.now += 60_000;
    expect(await split(at.liisa, card)).toMatchObject({ device: first.device, memberships: first.memberships });
    at.liisa.cookie = cookie;
    expect(await split(at.liisa, card)).toMatchObject({ device: first.device, memberships: first.memberships });
    expect((await at.liisa.ok<Me>('/api/me')).device).toBe(first.device);
    expect((await row(first.device)).joinedAt).toBe(joinedAt);
  });

  it('that was cut off makes no device of its own', async () => {
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.liisa.name });
    expect(await at.liisa.fails('/api/session/split', { device: newCard() })).toBe('revoked');
    expect(await at.timo.fails('/api/session/split', { device: { id: 'short', label: '', shape: 'tablet' } })).toBe('malformed');
  });

  it('brings what anybody wrote on it, also who it was before', async () => {
    const [op] = await at.liisa.draw([draft(note, { space: notes, id: `${at.liisa.person}~1` }, { words: 'Liisan', theme: 'other' })]);
    const { secret } = await at.invite('kaislaniemi');
    await at.liisa.ok('/api/join', { key: { secret }, device: at.liisa.card, name: 'Saara' });
    await split(at.liisa, newCard());
    await at.liisa.sync(notes);
    await at.timo.sync(notes);
    expect(await at.timo.words(notes, op!.id)).toBe('Liisan');
  });
});
