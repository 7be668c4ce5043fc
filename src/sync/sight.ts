import type { Platform } from '#platform/platform.ts';
import type { TabChannel } from '#platform/tab-channel.ts';
import type { TabMessage } from './sync-state.ts';

/** Whether anybody can be typing on this device: no, when none of its tabs is in sight. */
export interface Sight {
  isAway(): boolean;
  heard(message: TabMessage): void;
  stop(): void;
}

/** A tab that died in sight is taken to be still there: the device then never says that it was put away, and is waited for. */
export function createSight({ lifecycle, randomHex }: Pick<Platform, 'lifecycle' | 'randomHex'>, tabs?: TabChannel<TabMessage>): Sight {
  const tab = randomHex(8);
  const others = new Set<string>();
  const tell = () => tabs?.post({ type: 'sight', tab, isHidden: lifecycle.isHidden() });
  const stops = [lifecycle.onHide(tell), lifecycle.onShow(tell)];
  tell();
  return {
    isAway: () => lifecycle.isHidden() && others.size === 0,
    heard(message) {
      if (message.type === 'hello') tell();
      if (message.type !== 'sight') return;
      if (message.isHidden) others.delete(message.tab);
      else others.add(message.tab);
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
