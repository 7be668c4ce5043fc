import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { device as deviceKind } from '#domain/device.ts';
import { person as personKind } from '#domain/person.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { readItem } from '#oplog/kind.ts';
import type { Invitation, InvitationLook, Joined, Me, SetupLook } from '#protocol/membership.ts';
import { testDay, testServer, type TestDay, type TestServer } from './test-server.ts';

const day = 24 * 60 * 60 * 1000;

describe('the set-up link', () => {
  let server: TestServer;
  beforeEach(async () => void (server = await testServer()));
  afterEach(() => server.close());

  const request = (device: { card: object }, token: string, want: string, more: object = {}) => ({
    token,
    device: device.card,
    want,
    language: 'fi',
    ...more,
  });

  it('looks without burning, then founds the programme once', async () => {
    const tuula = server.device('K');
    const token = await server.setupToken();
    expect(await tuula.ok<SetupLook>('/api/setup', request(tuula, token, 'look'))).toEqual({
      hasCoordinator: false,
      programme: '',
      person: '',
    });
    expect(await tuula.fails('/api/setup', request(tuula, token, 'programme'))).toBe('name-missing');
    const joined = await tuula.ok<Joined>('/api/setup', request(tuula, token, 'programme', { programme: 'Luonto', person: 'Tuula' }));
    expect(tuula.cookie).toMatch(/^__Host-vertti=/);
    const me = await tuula.ok<Me>('/api/me');
    expect(me).toMatchObject({ device: joined.device, memberships: [joined.membership], origin: 'http://localhost:8787' });
    expect(await server.device('X').fails('/api/setup', request(server.device('X'), token, 'look'))).toBe('link-used');
  });

  it('answers a repeated founding of the same device with the same programme', async () => {
    const tuula = server.device('K');
    const body = request(tuula, await server.setupToken(), 'programme', { programme: 'Luonto', person: 'Tuula' });
    const first = await tuula.ok<Joined>('/api/setup', body);
    expect((await tuula.ok<Joined>('/api/setup', body)).membership).toEqual(first.membership);
  });

  it('ends after 15 minutes, and when a newer one is made', async () => {
    const tuula = server.device('K');
    const old = await server.setupToken();
    const token = await server.setupToken();
    expect(await tuula.fails('/api/setup', request(tuula, old, 'look'))).toBe('link-unknown');
    server.clock.now += 15 * 60_000;
    expect(await tuula.fails('/api/setup', request(tuula, token, 'look'))).toBe('link-expired');
  });

  it('signs in as the existing coordinator', async () => {
    const tuula = server.device('K');
    const first = await tuula.ok<Joined>(
      '/api/setup',
      request(tuula, await server.setupToken(), 'programme', { programme: 'Luonto', person: 'Tuula' }),
    );
    const other = server.device('K2');
    const token = await server.setupToken();
    expect(await other.ok<SetupLook>('/api/setup', request(other, token, 'look'))).toEqual({
      hasCoordinator: true,
      programme: 'Luonto',
      person: 'Tuula',
    });
    const again = await other.ok<Joined>('/api/setup', request(other, token, 'programme'));
    expect(again.membership).toEqual(first.membership);
    expect(again.device).not.toBe(first.device);
  });

  it('cannot be guessed for long', async () => {
    const guesser = server.device('X');
    for (let tried = 0; tried < 10; tried++)
      expect(await guesser.fails('/api/setup', request(guesser, `guess${tried}`, 'look'))).toBe('link-unknown');
    expect(await guesser.fails('/api/setup', request(guesser, await server.setupToken(), 'look'))).toBe('too-many-tries');
    server.clock.now += 15 * 60_000;
    expect(await guesser.fails('/api/setup', request(guesser, await server.setupToken(), 'look'))).toBe('ok');
  });
});

