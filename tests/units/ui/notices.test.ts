import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { locales, setLocale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { mildTroubles, troubleText, troubleTitle } from '#ui/items/trouble-words.ts';
import TroublesPage from '#ui/pages/troubles/TroublesPage.svelte';
import App from '#ui/shell/App.svelte';
import { noticesFor } from '#ui/shell/notices-for.ts';
import { Router } from '#ui/shell/router.svelte.ts';
import { draft } from '#notebook/draft.ts';
import { told } from '#ui/told.ts';
import { troubleKinds, troublesIn } from '#ui/troubles.ts';
import type { DeviceState, LinkState } from '#ui/app-context.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';
import { online, pageApp, ready, showPage } from '../../support/page-app.ts';

afterEach(() => {
  cleanup();
  setLocale('fi');
});

const happenings: [string, Partial<LinkState>, Partial<DeviceState>][] = [
  ['the memory is full', {}, { storage: 'full' }],
  ['the memory fails', {}, { storage: 'failed' }],
  ['the memory was evicted', {}, { storage: 'evicted' }],
  ['another tab has a newer build', {}, { storage: 'outdated' }],
  ['another tab closed it', {}, { storage: 'closed' }],
  ['there is little room', {}, { room: 'little' }],
  ['the browser has promised nothing', {}, { storagePersistent: false }],
  ['the clock is hours off', {}, { clockOff: 3 * 3_600_000 }],
  ['sending is stuck', { isStuck: true }, {}],
  ['the server is older', { isServerOlder: true }, {}],
  ['something was refused', { returned: 2 }, {}],
  ['it was a copy of another device', { isCopy: true }, {}],
  ['a login page answers', { link: 'captive' }, {}],
  ['the device is signed out', { link: 'signed-out' }, {}],
  ['the device is cut off', { link: 'revoked' }, {}],
  ['another has taken its place', { link: 'replaced' }, {}],
  ['its person left the team', { link: 'no-access' }, {}],
  ['the app is too old', { link: 'wrong-version' }, {}],
  ['the server fails', { link: 'server-failed' }, {}],
];

describe('on every page', () => {
  test.each(happenings)('when %s there is a title, a sentence of what is safe, and a way on', async (_, link, device) => {
    const { app } = pageApp((await memoryNotebook()).notebook);
    const [kind] = troublesIn({ ...online, ...link }, { ...ready, ...device });
    const mild = mildTroubles([kind!]);
    const notices = noticesFor(app, { ...online, ...link }, { ...ready, ...device }, { reload: () => undefined }, mild);
    expect(notices).toHaveLength(1);
    expect(notices[0]!.onclose !== undefined).toBe(mild.length > 0);
    expect([notices[0]!.title, notices[0]!.text]).toEqual([troubleTitle(kind!), troubleText(kind!)]);
  });

  test('offline there is none', async () => {
    const { app } = pageApp((await memoryNotebook()).notebook);
    for (const link of ['offline', 'unreachable', 'online'] as const)
      expect(noticesFor(app, { ...online, link }, ready, { reload: () => undefined })).toEqual([]);
  });

  test.each(locales)('in %s every trouble has words of its own', locale => {
    setLocale(locale);
    expect(new Set(troubleKinds.map(troubleTitle)).size).toBe(troubleKinds.length);
    for (const kind of troubleKinds) expect(troubleText(kind).length).toBeGreaterThan(40);
  });

  test('a mild one can be closed, and the status line goes on saying it', async () => {
    const around = pageApp((await memoryNotebook()).notebook);
    around.device.tell({ ...ready, room: 'little' });
    around.troubles.tell([{ kind: 'little-room', since: 1, until: null }]);
    history.replaceState(null, '', '/troubles');
    render(App, { app: around.app, router: new Router(), spoken: told('') });
    await screen.findByText(m.troubles_room_title(), { selector: '.notices *' });
    await screen.findByText(/muisti täyttyy/);
    await fireEvent.click(screen.getByRole('button', { name: m.common_dismiss() }));
    expect(screen.queryByText(m.troubles_room_title(), { selector: '.notices *' })).toBeNull();
    expect(screen.getByText(/muisti täyttyy/)).toBeTruthy();
    around.device.tell(ready);
    await expect.poll(() => screen.queryByText(/muisti täyttyy/)).toBeNull();
  });

  test('that the browser may clear the memory is said while something is here alone, and not else', async () => {
    const { notebook } = await memoryNotebook('timo');
    const around = pageApp(notebook);
    around.device.tell({ ...ready, storagePersistent: false });
    around.link.tell({ ...online, link: 'offline' });
    history.replaceState(null, '', '/troubles');
    render(App, { app: around.app, router: new Router(), spoken: told('') });
    await screen.findByText('Tallessa palvelimella');
    expect(screen.queryByText(m.troubles_kept_title())).toBeNull();
    await notebook.write([draft(note, { space: 'notes/v', id: notebook.newId('mine') }, { words: 'niitty', parent: 'v' })]);
    await screen.findByText(m.troubles_kept_title());
    screen.getByText(/selain voi tyhjentää muistin/);
  });
});

test('the list says what is in the way now, and what was, with its times', async () => {
  const around = pageApp((await memoryNotebook()).notebook);
  const at = (hour: number, minute: number) => Date.UTC(2026, 9, 14, hour, minute);
  around.troubles.tell([
    { kind: 'captive', since: at(5, 50), until: at(6, 2) },
    { kind: 'clock', since: at(6, 10), until: null },
  ]);
  showPage(around, TroublesPage, {});
  await screen.findByRole('heading', { name: 'Laitteen ja palvelimen kellot eroavat' });
  screen.getByText('9.10 alkaen');
  screen.getByText('8.50 – 9.02');
  around.troubles.tell([]);
  await screen.findByText('Mikään ei ole tiellä.');
});
