import type { AppVersion } from './app-version.ts';

declare const __VERTTI_BUILD__: string;

/** The app's version, fetched after the first screen is drawn; until it is here the app is still being fetched, and no other build waits. */
export function createLaterAppVersion(drawn: Promise<void>): AppVersion {
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach(listener => listener());
  let present: AppVersion | null = null;
  const fetched = drawn
    .then(() => import('./app-version.ts'))
    .then(({ createAppVersion }) => {
      present = createAppVersion();
      present.subscribe(tell);
      return present;
    })
    // Its file did not come: the app runs all the same, and is not whole on the device.
    .catch(() => null);

  return {
    build: __VERTTI_BUILD__,
    get updateWaiting() {
      return present?.updateWaiting ?? false;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    check: async () => (await fetched)?.check(),
    choose: async () => (await fetched)?.choose(),
    pin: async until => (await fetched)?.pin(until) ?? false,
    unpin: async () => (await fetched)?.unpin(),
    readiness: async () => (await fetched)?.readiness() ?? { ready: false, reason: 'no-worker' },
  };
}
