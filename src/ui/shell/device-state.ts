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
  roomLeft: () => Promise<DeviceState['room']>;
  /** Server clock − device clock, null before it is measured. */
  clockOff: Watchable<number | null>;
  onShow: (run: () => void) => unknown;
  after(milliseconds: number, run: () => void): unknown;
}

/** Milliseconds between two looks at what the device has left. */
const lookEvery = 300_000;

/** What the device can and holds. While the app is still being fetched it is looked at again each second. */
export function deviceStateOf(sources: DeviceSources): Watchable<DeviceState> & { lookAgain(): Promise<void> } {
  const { version, store, isInstalled, isPersistent, roomLeft, clockOff, after, onShow } = sources;
  const now = (part: Pick<DeviceState, 'appReady' | 'appReason' | 'storagePersistent' | 'room'>): DeviceState => ({
    ...part,
    isInstalled: isInstalled(),
    updateWaiting: version.updateWaiting,
    storage: store.state.type,
    clockOff: clockOff.value,
  });
  const state = told(now({ appReady: false, appReason: 'fetching', storagePersistent: null, room: null }));
  let looks = 0;
  const look = async () => {
    const readiness = await version.readiness();
    const [storagePersistent, room] = await Promise.all([isPersistent(), roomLeft()]);
    state.tell(now({ appReady: readiness.ready, appReason: readiness.ready ? '' : readiness.reason, storagePersistent, room }));
    // The worker registers only after the page has loaded: in the first seconds it looks as if there were none.
    if (!readiness.ready && (readiness.reason === 'fetching' || looks++ < 10)) after(1_000, () => void look());
  };
  const lookOn = () => {
    void look();
    after(lookEvery, lookOn);
  };
  store.onState(() => state.tell(now(state.value)));
  clockOff.watch(() => state.tell(now(state.value)));
  version.subscribe(() => void look());
  onShow(() => void look());
  lookOn();
  return {
    ...state,
    lookAgain: look,
    get value() {
      return state.value;
    },
  };
}
