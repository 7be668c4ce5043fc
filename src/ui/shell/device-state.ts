import type { DeviceState, Watchable } from '../app-context.ts';
import { told } from '../told.ts';

/** What `deviceStateOf` asks; the app's version and its store fit as they are. */
export interface DeviceSources {
  version: {
    updateWaiting: boolean;
    subscribe(listener: () => void): unknown;
    readiness(): Promise<{ ready: true } | { ready: false; reason: 'no-worker' | 'fetching' | 'missing' }>;
  };
  store: { readonly state: { type: DeviceState['storage'] }; onState(listener: () => void): unknown };
  isInstalled: () => boolean;
  isPersistent: () => Promise<boolean | null>;
  after(milliseconds: number, run: () => void): unknown;
}

/** What the device can and holds. While the app is still being fetched it is looked at again each second. */
export function deviceStateOf({ version, store, isInstalled, isPersistent, after }: DeviceSources): Watchable<DeviceState> {
  const now = (part: Pick<DeviceState, 'appReady' | 'appReason' | 'storagePersistent'>): DeviceState => ({
    ...part,
    isInstalled: isInstalled(),
    updateWaiting: version.updateWaiting,
    storage: store.state.type,
  });
  const state = told(now({ appReady: false, appReason: 'fetching', storagePersistent: null }));
  let looks = 0;
  const look = async () => {
    const readiness = await version.readiness();
    state.tell(
      now({ appReady: readiness.ready, appReason: readiness.ready ? '' : readiness.reason, storagePersistent: await isPersistent() }),
    );
    // The worker registers only after the page has loaded: in the first seconds it looks as if there were none.
    if (!readiness.ready && (readiness.reason === 'fetching' || looks++ < 10)) after(1_000, () => void look());
  };
  store.onState(() => state.tell(now(state.value)));
  version.subscribe(() => void look());
  void look();
  return state;
}
