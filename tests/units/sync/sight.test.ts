import { expect, test } from 'vitest';
import type { TabChannel } from '#platform/tab-channel.ts';
import { createSight } from '#sync/sight.ts';
import type { TabMessage } from '#sync/sync-state.ts';

/** The tabs of one device, each with a channel to the others and a page that is shown or hidden. */
function device() {
  const tabs: { heard: (message: TabMessage) => void }[] = [];
  return {
    open() {
      const hooks: (() => void)[] = [];
      let isHidden = false;
      const me: { heard: (message: TabMessage) => void } = { heard: () => undefined };
      const channel: TabChannel<TabMessage> = {
        post: message => tabs.filter(tab => tab !== me).forEach(tab => tab.heard(message)),
        listen: () => () => undefined,
      };
      const hook = (run: () => void) => (hooks.push(run), () => undefined);
      tabs.push(me);
      const sight = createSight(
        { lifecycle: { isHidden: () => isHidden, onHide: hook, onShow: hook }, randomHex: () => String(tabs.length) },
        channel,
      );
      me.heard = sight.heard;
      channel.post({ type: 'hello' });
      return {
        sight,
        show(shown: boolean) {
          isHidden = !shown;
          hooks.forEach(run => run());
        },
      };
    },
  };
}

test('a device is put away when none of its tabs is in sight, whichever was there first', () => {
  const { open } = device();
  const first = open();
  expect(first.sight.isAway()).toBe(false);
  first.show(false);
  expect(first.sight.isAway()).toBe(true);
  const second = open();
  expect([first.sight.isAway(), second.sight.isAway()]).toEqual([false, false]);
  second.show(false);
  expect([first.sight.isAway(), second.sight.isAway()]).toEqual([true, true]);
  first.show(true);
  expect([first.sight.isAway(), second.sight.isAway()]).toEqual([false, false]);
});

test('a tab that died in sight is waited for', () => {
  const { open } = device();
  const first = open();
  open();
  first.show(false);
  expect(first.sight.isAway()).toBe(false);
});
