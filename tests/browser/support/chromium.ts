import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

export interface TabletOptions {
  /** A folder of its own per device: storage is on a real disk, and what survives a kill is what was really written. */
  profileDir: string;
  /** Where the app is reached, normally the device's proxy; relative addresses in `page.goto` start from it. */
  origin: string;
  /** Width and height in CSS pixels; a tablet held upright unless said. */
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  locale?: 'fi-FI' | 'sv-FI' | 'en-GB';
  /** Emulates a finger instead of a mouse (default true). */
  touch?: boolean;
  /** Minutes the device's clock is ahead of the right time. */
  clockAhead?: number;
  /** More of what Chromium is started with. */
  flags?: string[];
}

export interface Tablet {
  context: BrowserContext;
  page: Page;
  /** What pages wrote to the console as errors, or threw. Failed requests are not among them: without a network they are ordinary. */
  errors: string[];
  close(): Promise<void>;
  /** SIGKILL to the whole browser, as when a battery dies. The profile can be launched again. */
  kill(): Promise<void>;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium to drive: `VERTTI_CHROMIUM`, an installed one, or the one that a development dependency carries (Linux x64). */
export async function findChromium(): Promise<string> {
  const said = process.env['VERTTI_CHROMIUM'];
  if (said) return said;
  const folders = ['/usr/bin', ...(process.env['PATH'] ?? '').split(delimiter), '/Applications/Google Chrome.app/Contents/MacOS'];
  const installed = folders.flatMap(folder => [...names, 'Google Chrome'].map(name => join(folder, name))).find(isExecutable);
  if (installed) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') return sparticuz.executablePath();
  throw new Error('No Chromium found: install Chromium or Google Chrome, or give its path in VERTTI_CHROMIUM.');
}

export async function launchTablet(options: TabletOptions): Promise<Tablet> {
  const touch = options.touch ?? true;
  const context = await chromium.launchPersistentContext(options.profileDir, {
    executablePath: await findChromium(),
    args: [...flags, ...(options.flags ?? [])],
    headless: true,
    baseURL: options.origin,
    viewport: options.viewport ?? { width: 820, height: 1180 },
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'fi-FI',
    timezoneId: 'Europe/Helsinki',
    hasTouch: touch,
  });
  const errors: string[] = [];
  context.on('console', message => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text());
  });
  context.on('weberror', error => errors.push(String(error.error().stack ?? error.error())));
  if (options.clockAhead) await context.addInitScript(moveClock, options.clockAhead * 60_000);
  const page = context.pages()[0] ?? (await context.newPage());
  const pid = await browserPid(context);
  return {
    context,
    page,
    errors,
    close: () => context.close(),
    async kill() {
      const closed = new Promise<void>(resolve => context.once('close', () => resolve()));
      process.kill(-pid, 'SIGKILL');
      await closed;
    },
  };
}

/** The browser's own process, which leads the group of all its others. */
export async function browserPid(context: BrowserContext): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const pid = processInfo.find(process => process.type === 'browser')?.id;
  await session?.detach();
  if (!pid) throw new Error('The browser does not tell its process');
  return pid;
}

/** Runs in the page. Pages only: the service worker keeps the machine's clock. */
function moveClock(ahead: number): void {
  const Right = Date;
  globalThis.Date = class extends Right {
    constructor(...args: [] | [number]) {
      super(...(args.length ? args : ([Right.now() + ahead] as [number])));
    }
    static override now = () => Right.now() + ahead;
  } as DateConstructor;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
