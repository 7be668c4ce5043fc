import { afterEach, expect, it, vi } from 'vitest';
import { readAbilities, tryCamera } from '#platform/abilities.ts';

afterEach(() => vi.unstubAllGlobals());

interface Browser {
  estimate?: StorageEstimate;
  /** Kinds of what is connected; null where the browser gives no devices at all. */
  devices?: string[] | null;
  /** null where the browser knows no such permission. */
  camera?: PermissionState | null;
  wakeLock?: boolean;
  /** What opening the camera comes to: the name of an error, or nothing. */
  refusal?: string;
}

/** A browser as far as it is asked; `opened` counts how often the camera was. */
function browser({ estimate, devices = ['videoinput'], camera = 'prompt', wakeLock = true, refusal }: Browser = {}) {
  const seen = { opened: 0, stopped: 0 };
  const track = { addEventListener: () => undefined, stop: () => void seen.stopped++ };
  const stream = { getTracks: () => [track], getVideoTracks: () => [track] };
  const getUserMedia = async () => {
    seen.opened++;
    if (refusal) throw Object.assign(new Error(refusal), { name: refusal });
    return stream;
  };
  vi.stubGlobal('window', {});
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal('navigator', {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36',
    maxTouchPoints: 0,
    ...(estimate && { storage: { estimate: async () => estimate } }),
    ...(devices && { mediaDevices: { getUserMedia, enumerateDevices: async () => devices.map(kind => ({ kind })) } }),
    permissions: {
      query: async () => {
        if (!camera) throw new TypeError('no such permission');
        return { state: camera };
      },
    },
    ...(wakeLock && { wakeLock: {} }),
  });
  return seen;
}

it('tells what is left of the storage, or that nobody says', async () => {
  browser({ estimate: { usage: 100, quota: 1_000 } });
  expect(await readAbilities()).toMatchObject({ bytesLeft: 900, canKeepAwake: true, pinnedUntil: null, browser: { kind: 'chromium' } });
  browser({ estimate: { usage: 2_000, quota: 1_000 }, wakeLock: false });
  expect(await readAbilities()).toMatchObject({ bytesLeft: 0, canKeepAwake: false });
  browser({ estimate: { usage: 100 } });
  expect((await readAbilities()).bytesLeft).toBeNull();
  browser();
  expect((await readAbilities()).bytesLeft).toBeNull();
});

it.each<[Browser, string]>([
  [{ camera: 'granted' }, 'granted'],
  [{ camera: 'prompt' }, 'asks'],
  [{ camera: 'denied' }, 'refused'],
  [{ camera: null }, 'unknown'],
  [{ devices: ['audioinput'] }, 'absent'],
  [{ devices: [] }, 'asks'],
  [{ devices: null }, 'not-offered'],
])('tells of the camera without opening it: %o', async (kind, camera) => {
  const seen = browser(kind);
  expect((await readAbilities()).camera).toBe(camera);
  expect(seen.opened).toBe(0);
});

it.each<[string | undefined, string]>([
  [undefined, 'granted'],
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'absent'],
  ['NotReadableError', 'unknown'],
])('opens the camera for a moment after a tap, and lets it go: %s', async (refusal, camera) => {
  const seen = browser({ ...(refusal && { refusal }) });
  expect(await tryCamera()).toBe(camera);
  expect(seen).toEqual({ opened: 1, stopped: refusal ? 0 : 1 });
});
