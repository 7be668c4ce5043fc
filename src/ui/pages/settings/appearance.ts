/** Light, dark, or as the device is set. Remembered on this device alone; `main.ts` applies it before the first drawing. */
export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const key = 'vertti-theme';

export function appearanceNow(): Appearance {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

export function setAppearance(appearance: Appearance): void {
  if (appearance === 'system') {
    delete document.documentElement.dataset['theme'];
    localStorage.removeItem(key);
    return;
  }
  document.documentElement.dataset['theme'] = appearance;
  localStorage.setItem(key, appearance);
}

/** The hand one writes with: what is tapped while writing stands on its side. */
export const hands = ['right', 'left'] as const;
export type Hand = (typeof hands)[number];

const handKey = 'vertti-hand';

export function handNow(): Hand {
  return document.documentElement.dataset['hand'] === 'left' ? 'left' : 'right';
}

export function setHand(hand: Hand): void {
  if (hand === 'right') {
    delete document.documentElement.dataset['hand'];
    localStorage.removeItem(handKey);
    return;
  }
  document.documentElement.dataset['hand'] = hand;
  localStorage.setItem(handKey, hand);
}
