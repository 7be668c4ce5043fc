import { readSetting } from './kept-settings.ts';

/** The room there is above the keyboard: pages that fill take exactly that. */
export function followViewport(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => document.documentElement.style.setProperty('--visible', `${Math.round(viewport.height)}px`);
  viewport.addEventListener('resize', follow);
  follow();
}

/** What was chosen on this device of how pages look, before the first drawing. */
export function applyLook(): void {
  const theme = readSetting('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  if (readSetting('hand') === 'left') document.documentElement.dataset['hand'] = 'left';
}
