import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { device as deviceKind } from '#domain/device.ts';
import { note } from '#domain/note.ts';
import { person as personKind } from '#domain/person.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { readItem } from '#oplog/kind.ts';
import type { KeysAnswer } from '#protocol/keys.ts';
import type { Invitation, InvitationLook, Joined, Me } from '#protocol/membership.ts';
import type { TestDevice } from './test-device.ts';
import { withKey } from './test-keys.ts';
import { testDay, type TestDay } from './test-server.ts';

const notes = 'notes/v';

describe('a device that takes another’s place', () => {
  let at: TestDay;
  beforeEach(async () => void (at = await testDay()));
  afterEach(() => at.close());

  const replace = (by: TestDevice, device: string) => by.ok<Invitation>('/api/devices/replace', { programme: at.programme, device });
  const mayReplace = (by: TestDevice, device: string) => by.fails('/api/devices/replace', { programme: at.programme, device });
  const join = ({ card }: TestDevice, { secret }: Invitation) => ({ key: { secret }, device: card });
  async function joined(label: string, invitation: Invitation): Promise<TestDevice> {
    const device = at.server.device(label);
    device.become(await device.ok<Joined>('/api/join', join(device, invitation)));
    return device;
  }
  async function row(device: string) {
    await at.tuula.sync(programmeSpace(at.programme));
    const found = await at.tuula.store.read(reader =>
      reader.row({ space: programmeSpace(at.programme), kind: deviceKind.name, id: device }),
    );
    return readItem(deviceKind, found!);
  }
  const written = (by: TestDevice, id: string, words: string) =>
    draft(note, { space: notes, id: `${by.person}~${id}` }, { words, theme: 'other' });

  it('joins as the same person with everything, and the old one is cut off and told why', async () => {
    await at.liisa.write([written(at.liisa, '1', 'niitty')]);
    const invitation = await replace(at.liisa, at.liisa.name);
    // Until the new one has joined the old one works.
    await at.liisa.write([written(at.liisa, '2', 'hulevesi')]);
    const fresh = at.server.device('Uusi');
    const look = await fresh.ok<InvitationLook>('/api/invitations/look', { key: { secret: invitation.secret } });
    expect(look).toMatchObject({
      replaces: { label: 'A', shape: 'tablet' },
      names: [{ person: at.liisa.person, name: 'Liisa' }],
      team: '',
    });
    fresh.become(await fresh.ok<Joined>('/api/join', join(fresh, invitation)));

    expect((await fresh.ok<Me>('/api/me')).memberships).toEqual([{ programme: at.programme, person: at.liisa.person }]);
    await fresh.sync(programmeSpace(at.programme));
    await fresh.sync(notes);
    expect([await fresh.words(notes, `${at.liisa.person}~1`), await fresh.words(notes, `${at.liisa.person}~2`)]).toEqual([
      'niitty',
      'hulevesi',
    ]);
    // And goes on where she was.
    await fresh.write([{ space: notes, kind: note.name, id: `${at.liisa.person}~1`, set: { sign: 'strength' } }]);

    expect(await at.liisa.fails('/api/me')).toBe('replaced');
    expect(await at.liisa.fails('/api/sync', await at.liisa.syncBody(notes))).toBe('replaced');
    expect(await row(at.liisa.name)).toMatchObject({ state: 'revoked', replacedBy: fresh.name });
    expect(await row(fresh.name)).toMatchObject({ state: 'in-use', person: at.liisa.person, label: 'Uusi' });
    const liisa = (await at.tuula.store.read(reader =>
      reader.row({ space: programmeSpace(at.programme), kind: personKind.name, id: at.liisa.person }),
    ))!;
    expect(readItem(personKind, liisa)).toMatchObject({ name: 'Liisa', team: 'kaislaniemi', roles: ['visitor'] });
  });

  it('is asked for by oneself for one’s own, and by a coordinator for anybody’s', async () => {
    expect(await mayReplace(at.liisa, at.timo.name)).toBe('not-coordinator');
    expect(await mayReplace(at.hanna, at.liisa.name)).toBe('not-coordinator');
    expect(await mayReplace(at.liisa, 'nobody')).toBe('not-coordinator');
    expect(await mayReplace(at.tuula, 'nobody')).toBe('no-such-device');
    expect(await at.liisa.fails('/api/devices/replace', { programme: 'another', device: at.liisa.name })).toBe('no-access');
    for (const lost of [at.timo, at.hanna]) {
      const fresh = await joined('Uusi', await replace(at.tuula, lost.name));
      expect(fresh.person).toBe(lost.person);
      expect(await lost.fails('/api/me')).toBe('replaced');
      // It may what its person may: a host contact's phone holds no note.
      expect(await fresh.fails('/api/sync', await fresh.syncBody(notes))).toBe(lost === at.hanna ? 'no-access' : 'ok');
    }
  });

  it('takes a coordinator’s place with the coordinator’s rights', async () => {
    const fresh = await joined('Uusi kannettava', await replace(at.tuula, at.tuula.name));
    expect(await at.tuula.fails('/api/me')).toBe('replaced');
    await fresh.ok<Invitation>('/api/invitations', { programme: at.programme, visit: 'v', team: 'kaislaniemi' });
  });

  it('hears of it at once on the old one, which is listening', async () => {
    const stream = await at.liisa.listen();
    await joined('Uusi', await replace(at.tuula, at.liisa.name));
    expect(await stream.until('moved', programmeSpace(at.programme))).toBeDefined();
    await stream.close();
  });

  it('repeated after a lost answer answers the same, and cuts off nothing more', async () => {
    const invitation = await replace(at.liisa, at.liisa.name);
    const fresh = at.server.device('Uusi');
    const first = await fresh.ok<Joined>('/api/join', join(fresh, invitation));
    const again = await fresh.ok<Joined>('/api/join', join(fresh, invitation));
    expect([again.device, again.membership]).toEqual([first.device, first.membership]);
    expect(await fresh.fails('/api/me')).toBe('ok');
    expect(await at.server.device('X').fails('/api/join', join(at.server.device('X'), invitation))).toBe('link-used');
  });

  it('joins by the code shown last alone', async () => {
    const first = await replace(at.liisa, at.liisa.name);
    const second = await replace(at.tuula, at.liisa.name);
    expect(await at.server.device('X').fails('/api/join', join(at.server.device('X'), first))).toBe('link-unknown');
    await joined('Uusi', second);
  });

  it('may be the old one itself, which then goes on', async () => {
    const invitation = await replace(at.tuula, at.liisa.name);
    await at.liisa.ok<Joined>('/api/join', join(at.liisa, invitation));
    expect(await at.liisa.fails('/api/me')).toBe('ok');
    expect(await row(at.liisa.name)).toMatchObject({ state: 'in-use', replacedBy: '' });
  });

  it('cuts off nobody else who has joined with the old one since', async () => {
    const invitation = await replace(at.tuula, at.liisa.name);
    const { secret } = await at.invite('kaislaniemi');
    await at.liisa.ok('/api/join', { key: { secret }, device: at.liisa.card, name: 'Saara' });
    await joined('Uusi', invitation);
    expect(await at.liisa.fails('/api/me')).toBe('ok');
  });

  it('lets nobody in by a code that a lost tablet made before it was cut off', async () => {
    const invitation = await replace(at.liisa, at.liisa.name);
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.liisa.name });
    expect(await at.server.device('X').fails('/api/join', join(at.server.device('X'), invitation))).toBe('link-unknown');
  });

  it('is let in for a day', async () => {
    const invitation = await replace(at.liisa, at.liisa.name);
    at.server.clock.now += 24 * 60 * 60_000;
    expect(await at.server.device('X').fails('/api/join', join(at.server.device('X'), invitation))).toBe('link-expired');
    expect(await at.liisa.fails('/api/me')).toBe('ok');
  });

  describe('and is the app installed beside the browser', () => {
    const move = (by: TestDevice, visit = 'v', device = by.name) =>
      by.ok<Invitation>('/api/devices/replace', { programme: at.programme, device, visit });
    const mayMove = (by: TestDevice, visit: string, device = by.name) =>
      by.fails('/api/devices/replace', { programme: at.programme, device, visit });
    const byCode = ({ card }: TestDevice, code: string) => ({ key: { code }, device: card });
    const day = 24 * 60 * 60_000;

    it('comes by a typed code that holds until the end of the day after the visit', async () => {
      const { code, expires } = await move(at.liisa);
      expect(code).toHaveLength(8);
      expect(expires).toBeGreaterThanOrEqual(Date.parse('2026-10-16T00:00:00Z'));
      const app = at.server.device('Sovellus');
      const look = await app.ok<InvitationLook>('/api/invitations/look', { key: { code } });
      expect(look).toMatchObject({ host: 'Lehtola', date: '2026-10-14', team: '', replaces: { label: 'A' }, names: [{ name: 'Liisa' }] });
      at.server.clock.now = expires - 1;
      app.become(await app.ok<Joined>('/api/join', byCode(app, `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`)));
      expect((await app.ok<Me>('/api/me')).memberships).toEqual([{ programme: at.programme, person: at.liisa.person }]);
      expect(await at.liisa.fails('/api/me')).toBe('replaced');
    });

    it('comes no later, and the browser goes on', async () => {
      const { code, expires } = await move(at.liisa);
      at.server.clock.now = expires;
      expect(await at.server.device('X').fails('/api/join', byCode(at.server.device('X'), code))).toBe('link-expired');
      expect(await at.liisa.fails('/api/me')).toBe('ok');
    });

    it('comes after a visit that has been for a day still', async () => {
      at.server.clock.now = Date.parse('2026-10-20T08:00:00Z');
      expect((await move(at.liisa)).expires).toBe(at.server.clock.now + day);
    });

    it('comes once, and by the code shown last', async () => {
      const first = await move(at.liisa);
      const second = await move(at.liisa);
      expect(await at.server.device('X').fails('/api/join', byCode(at.server.device('X'), first.code))).toBe('code-unknown');
      const app = at.server.device('Sovellus');
      app.become(await app.ok<Joined>('/api/join', byCode(app, second.code)));
      expect(await at.server.device('Y').fails('/api/join', byCode(at.server.device('Y'), second.code))).toBe('link-used');
      expect(await app.fails('/api/me')).toBe('ok');
    });

    it('is not guessed: ten wrong codes, and the right one is not looked at', async () => {
      const { code } = await move(at.liisa);
      const guesser = at.server.device('X');
      for (let tries = 0; tries < 10; tries++)
        expect(await guesser.fails('/api/invitations/look', { key: { code: `AAAA AAA${'ACDEFGHJKM'[tries]}` } })).toBe('code-unknown');
      expect(await guesser.fails('/api/join', byCode(guesser, code))).toBe('too-many-tries');
    });

    it('is stored as a hash alone', async () => {
      const { code, secret } = await move(at.liisa);
      const rows = JSON.stringify(at.server.database.read.all('SELECT * FROM invitations'));
      expect(rows).toContain('"visit":"v"');
      expect(rows).not.toContain(code);
      expect(rows).not.toContain(secret);
    });

    it('takes the place of the device that asked alone, at a visit that its person sees', async () => {
      expect(await mayMove(at.tuula, 'v', at.liisa.name)).toBe('no-such-visit');
      expect(await mayMove(at.liisa, 'another')).toBe('no-such-visit');
      expect(await mayMove(at.liisa, 'v', at.timo.name)).toBe('not-coordinator');
    });

    it('leads nowhere once the browser was cut off', async () => {
      const { code } = await move(at.liisa);
      await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.liisa.name });
      expect(await at.server.device('X').fails('/api/join', byCode(at.server.device('X'), code))).toBe('code-unknown');
    });
  });

  it('reads what is packed from now on, and the old one does not', async () => {
    const newest = ({ spaceKeys }: KeysAnswer) => spaceKeys.findLast(one => one.space === notes)!;
    const before = await (await withKey(at.liisa)).register(at.programme);
    const fresh = await joined('Uusi', await replace(at.liisa, at.liisa.name));
    const after = await (await withKey(fresh)).register(at.programme);
    expect(newest(after).generation).toBe(newest(before).generation + 1);
    expect(before.spaceKeys.map(one => one.key)).not.toContain(newest(after).key);
  });

  it('leaves what the old one had not sent on it, and it comes when that is let in again', async () => {
    await at.liisa.draw([written(at.liisa, '1', 'vain täällä')]);
    const fresh = await joined('Uusi', await replace(at.tuula, at.liisa.name));
    expect(await at.liisa.fails('/api/sync', await at.liisa.syncBody(notes))).toBe('replaced');
    await fresh.sync(notes);
    expect(await fresh.words(notes, `${at.liisa.person}~1`)).toBeUndefined();

    const { secret } = await at.invite('kaislaniemi', at.liisa.person);
    await at.liisa.ok('/api/join', { key: { secret }, device: at.liisa.card });
    await at.liisa.sync(notes);
    await fresh.sync(notes);
    expect(await fresh.words(notes, `${at.liisa.person}~1`)).toBe('vain täällä');
    expect(await fresh.fails('/api/me')).toBe('ok');
  });
});
