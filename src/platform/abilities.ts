import { browserNow, type BrowserKind } from './browser-kind.ts';
import { readPin } from './build-cache.ts';
import { openCamera } from './camera.ts';
import { keepAwake } from './keep-awake.ts';

/** What a device can, as far as the browser says without being asked for anything. */
export interface Abilities {
  browser: { kind: BrowserKind; isInstalled: boolean; isApart: boolean };
  /** Bytes that may still be stored; null where the browser does not say. */
  bytesLeft: number | null;
  camera: CameraStanding;
  canKeepAwake: boolean;
  /** Until when this build stays, by the device's own clock in milliseconds; null when it is not kept. */
  pinnedUntil: number | null;
}

/** `asks`: a person is asked when it is first opened. `unknown`: the browser does not say before that. */
export type CameraStanding = 'granted' | 'asks' | 'refused' | 'absent' | 'not-offered' | 'unknown';

/** Looks at everything and opens nothing: no question comes to the screen. */
export async function readAbilities(): Promise<Abilities> {
  const [{ usage, quota } = {}, camera, pin] = await Promise.all([
    navigator.storage?.estimate?.().catch(() => undefined),
    cameraStanding(),
    'caches' in window ? readPin(caches) : undefined,
  ]);
  return {
    browser: browserNow(),
    bytesLeft: usage === undefined || !quota ? null : Math.max(0, quota - usage),
    camera,
    canKeepAwake: 'wakeLock' in navigator,
    pinnedUntil: pin?.until ?? null,
  };
}

/** Opens the camera for a moment, after a tap: the browser asks whom it must, and says what came of it. */
export async function tryCamera(): Promise<CameraStanding> {
  const opened = await openCamera(() => undefined);
  if (!opened.ok) return opened.error.type === 'busy' || opened.error.type === 'failed' ? 'unknown' : opened.error.type;
  opened.value.stop();
  return 'granted';
}

async function cameraStanding(): Promise<CameraStanding> {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices?.getUserMedia) return 'not-offered';
  const seen = await devices.enumerateDevices().catch(() => null);
  if (seen?.length && !seen.some(({ kind }) => kind === 'videoinput')) return 'absent';
  // Firefox and older Safaris know no such permission, and say so by throwing.
  const permission = await navigator.permissions?.query({ name: 'camera' }).catch(() => null);
  return permission ? { granted: 'granted' as const, prompt: 'asks' as const, denied: 'refused' as const }[permission.state] : 'unknown';
}

export { browserNow, keepAwake };
