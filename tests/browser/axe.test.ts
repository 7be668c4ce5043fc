import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '#ui/routes.ts';
import { launchTablet, type Tablet } from './support/chromium.ts';
import { exampleFindings, makeFindings, openExampleDay, settle } from './support/example-day.ts';
import { startServer, type RunningServer } from './support/server.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Taller than any, so that nothing is under the bars at the bottom only because it is not scrolled to. */
const phone = { width: 390, height: 6_000 };
const desktop = { width: 1440, height: 900 };

/** Pages that a device shows before it belongs to anybody. */
const openPaths = ['/welcome', '/setup', '/join'];
const memberPaths = [...new Set(routes.map(route => route.path))].filter(path => !openPaths.includes(path));

let server: RunningServer;
let tablet: Tablet;
let page: Page;
/** An address for each path of the routes. */
const addresses: Record<string, string> = {};

beforeAll(async () => {
  server = await startServer();
  tablet = await launchTablet({ profileDir: mkdtempSync(join(tmpdir(), 'vertti-axe-')), origin: server.origin });
  page = tablet.page;
});

afterAll(async () => {
  await tablet?.close();
  await server?.stop();
});

// The open pages first: later the device belongs to somebody.
test.each(['/welcome', '/setup', '/setup#', '/join'])('%s is without a barrier before joining', async path => {
  expect(await barriersOn(path === '/setup#' ? `/setup#${server.setupToken}` : path)).toEqual([]);
});

test('the example day leads to every page', async () => {
  const day = await openExampleDay(page, server);
  await page.goto(day.interview);
  await settle(page);
  await makeFindings(page, day.visit, exampleFindings.slice(0, 2));
  const finding = await hrefOn(`/visits/${day.visit}/debrief`, 'a[href*="/findings/"]');
  const history = await hrefOn(finding, 'a[href^="/history/"]');
  Object.assign(addresses, {
    '/': '/',
    '/visits/:visit': `/visits/${day.visit}`,
    '/visits/:visit/notes/new': `/visits/${day.visit}/notes/new`,
    '/visits/:visit/interviews/:slot': day.interview,
    '/visits/:visit/plan': `/visits/${day.visit}/plan`,
    '/visits/:visit/import': `/visits/${day.visit}/import`,
    '/visits/:visit/invite': `/visits/${day.visit}/invite`,
    '/visits/:visit/debrief': `/visits/${day.visit}/debrief`,
    '/visits/:visit/findings/:finding': finding,
    '/visits/:visit/kooste': `/visits/${day.visit}/kooste`,
    '/programme': '/programme',
    '/templates/:template': day.template,
    '/devices': '/devices',
    '/receipt': '/receipt',
    '/settings': '/settings',
    '/history/:family/:scope/:kind/:id': history,
  });
  expect(memberPaths.filter(path => !addresses[path])).toEqual([]);
});

test.each(memberPaths)('%s is without a barrier', async path => {
  expect(await barriersOn(addresses[path]!)).toEqual([]);
});

test('an interview before its start is without a barrier', async () => {
  const later = await hrefOn('/', 'a[href*="/interviews/"] >> nth=-1');
  expect(await barriersOn(later)).toEqual([]);
});

test('no page wrote an error', () => {
  expect(tablet.errors).toEqual([]);
});

/** What axe finds on a page, on a phone by day and on a desk in the dark, and whether text of twice the size makes the phone scroll sideways. */
async function barriersOn(address: string): Promise<string[]> {
  // Else an address that differs in its secret alone would not be opened anew.
  await page.goto('about:blank');
  await page.setViewportSize(phone);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(address);
  await settle(page);
  const onPhone = await axe();
  const atTwice = await sidewaysAtTwice();
  await page.setViewportSize(desktop);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await settle(page);
  const onDesk = await axe();
  return [...onPhone.map(one => `phone, light: ${one}`), ...atTwice, ...onDesk.map(one => `desk, dark: ${one}`)];
}

async function axe(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(node => `${node.target.join(' ')} (${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''})`).join('; ')}`,
  );
}

async function sidewaysAtTwice(): Promise<string[]> {
  const widest = await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
    const { scrollWidth, clientWidth } = document.documentElement;
    const beyond = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > clientWidth + 1);
    const named = beyond
      .slice(0, 3)
      .map(element => `${element.tagName.toLowerCase()}.${String(element.getAttribute('class')).split(' ')[0]}`);
    document.documentElement.style.fontSize = '';
    return scrollWidth > clientWidth + 1 ? `${scrollWidth} px wide: ${named.join(', ')}` : '';
  });
  return widest ? [`phone, text of twice the size: ${widest}`] : [];
}

async function hrefOn(address: string, selector: string): Promise<string> {
  await page.goto(address);
  const link = page.locator(selector).first();
  await link.waitFor({ state: 'attached' });
  return (await link.getAttribute('href'))!;
}
