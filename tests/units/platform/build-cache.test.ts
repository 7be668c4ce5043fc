import { beforeEach, describe, expect, it } from 'vitest';
import {
  answerFile,
  answerPage,
  buildOnDevice,
  buildsOnDevice,
  cacheOf,
  dropOldBuilds,
  fillBuild,
  fillLater,
  servedBuild,
  writePin,
} from '#platform/build-cache.ts';
import { memoryCaches } from '../../support/memory-caches.ts';

const filesOf = (build: string) => [
  { url: '/', integrity: `sha256-page-${build}` },
  { url: `/assets/app-${build}.js`, integrity: `sha256-app-${build}` },
  { url: '/icons/vertti.svg', integrity: 'sha256-icon' },
];

/** A server that has these builds' files; what it was asked for is in `asked`. */
function server(build: string, broken: string[] = []) {
  const asked: string[] = [];
  return {
    asked,
    async fetch(url: string): Promise<Response> {
      asked.push(url);
      return broken.includes(url) ? new Response('gone', { status: 404 }) : new Response(`${url} of ${build}`);
    },
  };
}

let caches: CacheStorage;
const install = (build: string, broken: string[] = []) => fillBuild(caches, build, filesOf(build), server(build, broken).fetch);
const page = async (own: string, now = 0) => (await answerPage(caches, own, now))?.text();

beforeEach(() => {
  caches = memoryCaches();
});

describe('a build', () => {
  it('is kept whole', async () => {
    await install('a');
    expect(await buildOnDevice(caches, 'a')).toEqual({ build: 'a', files: 3, missing: [] });
    expect(await page('a')).toBe('/ of a');
  });

  it('is not kept at all when a file is missing', async () => {
    await expect(install('a', ['/assets/app-a.js'])).rejects.toThrow('/assets/app-a.js answered 404');
    expect(await buildsOnDevice(caches)).toEqual([]);
    expect(await caches.keys()).not.toContain(cacheOf('a'));
  });

  it('opens on a full disk too', async () => {
    await install('a');
    const open = caches.open.bind(caches);
    caches.open = async name => {
      const cache = await open(name);
      return Object.assign(Object.create(cache) as Cache, {
        match: cache.match.bind(cache),
        put: () => Promise.reject(new DOMException('Quota exceeded.', 'QuotaExceededError')),
      });
    };
    expect(await page('a')).toBe('/ of a');
  });

  describe('and what is fetched later', () => {
    const later = [
      { url: '/assets/docx-1.js', integrity: 'sha256-docx' },
      { url: '/assets/docx-2.js', integrity: 'sha256-docx-2' },
    ];

    it('comes when the build is whole, and only what is not here', async () => {
      const first = server('a');
      await fillLater(caches, 'a', later, first.fetch);
      expect(first.asked).toEqual([]);
      await install('a');
      await expect(fillLater(caches, 'a', later, server('a', ['/assets/docx-2.js']).fetch)).rejects.toThrow(
        '/assets/docx-2.js answered 404',
      );
      expect(await (await answerFile(caches, 'a', 0, '/assets/docx-1.js'))?.text()).toBe('/assets/docx-1.js of a');
      const second = server('a');
      await fillLater(caches, 'a', later, second.fetch);
      expect(second.asked).toEqual(['/assets/docx-2.js']);
    });

    it('is taken from the build before where it is the same, and is no reason for a build not to be ready', async () => {
      await install('a');
      await fillLater(caches, 'a', later, server('a').fetch);
      await install('b');
      expect(await buildOnDevice(caches, 'b')).toEqual({ build: 'b', files: 3, missing: [] });
      const second = server('b');
      await fillLater(caches, 'b', later, second.fetch);
      expect(second.asked).toEqual([]);
    });
  });

  it('does not count while it is being filled, and is filled anew after having been cut off', async () => {
    await (await caches.open(cacheOf('a'))).put('/', new Response('half'));
    expect(await buildOnDevice(caches, 'a')).toBeUndefined();
    await install('a');
    expect(await page('a')).toBe('/ of a');
  });

  it('says which of its files the browser threw out, and gets them again', async () => {
    await install('a');
    await (await caches.open(cacheOf('a'))).delete('/assets/app-a.js');
    expect((await buildOnDevice(caches, 'a'))?.missing).toEqual(['/assets/app-a.js']);
    await install('a');
    expect((await buildOnDevice(caches, 'a'))?.missing).toEqual([]);
  });

  it('costs only what changed', async () => {
    await install('a');
    const { fetch, asked } = server('b');
    await fillBuild(caches, 'b', filesOf('b'), fetch);
    expect(asked.toSorted()).toEqual(['/', '/assets/app-b.js']);
    expect(await (await answerFile(caches, 'b', 0, '/icons/vertti.svg'))?.text()).toBe('/icons/vertti.svg of a');
  });
});

describe('a pinned build', () => {
  beforeEach(async () => {
    await install('a');
    await writePin(caches, { build: 'a', until: 100 });
    await install('b');
  });

  it('is served by a newer worker until its day is over', async () => {
    expect(await page('b', 99)).toBe('/ of a');
    expect(await page('b', 100)).toBe('/ of b');
  });

  it('gives way when somebody chooses the new one', async () => {
    await writePin(caches, undefined);
    expect(await page('b', 99)).toBe('/ of b');
  });

  it('outlives the newer builds that come meanwhile', async () => {
    await dropOldBuilds(caches, 'b', 50);
    await install('c');
    await dropOldBuilds(caches, 'c', 60);
    expect(await page('c', 70)).toBe('/ of a');
    expect(await servedBuild(caches, 'c', 70)).toBe('a');
  });

  it('cannot be served when it is not here', async () => {
    await caches.delete(cacheOf('a'));
    expect(await page('b', 50)).toBe('/ of b');
  });
});

describe('old builds', () => {
  it('are dropped but for the one last served, of which a page may still be open', async () => {
    for (const build of ['a', 'b', 'c']) await install(build);
    await page('b');
    await dropOldBuilds(caches, 'c', 0);
    expect((await buildsOnDevice(caches)).map(held => held.build)).toEqual(['b', 'c']);
    expect(await (await answerFile(caches, 'c', 0, '/assets/app-b.js'))?.text()).toBe('/assets/app-b.js of b');
  });

  it('leave what is not theirs alone', async () => {
    await caches.open('something-else');
    await install('a');
    await dropOldBuilds(caches, 'a', 0);
    expect(await caches.keys()).toContain('something-else');
  });
});
