import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { versionHeader } from '#protocol/sync.ts';
import { configErrorToSentence, readConfig } from '#server/config.ts';
import { packed } from '#server/packing.ts';
import type { Env } from '#server/parts.ts';
import { testDay, testServer } from './test-server.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const started = async <T extends { close(): Promise<void> }>(made: Promise<T>): Promise<T> => {
  const one = await made;
  open.push(one);
  return one;
};

describe('the door', () => {
  it('takes requests of our own pages only', async () => {
    const at = await started(testDay());
    const body = { space: 'notes/v', have: {}, ops: [], receiptsAfter: 0 };
    expect(await at.liisa.fails('/api/sync', body, { origin: 'https://evil.example' })).toBe('wrong-origin');
    expect(await at.liisa.fails('/api/sync', body, { origin: undefined })).toBe('wrong-origin');
    expect(await at.liisa.fails('/api/sync', body, { origin: 'http://localhost:9999' })).toBe('wrong-origin');
    // Each device of the browser tests comes through a port of its own.
    expect(await at.liisa.fails('/api/sync', body, { host: 'localhost:9999', origin: 'http://localhost:9999' })).toBe('ok');
    expect(await at.liisa.fails('/api/sync', body, { host: '127.0.0.1:9999', origin: 'http://127.0.0.1:9999' })).toBe('ok');
  });

  it('takes one protocol version', async () => {
    const at = await started(testDay());
    const body = { space: 'notes/v', have: {}, ops: [], receiptsAfter: 0 };
    expect(await at.liisa.fails('/api/sync', body, { [versionHeader]: '2' })).toBe('wrong-version');
    expect(await at.liisa.fails('/api/sync', body, { [versionHeader]: undefined })).toBe('wrong-version');
    expect(await at.liisa.fails('/api/me', undefined, { [versionHeader]: '2' })).toBe('wrong-version');
  });

  it('takes well-formed JSON only', async () => {
    const at = await started(testDay());
    expect(await at.liisa.fails('/api/sync', '{"space":', {})).toBe('malformed');
    expect(await at.liisa.fails('/api/sync', { space: 'notes/v' })).toBe('malformed');
    expect(
      await at.liisa.fails('/api/sync', { space: 'notes/v', have: {}, ops: [], receiptsAfter: 0 }, { 'content-type': 'text/plain' }),
    ).toBe('malformed');
    const [op] = await at.liisa.draw([{ space: 'notes/v', kind: 'note', id: `${at.liisa.person}~1`, set: { sign: 'strength' } }]);
    expect(await at.liisa.fails('/api/sync', { space: 'debrief/v', have: {}, ops: [op], receiptsAfter: 0 })).toBe('malformed');
    expect(await at.liisa.fails('/api/sync', { space: 'notes/v', have: {}, ops: [{ ...op, extra: 1 }], receiptsAfter: 0 })).toBe(
      'malformed',
    );
  });

  it('takes only so much at once', async () => {
    const at = await started(testDay());
    expect(await at.liisa.fails('/api/sync', `{"space":"${'x'.repeat(8_000_001)}"}`)).toBe('too-large');
    expect(await at.liisa.fails('/api/join', `{"key":"${'x'.repeat(64_001)}"}`)).toBe('too-large');
    for (const length of ['8000001', 'many'])
      expect(await at.liisa.fails('/api/sync', '{}', { 'content-length': length })).toBe('too-large');
    const lying = { 'content-length': '2', 'transfer-encoding': 'chunked' };
    expect(await at.liisa.fails('/api/join', `{"key":"${'x'.repeat(64_001)}"}`, lying)).toBe('too-large');
  });

  it('refuses joining over plain http beyond this machine, and says why', async () => {
    const server = await started(testServer());
    const device = server.device('A');
    const tablet = { host: '192.168.1.5:8787', origin: 'http://192.168.1.5:8787' };
    for (const path of ['/api/setup', '/api/join', '/api/invitations/look'])
      expect(await device.fails(path, {}, tablet)).toBe('not-secure');
    const plain = await started(testServer({ origin: 'http://vertti.kunta.fi' }));
    expect(await plain.device('A').fails('/api/join', {}, { host: 'vertti.kunta.fi', origin: 'http://vertti.kunta.fi' })).toBe(
      'not-secure',
    );
  });

  it('behind a proxy goes by the public address', async () => {
    const server = await started(testServer({ origin: 'https://vertti.kunta.fi' }));
    const device = server.device('A');
    expect(await device.fails('/api/join', {}, { host: 'localhost:8787', origin: 'https://vertti.kunta.fi' })).toBe('malformed');
    expect(await device.fails('/api/join', {}, { host: 'localhost:8787', origin: 'http://localhost:8787' })).toBe('wrong-origin');
    expect((await device.request('/api/health')).headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('slows down a device that asks without end', async () => {
    const at = await started(testDay());
    let slowed = 0;
    for (let asked = 0; asked < 2_100 && slowed === 0; asked++) if ((await at.liisa.request('/api/me')).status === 429) slowed++;
    expect(slowed).toBe(1);
    at.server.clock.now += 1_000;
    expect(await at.liisa.fails('/api/me')).toBe('ok');
  });
});

describe('a long answer', () => {
  it('is packed for the way, and not on this machine', async () => {
    const app = new Hono<Env>().get('/:far', c => packed(c, JSON.stringify({ text: 'metsä'.repeat(2_000) }), c.req.param('far') === 'far'));
    const far = await app.request('/far', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(far.headers.get('content-encoding')).toBe('gzip');
    const text = gunzipSync(Buffer.from(await far.arrayBuffer())).toString();
    expect(JSON.parse(text)).toEqual({ text: 'metsä'.repeat(2_000) });
    expect((await app.request('/near', { headers: { 'accept-encoding': 'gzip' } })).headers.get('content-encoding')).toBeNull();
    expect((await app.request('/far')).headers.get('content-encoding')).toBeNull();
  });
});

describe('the app', () => {
  it('is served whole: its files, and the page on every address of its own', async () => {
    const dist = mkdtempSync(join(tmpdir(), 'vertti-dist-'));
    mkdirSync(join(dist, 'assets'));
    writeFileSync(join(dist, 'index.html'), `<!doctype html><title>Vertti</title>${' '.repeat(600)}`);
    writeFileSync(join(dist, 'rescue.html'), '<title>Talteen</title>');
    writeFileSync(join(dist, 'service-worker.js'), 'self');
    writeFileSync(join(dist, 'assets', 'main-abc.js'), 'export {}');
    writeFileSync(join(dist, '.secret'), 'x');
    const server = await started(testServer({ dist }));
    const get = (path: string, headers = {}) => server.app.request(`http://localhost:8787${path}`, { headers });

    for (const path of ['/', '/join', '/visits/v/interviews/s1']) {
      const page = await get(path);
      expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      expect(await page.text()).toContain('<title>Vertti</title>');
    }
    const rescue = await get('/rescue');
    expect([rescue.headers.get('content-type'), await rescue.text()]).toEqual(['text/html; charset=utf-8', '<title>Talteen</title>']);
    const script = await get('/assets/main-abc.js');
    expect([script.headers.get('content-type'), script.headers.get('cache-control')]).toEqual([
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    expect((await get('/service-worker.js')).headers.get('cache-control')).toBe('no-cache');
    for (const path of ['/assets/gone.js', '/.secret', '/../package.json', '/%2e%2e/package.json', '/%zz'])
      expect((await get(path)).status).toBe(404);
    const packed = await get('/', { 'accept-encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect((await get('/', { 'if-none-match': packed.headers.get('etag')! })).status).toBe(304);
    const policy = packed.headers.get('content-security-policy')!;
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    rmSync(dist, { recursive: true });
  });

  it('says so when it has not been built', async () => {
    const server = await started(testServer());
    const page = await server.app.request('http://localhost:8787/');
    expect([page.status, await page.text()]).toEqual([503, 'Sovellusta ei ole rakennettu. Aja: npm run build']);
  });
});

describe('the settings', () => {
  it('have defaults for this machine', () => {
    expect(readConfig({})).toEqual({ ok: true, config: { data: './data', host: '127.0.0.1', port: 8787, origin: null, tls: null } });
    expect(readConfig({ VERTTI_ORIGIN: 'https://Vertti.kunta.fi/', PORT: '0' })).toMatchObject({
      ok: true,
      config: { origin: 'https://vertti.kunta.fi', port: 0 },
    });
  });

  it('are refused with a sentence', () => {
    const sentence = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok ? 'ok' : configErrorToSentence(read.error);
    };
    expect(sentence({ PORT: 'eight' })).toContain('PORT');
    expect(sentence({ PORT: '70000' })).toContain('65535');
    expect(sentence({ VERTTI_ORIGIN: 'vertti.kunta.fi' })).toContain('VERTTI_ORIGIN');
    expect(sentence({ VERTTI_ORIGIN: 'https://vertti.kunta.fi/app' })).toContain('pelkkä osoite');
    expect(sentence({ VERTTI_TLS_CERT: 'cert.pem' })).toContain('VERTTI_TLS_KEY');
    expect(sentence({ VERTTI_TLS_CERT: '/nowhere/cert.pem', VERTTI_TLS_KEY: '/nowhere/key.pem' })).toContain('/nowhere/cert.pem');
  });
});
