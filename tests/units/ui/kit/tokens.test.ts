import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('src/ui/styles/tokens.css', 'utf8');

type Palette = Record<string, string>;
const light = paletteAfter(':root {');
const darkBySystem = paletteAfter(":root:not([data-theme='light']) {");
const darkByChoice = paletteAfter(":root[data-theme='dark'] {");

const tones = ['moss', 'cloudberry', 'lake', 'heather', 'caution', 'danger', 'primary'];

test('the dark theme is the same whether the system or the person chose it', () => {
  expect(darkByChoice).toEqual(darkBySystem);
});

describe.each([
  ['light', light],
  ['dark', darkByChoice],
])('%s', (_, palette) => {
  test.each(['page', 'card', 'soft'])('text and every tone are readable on %s', ground => {
    const unreadable = ['ink', 'muted', ...tones].filter(text => contrast(palette, text, ground) < 4.5);
    expect(unreadable).toEqual([]);
  });
  test.each(tones)('%s is readable on its own soft ground', tone => {
    expect(contrast(palette, tone, `${tone}-soft`)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette, 'ink', `${tone}-soft`)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(['page', 'card', 'soft'])('lines of controls and the focus ring are seen on %s', ground => {
    expect(contrast(palette, 'line', ground)).toBeGreaterThanOrEqual(3);
    expect(contrast(palette, 'focus', ground)).toBeGreaterThanOrEqual(3);
  });
  test('words on filled buttons are readable, also under the pointer', () => {
    expect(contrast(palette, 'on-primary', 'primary')).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette, 'on-primary', 'primary-hover')).toBeGreaterThanOrEqual(4.5);
  });
  test('caution is another colour than loss and than the cloudberry of a kind', () => {
    expect(new Set([palette.caution, palette.danger, palette.cloudberry]).size).toBe(3);
  });
});

function paletteAfter(selector: string): Palette {
  const start = css.indexOf(selector);
  if (start < 0) throw new Error(`no ${selector} in tokens.css`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', colour = '']) => [name, colour]));
}

function contrast(palette: Palette, a: string, b: string): number {
  const [lighter, darker] = [luminance(palette[a]), luminance(palette[b])].sort((x, y) => y - x) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string | undefined): number {
  if (!colour) throw new Error('a colour is missing');
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
