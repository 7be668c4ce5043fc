import { expect, it } from 'vitest';
import { browserKind, isStorageApart } from '#platform/browser-kind.ts';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  ['safari-touch', `${mac} Version/18.1 Safari/605.1.15`, 5],
  [
    'safari-touch',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1',
    5,
  ],
  ['safari-touch', 'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/130.0 Mobile/15E148 Safari/604.1', 5],
  ['safari-mac', `${mac} Version/18.1 Safari/605.1.15`, 0],
  ['chrome-android', `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/130.0.0.0 Mobile Safari/537.36`, 5],
  ['chromium', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0`, 0],
  ['chromium', `${mac} Chrome/130.0.0.0 Safari/537.36`, 0],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 0],
  ['firefox-android', 'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 5],
  ['other', 'Something else', 0],
])('knows %s', (kind, agent, touchPoints) => {
  expect(browserKind({ agent, touchPoints })).toBe(kind);
});

it('knows where the installed app keeps its own storage', () => {
  expect(isStorageApart('safari-touch')).toBe(true);
  expect(isStorageApart('safari-mac')).toBe(true);
  expect(isStorageApart('chrome-android')).toBe(false);
});
