import type { Page } from 'playwright-core';
import { composer, openOutsideNote } from '../browser/support/day-acts.ts';
import { noteWords, until, type Device } from '../browser/support/day-people.ts';
import { pause, serverNotes, type Bench } from './bench.ts';
import { wordsIn, type Tally, type Written } from './tally.ts';

/** What the screen calls saved: nothing, what is on this device, or what is on the server too. */
export type Said = 'nothing' | 'device' | 'server';

export interface Screen {
  said: Said;
  /** What stands in the writing field. */
  field: string;
  /** Titles and sentences of what is told about trouble. */
  told: string;
  /** The line that is on every page. */
  status: string;
}

/** Reads the screen as a person does: the state of saving, the field, and what is told. Runs in the page. */
export function screenNow(): Screen {
  const status = document.querySelector('a.status')?.textContent?.trim() ?? '';
  const told = [...document.querySelectorAll('.banner')].map(banner => banner.textContent?.trim() ?? '').join('\n');
  const field = document.querySelector<HTMLTextAreaElement>('textarea')?.value ?? '';
  const isUnsaved = status === '' || status.startsWith('Ei ') || told.includes('Teksti ei ole tallessa');
  const said = isUnsaved ? 'nothing' : status.startsWith('Tallessa tässä laitteessa') ? 'device' : 'server';
  return { said, field, told, status };
}

export const readScreen = (page: Page): Promise<Screen> => page.evaluate(screenNow);

export interface Typed {
  /** When each character's input was handled, by `Date.now()`. */
  stamps: number[];
  /** What the field held when it was last called saved there. */
  saved: Record<string, string>;
}

/** Types key by key until the end, or until the page is gone, and reads the screen at each third word. */
export async function typeInto(device: Device, words: string, delay: () => number, typed: Typed): Promise<void> {
  let spaces = 0;
  try {
    for (const key of words) {
      await device.page.keyboard.type(key);
      typed.stamps.push(Date.now());
      if (key === ' ' && ++spaces % 3 === 0) {
        const { said, field } = await readScreen(device.page);
        // That a note just begun is not on the server yet is told a moment later; claims about the server are taken down at rest.
        remember(typed, { said: said === 'server' ? 'device' : said, field });
      }
      await pause(delay());
    }
  } catch (error) {
    if (!/closed|crash|disconnected/i.test(String(error))) throw error;
  }
}

/** Takes down what the screen calls saved now. */
export function remember({ saved }: Pick<Typed, 'saved'>, { said, field }: Pick<Screen, 'said' | 'field'>): void {
  if (said !== 'nothing') saved['device'] = field;
  if (said === 'server') saved['server'] = field;
}

/** Opens an empty note, and waits until the page has come to rest. */
export async function beginNote(device: Device, bench: Bench): Promise<void> {
  await openOutsideNote(device.page, bench.day.visit);
  await composer(device.page).click();
  await untilSaid(device, screen => screen.said !== 'nothing');
  await pause(1_000);
}

/** Types a whole note and leaves it in the field. */
export async function typeNote(device: Device, words: string): Promise<Typed> {
  const typed: Typed = { stamps: [], saved: {} };
  await typeInto(device, words, () => 0, typed);
  return typed;
}

/** Until the screen says it; takes down what it calls saved. @returns the last screen, also when the time is over */
export async function untilSaid(
  device: Device,
  is: (screen: Screen) => boolean,
  typed?: Pick<Typed, 'saved'>,
  seconds = 20,
): Promise<Screen> {
  let last: Screen = { said: 'nothing', field: '', told: '', status: '' };
  await until(
    'the screen',
    async () => {
      last = await readScreen(device.page);
      return is(last) || undefined;
    },
    seconds,
  ).catch(() => undefined);
  if (typed && last.field) remember(typed, last);
  return last;
}

/** Opens the profile afresh, waits until it and the server's folded store hold all of these texts, as long as it may take, and judges both. */
export async function judgeAll(tally: Tally, bench: Bench, device: Device, texts: readonly Written[], seconds = 60): Promise<void> {
  // Twice: what a browser left half written shows only when it reads behind it again.
  for (const turn of [1, 2]) {
    await device.close();
    await device.start();
    await openOutsideNote(device.page, bench.day.visit);
    if (turn === 1) await untilSaid(device, screen => screen.said !== 'nothing');
  }
  const places = async () => ({ device: await noteWords(device), server: serverNotes(bench.server.data) });
  await until(
    'everything to be everywhere',
    async () => Object.values(await places()).every(held => holdAll(held, texts)) || undefined,
    seconds,
  ).catch(() => undefined);
  tally.judge(texts, await places());
}

export function holdAll(held: readonly string[], texts: readonly Written[]): boolean {
  return texts.every(({ words }) => held.some(found => wordsIn(`${found} `).join(' ').startsWith(wordsIn(words).join(' '))));
}
