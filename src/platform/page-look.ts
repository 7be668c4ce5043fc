import { readSetting } from './kept-settings.ts';

/** The room there is above the keyboard: pages that fill take exactly that. */
export function followViewport(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const follow = () => document.documentElement.style.setProperty('--visible', `${Math.round(viewport.height)}px`);
  viewport.addEventListener('resize', follow);
  follow();
}

export function applyTheme(): void {
  const theme = readSetting('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
}
