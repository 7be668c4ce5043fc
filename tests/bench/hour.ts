import type { Page } from 'playwright-core';
import { composer, openInterview, startInterview } from '../browser/support/day-acts.ts';
import { startMovedDay } from '../browser/support/moved-day.ts';
import { percentile } from './in-chromium.ts';

export interface HourFigures {
  /** Milliseconds with the processor slowed four times; 95th percentiles where there are many. */
  signToPaint: number;
  /** The same stroke, quiet and while ten notes of another come in. */
  strokeQuiet: number;
  strokeArriving: number;
  /** From the tap on a link to a field that takes text, and to the day's page; medians. */
  interviewReady: number;
  todayReady: number;
  /** The page's memory on the day's page after the hour, ÷ after its first note. */
  memory: number;
  notes: number;
}

interface Probe {
  strokes(count: number): Promise<number[]>;
  signs(count: number): Promise<number[]>;
  until(tapped: string, there: string): Promise<number>;
}
declare const probe: Probe;

/** What is tapped, and what is there then. */
const toToday = ['header a[href^="/visits/"]', '#rest'] as const;
const toInterview = ['a[href*="/interviews/"]', 'textarea'] as const;

/** An interview with three hundred notes on the built app, Liisa's tablet slowed four times, Mikko's notes arriving from another. */
export async function measureHour(notes = 300): Promise<HourFigures> {
  const day = await startMovedDay(Date.UTC(2026, 9, 14, 6, 34));
  const { liisa, mikko, visit } = day;
  const { page } = liisa;
  try {
    await page.addInitScript(install);
    await page.goto(new URL(`/visits/${visit}`, page.url()).href);
    await openInterview(page, visit, 'Kaupunginjohtaja');
    await startInterview(page);
    await composer(page).fill('aamun ensimmäinen');
    await page.keyboard.press('Enter');
    await page.evaluate(([tapped, there]) => probe.until(tapped, there), toToday);
    const morning = await heap(page);
    await page.evaluate(([tapped, there]) => probe.until(tapped, there), toInterview);
    for (let index = 0; index < notes; index++) {
      await composer(page).fill(`muistiinpano ${index}: valtuusto hyväksyi ohjelman yksimielisesti`);
      await page.keyboard.press('Enter');
    }
    const cdp = await liisa.page.context().newCDPSession(page);
    const throttle = (rate: number) => cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await throttle(4);
    const signs = await page.evaluate(() => probe.signs(40));
    const quiet = await page.evaluate(() => probe.strokes(60));
    await page.keyboard.press('Enter');
    mikko.line.cut();
    await openInterview(mikko.page, visit, 'Kaupunginjohtaja');
    for (let index = 0; index < 10; index++) {
      await composer(mikko.page).fill(`toisen muistiinpano ${index}`);
      await mikko.page.keyboard.press('Enter');
    }
    const typing = page.evaluate(() => probe.strokes(120));
    mikko.line.restore();
    const arriving = await typing;
    await page.keyboard.press('Enter');
    const interviewReady: number[] = [];
    const todayReady: number[] = [];
    for (let run = 0; run < 7; run++) {
      todayReady.push(await page.evaluate(([tapped, there]) => probe.until(tapped, there), toToday));
      await page.waitForTimeout(500);
      interviewReady.push(await page.evaluate(([tapped, there]) => probe.until(tapped, there), toInterview));
      await page.waitForTimeout(500);
    }
    await page.evaluate(([tapped, there]) => probe.until(tapped, there), toToday);
    await throttle(1);
    await page.waitForTimeout(3_000);
    const evening = await heap(page);
    return {
      signToPaint: percentile(signs, 0.95),
      strokeQuiet: percentile(quiet, 0.95),
      strokeArriving: percentile(arriving, 0.95),
      interviewReady: percentile(interviewReady, 0.5),
      todayReady: percentile(todayReady, 0.5),
      memory: evening / morning,
      notes,
    };
  } finally {
    await day.close();
  }
}

/** Bytes of the page's heap after what is not held was let go of. */
async function heap(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await page.waitForTimeout(1_000);
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  await cdp.detach();
  return metrics.find(one => one.name === 'JSHeapUsedSize')?.value ?? NaN;
}

/** Runs in the page before anything of it: what is measured there is measured by its own clock, up to the frame that shows it. */
function install(): void {
  const painted = () =>
    new Promise<number>(resolve => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(null);
      });
    });
  const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
  const strokes = async (count: number) => {
    const field = document.querySelector('textarea')!;
    field.focus();
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const from = performance.now();
      document.execCommand('insertText', false, index % 6 === 5 ? ' ' : 'k');
      times.push((await painted()) - from);
      await pause(60);
    }
    return times;
  };
  const signs = async (count: number) => {
    document.querySelector('textarea')!.focus();
    document.execCommand('insertText', false, 'merkki');
    await pause(500);
    const sign = document.querySelector<HTMLButtonElement>('.signs button')!;
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const was = sign.getAttribute('aria-pressed');
      const from = performance.now();
      sign.click();
      let at = await painted();
      while (sign.getAttribute('aria-pressed') === was) at = await painted();
      times.push(at - from);
      await pause(150);
    }
    return times;
  };
  const until = async (tapped: string, there: string) => {
    const link = document.querySelector<HTMLElement>(tapped)!;
    const from = performance.now();
    link.click();
    for (;;) {
      const at = await painted();
      const found = document.querySelector(there);
      if (found && !link.isConnected) return at - from;
    }
  };
  Object.assign(window, { probe: { strokes, signs, until } });
}
