import { browserLocks } from './browser-locks.ts';
import type { Connectivity, Lifecycle, Platform } from './platform.ts';

/** The platform over the browser's window. */
export function createBrowserPlatform(): Platform {
  return { now: () => Date.now(), randomHex, after, locks: browserLocks(navigator.locks), connectivity, lifecycle };
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, '0')).join('');
}

function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

const connectivity: Connectivity = {
  isOnline: () => navigator.onLine,
  watch: changed => listen([window, 'online', changed], [window, 'offline', changed]),
};

const lifecycle: Lifecycle = {
  isHidden: () => document.visibilityState === 'hidden',
  // Both, because Safari leaves out the first when a page is closed at once, and no browser tells more than the first before it kills a tab.
  onHide: run => listen([document, 'visibilitychange', () => document.visibilityState === 'hidden' && run()], [window, 'pagehide', run]),
  onShow: run => listen([document, 'visibilitychange', () => document.visibilityState === 'visible' && run()], [window, 'pageshow', run]),
};

function listen(...subscriptions: [EventTarget, string, () => void][]): () => void {
  for (const [target, type, heard] of subscriptions) target.addEventListener(type, heard);
  return () => {
    for (const [target, type, heard] of subscriptions) target.removeEventListener(type, heard);
  };
}
