import { isInstalled } from './device-card.ts';

/**
 * Which browser's way of doing things a person is told: where *Lisää Koti-valikkoon* is, and whether the installed app has a storage of its own.
 * On an iPhone or iPad every browser is Safari inside.
 */
export type BrowserKind = 'safari-touch' | 'safari-mac' | 'chrome-android' | 'chromium' | 'firefox' | 'firefox-android' | 'other';

export interface BrowserHints {
  agent: string;
  touchPoints: number;
}

/** From the name the browser gives itself, which is a hint and no proof; where features tell more, they are asked. */
export function browserKind({ agent, touchPoints }: BrowserHints): BrowserKind {
  // An iPad says that it is a Mac; no Mac has touch points.
  if (/iPad|iPhone|iPod/.test(agent) || (agent.includes('Macintosh') && touchPoints > 1)) return 'safari-touch';
  if (/Firefox\//.test(agent)) return agent.includes('Android') ? 'firefox-android' : 'firefox';
  if (/Chrome\/|Chromium\//.test(agent)) return agent.includes('Android') ? 'chrome-android' : 'chromium';
  if (agent.includes('Macintosh') && /Safari\//.test(agent)) return 'safari-mac';
  return 'other';
}

/** Whether the installed app keeps what is written apart from the browser: then a tab is another device. */
export function isStorageApart(kind: BrowserKind): boolean {
  return kind === 'safari-touch' || kind === 'safari-mac';
}

export const browserNow = (): { kind: BrowserKind; isInstalled: boolean; isApart: boolean } => {
  const kind = browserKind({ agent: navigator.userAgent, touchPoints: navigator.maxTouchPoints });
  return { kind, isInstalled: isInstalled(), isApart: isStorageApart(kind) };
};