describe('an invitation', () => {
  let at: TestDay;
  beforeEach(async () => void (at = await testDay()));
  afterEach(() => at.close());

  const join = (device: { card: object }, { secret }: Invitation, who: object = { name: 'Saara' }) => ({
    key: { secret },
    device: device.card,
    ...who,
  });

  it('says what it is for before anything is redeemed, and as often as asked', async () => {
    await at.tuula.write([
      draft(personKind, { space: programmeSpace(at.programme), id: 'p-mikko' }, { name: 'Mikko', roles: ['visitor'], team: 'kaislaniemi' }),
    ]);
    const { secret, code } = await at.invite('kaislaniemi');
    const stranger = at.server.device('X');
    const look = await stranger.ok<InvitationLook>('/api/invitations/look', { key: { secret } });
    expect(look).toMatchObject({
      programme: 'Luonto kunnissa',
      team: 'Kaislaniemi',
      host: 'Lehtola',
      date: '2026-10-14',
      role: 'visitor',
      names: [{ person: 'p-mikko', name: 'Mikko' }],
    });
    const typed = `${code.slice(0, 4).toLowerCase()}-${code.slice(4, 6)} ${code.slice(6)}`;
    expect(await stranger.ok('/api/invitations/look', { key: { code: typed } })).toEqual(look);
    expect(stranger.cookie).toBe('');
  });

  it('joins one device, once', async () => {
    const invitation = await at.invite('kaislaniemi');
    const saara = at.server.device('C');
    const joined = await saara.ok<Joined>('/api/join', join(saara, invitation));
    expect((await saara.ok<Me>('/api/me')).memberships).toEqual([joined.membership]);
    const other = at.server.device('X');
    expect(await other.fails('/api/join', join(other, invitation, { name: 'Joku' }))).toBe('link-used');
    expect(await other.fails('/api/invitations/look', { key: { secret: invitation.secret } })).toBe('link-used');
    await at.tuula.sync(programmeSpace(at.programme));
    const row = await at.tuula.store.read(reader => reader.row({ space: programmeSpace(at.programme), kind: 'device', id: joined.device }));
    expect(readItem(deviceKind, row!)).toMatchObject({
      person: joined.membership.person,
      label: 'C',
      shape: 'tablet',
      state: 'in-use',
      author: 'server',
    });
  });

  it('never shows the secret of a device to others', async () => {
    await at.tuula.sync(programmeSpace(at.programme));
    const ops = await at.tuula.syncBody(programmeSpace(at.programme));
    expect(JSON.stringify(ops)).not.toContain(at.liisa.card.id);
  });

  it('repeated by the same device within ten minutes answers the same, later not', async () => {
    const invitation = await at.invite('kaislaniemi');
    const saara = at.server.device('C');
    const first = await saara.ok<Joined>('/api/join', join(saara, invitation));
    at.server.clock.now += 9 * 60_000;
    const again = await saara.ok<Joined>('/api/join', join(saara, invitation));
    expect(again.membership).toEqual(first.membership);
    expect(again.device).toBe(first.device);
    expect((await saara.ok<Me>('/api/me')).memberships).toEqual([first.membership]);
    at.server.clock.now += 60_000;
    expect(await saara.fails('/api/join', join(saara, invitation))).toBe('link-used');
  });

  it('holds until the day after the visit', async () => {
    const invitation = await at.invite('kaislaniemi');
    const saara = at.server.device('C');
    at.server.clock.now = Date.UTC(2026, 9, 15, 20);
    expect(await saara.fails('/api/invitations/look', { key: { secret: invitation.secret } })).toBe('ok');
    at.server.clock.now = Date.UTC(2026, 9, 16, 0, 1);
    expect(await saara.fails('/api/join', join(saara, invitation))).toBe('link-expired');
  });

  it('mistyped, is not found; typed wrong too often, is not tried any more', async () => {
    const { code } = await at.invite('kaislaniemi');
    const saara = at.server.device('C');
    for (let tried = 0; tried < 10; tried++)
      expect(await saara.fails('/api/join', { key: { code: 'AAAAAAAA' }, device: saara.card, name: 'Saara' })).toBe('code-unknown');
    expect(await saara.fails('/api/join', { key: { code }, device: saara.card, name: 'Saara' })).toBe('too-many-tries');
    expect(await saara.fails('/api/invitations/look', { key: { secret: 'abc' } })).toBe('too-many-tries');
  });

  it('of another server is unknown here', async () => {
    const other = await testDay();
    const { secret } = await other.invite('kaislaniemi');
    expect(await at.server.device('C').fails('/api/invitations/look', { key: { secret } })).toBe('link-unknown');
    await other.close();
  });

  it('keeps names apart', async () => {
    const saara = at.server.device('C');
    const invitation = await at.invite('kaislaniemi');
    expect(await saara.fails('/api/join', join(saara, invitation, { name: '  LIISA ' }))).toBe('name-taken');
    expect(await saara.fails('/api/join', join(saara, invitation, { name: ' ' }))).toBe('malformed');
    expect(await saara.fails('/api/join', join(saara, invitation, {}))).toBe('name-missing');
    expect(await saara.fails('/api/join', join(saara, invitation, { person: at.liisa.person }))).toBe('name-taken');
    expect(await saara.fails('/api/join', join(saara, invitation))).toBe('ok');
  });

  it('takes a name that waits, chosen or typed, and offers it to nobody else', async () => {
    await at.tuula.write([
      draft(personKind, { space: programmeSpace(at.programme), id: 'p-mikko' }, { name: 'Mikko', roles: ['visitor'], team: 'kaislaniemi' }),
    ]);
    const [first, second] = [await at.invite('kaislaniemi'), await at.invite('kaislaniemi')];
    const mikko = at.server.device('B');
    expect((await mikko.ok<Joined>('/api/join', join(mikko, first, { name: 'mikko' }))).membership.person).toBe('p-mikko');
    const look = await at.server.device('X').ok<InvitationLook>('/api/invitations/look', { key: { secret: second.secret } });
    expect(look.names).toEqual([]);
  });

  it('made for somebody brings their second device in as them', async () => {
    const invitation = await at.invite('kaislaniemi', at.liisa.person);
    const second = at.server.device('A2');
    const joined = await second.ok<Joined>('/api/join', join(second, invitation, {}));
    expect(joined.membership.person).toBe(at.liisa.person);
  });

  it('is made by coordinators alone, for a visit and a team there are', async () => {
    const body = { programme: at.programme, visit: 'v', team: 'kaislaniemi' };
    expect(await at.liisa.fails('/api/invitations', body)).toBe('not-coordinator');
    expect(await at.hanna.fails('/api/invitations', body)).toBe('not-coordinator');
    expect(await at.tuula.fails('/api/invitations', { ...body, visit: 'w' })).toBe('no-such-visit');
    expect(await at.tuula.fails('/api/invitations', { ...body, team: 'x' })).toBe('no-such-visit');
    expect(await at.tuula.fails('/api/invitations', { ...body, programme: 'x' })).toBe('no-access');
  });

  it('stores no secret, only its hash', async () => {
    const { secret, code } = await at.invite('kaislaniemi');
    const everything = JSON.stringify(
      ['invitations', 'sessions', 'setup_links'].map(table => at.server.database.read.all(`SELECT * FROM ${table}`)),
    );
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(code);
    expect(everything).not.toContain(at.liisa.cookie.split('=')[1]);
  });
});

