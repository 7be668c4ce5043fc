import { m } from '#i18n/messages.ts';
import type { BrowserKind } from '../app-context.ts';

/** How the app is put on the home screen or installed, in this browser. */
export function installWords(kind: BrowserKind): string {
  return {
    'safari-touch': m.settings_install_ipad,
    'safari-mac': m.settings_install_mac,
    'chrome-android': m.settings_install_android,
    chromium: m.settings_install_computer,
    firefox: m.settings_install_firefox,
    'firefox-android': m.settings_install_firefox_android,
    other: m.settings_install_other,
  }[kind]();
}
