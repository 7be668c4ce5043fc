import type { Page } from 'playwright-core';
import { slowGrace } from './grace.ts';
import { wholeWords } from './tally.ts';
import { screenNow, type Said } from './writing.ts';

/** What the screen said at a moment, taken down whenever anything on it changed. */
export interface Sample {
  /** Milliseconds since 1970, rounded up. */
  at: number;
  said: Said;
  field: string;
  /** The words of notes that stand in the list: they were read from the store. */
  listed: string[];
}

/** Takes down from now on what the page says, until it is loaded again. */
export async function watchClaims(page: Page): Promise<() => Promise<Sample[]>> {
  await page.evaluate(`(${watchPage.toString()})(${screenNow.toString()})`);
  return () => page.evaluate(() => (globalThis as unknown as { samples: Sample[] }).samples);
}

/** Runs in the page. */
function watchPage(screenNow: () => { said: Said; field: string }): void {
  const samples: Sample[] = [];
  let last = '';
  const look = () => {
    const { said, field } = screenNow();
    const listed = [...document.querySelectorAll('li.note:not(.is-chosen) > button .words')].map(words => words.textContent ?? '');
    const now = JSON.stringify([said, field, listed]);
    if (now === last) return;
    last = now;
    samples.push({ at: Date.now() + 1, said, field, listed });
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  document.addEventListener('input', look, true);
  look();
  (globalThis as unknown as { samples: Sample[] }).samples = samples;
}

/**
 * What must be there after a cut at that moment: every note that stood in the list of stored ones, at once; and what stood in the field for
 * so long that the screen, still calling all saved, would have told if the store had fallen behind.
 */
export function claimsAt(samples: readonly Sample[], at: number): string[] {
  const until = samples.filter(sample => sample.at <= at);
  const claimed = new Set(until.filter(({ said }) => said !== 'nothing').flatMap(({ listed }) => listed));
  const now = until.at(-1);
  const before = until.findLast(sample => sample.at <= at - slowGrace);
  if (before && now && now.said !== 'nothing') claimed.add(now.field === before.field ? before.field : wholeWords(before.field));
  return [...claimed].filter(words => words.trim() && ![...claimed].some(other => other !== words && other.startsWith(words)));
}
