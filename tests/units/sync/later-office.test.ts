import { afterEach, expect, it, vi } from 'vitest';
import { createLaterOffice } from '#sync/later-office.ts';

const around = {
  device: async () => ({ id: 'd'.repeat(32), label: 'Pixel', shape: 'phone' as const }),
  membership: async () => ({ programme: 'p1', person: 'aino' }),
  become: async () => undefined,
  today: () => ({ date: '2026-09-24', time: '09:50' }),
  language: () => 'fi' as const,
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('#sync/office.ts');
  vi.resetModules();
});

it('asks the server as the office itself does', async () => {
  const asked: [string, unknown][] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push([path, JSON.parse(String(init.body))]);
    return Response.json({ id: 'i1', secret: 's', code: 'ABCD2345', expires: 5 });
  });
  const answer = await createLaterOffice(around).invite({ programme: 'p1', visit: 'v1', team: 't1' });
  expect(answer).toEqual({ ok: true, value: { id: 'i1', secret: 's', code: 'ABCD2345', expires: 5 } });
  expect(asked).toEqual([['/api/invitations', { programme: 'p1', visit: 'v1', team: 't1' }]]);
});

it('hands on a refusal', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ error: { type: 'link-used' } }, { status: 409 }));
  expect(await createLaterOffice(around).lookInvitation({ code: 'ABCD2345' })).toEqual({ ok: false, error: { type: 'link-used' } });
});

it.each([
  ['a login page', new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'captive'],
  ['a gateway without its server', new Response('<html>', { status: 502 }), 'server-failed'],
  ['JSON of somebody else', Response.json({ hello: 1 }), 'server-failed'],
  ['a refusal in words of its own', Response.json({ message: 'no' }, { status: 400 }), 'server-failed'],
  ['another version', Response.json({ error: { type: 'wrong-version' } }, { status: 409 }), 'wrong-version'],
])('takes %s for what it is', async (_, response, type) => {
  vi.stubGlobal('fetch', async () => response);
  expect(await createLaterOffice(around).lookInvitation({ code: 'ABCD2345' })).toMatchObject({ ok: false, error: { type } });
});

it('says that the server was not reached when its own file does not come', async () => {
  vi.doMock('#sync/office.ts', () => {
    throw new Error('Failed to fetch dynamically imported module');
  });
  vi.stubGlobal('navigator', { onLine: false });
  expect(await createLaterOffice(around).leave()).toEqual({ ok: false, error: { type: 'offline' } });
});