describe('a session', () => {
  let at: TestDay;
  beforeEach(async () => void (at = await testDay()));
  afterEach(() => at.close());

  it('lasts 180 days and slides', async () => {
    at.server.clock.now += 179 * day;
    const response = await at.liisa.request('/api/me');
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/__Host-vertti=.+; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=Strict/);
    at.server.clock.now += 179 * day;
    expect(await at.liisa.fails('/api/me')).toBe('ok');
    at.server.clock.now += 181 * day;
    expect(await at.liisa.fails('/api/me')).toBe('signed-out');
  });

  it('is cut off at once', async () => {
    const stream = await at.timo.listen();
    expect(await at.liisa.fails('/api/devices/revoke', { programme: at.programme, device: at.timo.name })).toBe('not-coordinator');
    expect(await at.tuula.fails('/api/devices/revoke', { programme: at.programme, device: 'x' })).toBe('no-such-device');
    await at.tuula.ok('/api/devices/revoke', { programme: at.programme, device: at.timo.name });
    expect(await at.timo.fails('/api/sync', await at.timo.syncBody('notes/v'))).toBe('revoked');
    expect(await at.timo.fails('/api/events')).toBe('revoked');
    await stream.close();
    expect(await at.liisa.fails('/api/me')).toBe('ok');
  });

  it('of a borrowed device is cleared by its user', async () => {
    await at.timo.ok('/api/session/leave', {});
    expect(await at.timo.fails('/api/me')).toBe('signed-out');
    await at.tuula.sync(programmeSpace(at.programme));
    const row = await at.tuula.store.read(reader => reader.row({ space: programmeSpace(at.programme), kind: 'device', id: at.timo.name }));
    expect(readItem(deviceKind, row!).state).toBe('cleared');
  });

  it('survives a restart of the server', async () => {
    await at.server.restart();
    expect(await at.liisa.fails('/api/me')).toBe('ok');
  });
});
