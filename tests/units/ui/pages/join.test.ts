import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seat, seatId } from '#domain/interview.ts';
import { track } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import type { InvitationLook, Me } from '#protocol/membership.ts';
import type { App } from '#ui/app-context.ts';
import JoinPage from '#ui/pages/join/JoinPage.svelte';
import SetupPage from '#ui/pages/start/SetupPage.svelte';
import WelcomePage from '#ui/pages/start/WelcomePage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { online, pageApp, ready, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);
beforeEach(() => history.replaceState(null, '', '/'));

const look: InvitationLook = {
  programme: 'Luonto kunnissa',
  team: 'Kaislaniemi',
  host: 'Lehtola',
  date: '2026-10-14',
  role: 'visitor',
  names: [{ person: 'saara', name: 'Saara' }],
  expires: Date.UTC(2026, 9, 15),
};
const refused = (type: string) => async () => ({ ok: false as const, error: { type } });

/** A device that belongs to nobody yet. */
async function stranger(office: Partial<App['office']>) {
  const around = pageApp((await memoryNotebook()).notebook);
  around.app.notebook = null;
  Object.assign(around.app.office, office);
  return around;
}
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('joining', () => {
  test('looks without redeeming, takes the secret out of the address, and joins as the name chosen', async () => {
    history.replaceState(null, '', '/join#0123secret');
    const join = vi.fn<App['office']['join']>(async () => ({ ok: true, value: null }));
    showPage(await stranger({ lookInvitation: async () => ({ ok: true, value: look }), join }), JoinPage, {});
    expect(location.hash).toBe('');
    expect(await screen.findByText(/Lehtola, ke 14\.10\. · Tiimi: Kaislaniemi/)).toBeDefined();
    expect(join).not.toHaveBeenCalled();
    await press('Olen Saara');
    await waitFor(() => expect(join).toHaveBeenCalledExactlyOnceWith({ secret: '0123secret' }, { person: 'saara' }));
  });

  test('goes on as the same person in the place of another device', async () => {
    history.replaceState(null, '', '/join#s');
    const join = vi.fn<App['office']['join']>(async () => ({ ok: true, value: null }));
    const { programme, names, expires } = look;
    const changing: InvitationLook = {
      programme,
      names,
      expires,
      team: '',
      host: '',
      date: '',
      replaces: { label: 'iPad', shape: 'tablet' },
    };
    showPage(await stranger({ lookInvitation: async () => ({ ok: true, value: changing }), join }), JoinPage, {});
    await screen.findByText(/Saara, tämä tulee vanhan laitteesi tilalle \(iPad\)\. .*Vanha laite poistetaan käytöstä\./);
    expect(screen.queryByRole('button', { name: 'Nimeni puuttuu' })).toBeNull();
    await press('Jatka tällä: Saara');
    await waitFor(() => expect(join).toHaveBeenCalledExactlyOnceWith({ secret: 's' }, { person: 'saara' }));
  });

  test('takes a name that is not on the list', async () => {
    history.replaceState(null, '', '/join#s');
    const join = vi.fn<App['office']['join']>(refused('name-taken'));
    showPage(await stranger({ lookInvitation: async () => ({ ok: true, value: look }), join }), JoinPage, {});
    await press('Nimeni puuttuu');
    await press('Liity');
    expect(screen.getByText('Valitse nimesi tai kirjoita se.')).toBeDefined();
    await fireEvent.input(screen.getByLabelText('Nimesi'), { target: { value: ' Liisa ' } });
    await press('Olen Liisa');
    expect(join).toHaveBeenCalledExactlyOnceWith({ secret: 's' }, { name: 'Liisa' });
    expect(await screen.findByText(/Nimi on jo käytössä toisella laitteella.*Kutsu käy yhä tällä laitteella\./)).toBeDefined();
  });

  test('takes a link that was pasted where codes are typed: it would have opened in the browser', async () => {
    const lookInvitation = vi.fn<App['office']['lookInvitation']>(async () => ({ ok: true, value: look }));
    showPage(await stranger({ lookInvitation }), JoinPage, {});
    const field = await screen.findByLabelText('Kirjoita koodi');
    await fireEvent.input(field, { target: { value: 'https://vertti.example/join#AbCd-0123_secret ' } });
    await press('Jatka');
    await screen.findByRole('button', { name: 'Olen Saara' });
    expect(lookInvitation).toHaveBeenCalledExactlyOnceWith({ secret: 'AbCd-0123_secret' });
  });

  test('reads a code however it is typed, and keeps a mistyped one to be corrected', async () => {
    const lookInvitation = vi.fn<App['office']['lookInvitation']>(refused('code-unknown'));
    showPage(await stranger({ lookInvitation }), JoinPage, {});
    const field = await screen.findByLabelText<HTMLInputElement>('Kirjoita koodi');
    await fireEvent.input(field, { target: { value: 'klv7 2mp' } });
    await press('Jatka');
    expect(screen.getByText('Koodissa on kahdeksan merkkiä, tässä on 7.')).toBeDefined();
    expect(lookInvitation).not.toHaveBeenCalled();
    await fireEvent.input(field, { target: { value: 'klv7-2mpx' } });
    await press('Jatka');
    expect(lookInvitation).toHaveBeenCalledExactlyOnceWith({ code: 'KLV72MPX' });
    expect(await screen.findByText(/Koodi ei täsmää/)).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>('Kirjoita koodi').value).toBe('klv7-2mpx');
  });

  test.each([
    ['link-used', 'Kutsu on jo käytetty'],
    ['link-expired', 'Kutsu on vanhentunut'],
    ['link-unknown', 'Palvelin ei tunne tätä kutsua'],
  ])('an invitation that is %s leads to another code', async (type, title) => {
    history.replaceState(null, '', '/join#s');
    showPage(await stranger({ lookInvitation: refused(type) }), JoinPage, {});
    await screen.findByText(title);
    await press('Liity toisella koodilla');
    expect(await screen.findByLabelText('Kirjoita koodi')).toBeDefined();
  });

  test('on an iPad in the browser leads to the home screen first, and lets one stay', async () => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15');
    vi.spyOn(navigator, 'maxTouchPoints', 'get').mockReturnValue(5);
    history.replaceState(null, '', '/join#s');
    const around = await stranger({ lookInvitation: async () => ({ ok: true, value: look }) });
    around.device.tell({ ...ready, isInstalled: false });
    showPage(around, JoinPage, {});
    expect(await screen.findByText('iPad tai iPhone: lisää Vertti ensin Koti-valikkoon')).toBeDefined();
    expect(screen.queryByText('Kuka sinä olet?')).toBeNull();
    await press('Liity silti tässä selaimessa');
    expect(await screen.findByText('Kuka sinä olet?')).toBeDefined();
    vi.restoreAllMocks();
  });

  test('a server that is not reached burns nothing and is asked again', async () => {
    history.replaceState(null, '', '/join#s');
    let isThere = false;
    showPage(
      await stranger({ lookInvitation: async () => (isThere ? { ok: true, value: look } : { ok: false, error: { type: 'unreachable' } }) }),
      JoinPage,
      {},
    );
    await screen.findByText(/Palvelinta ei tavoitettu/);
    isThere = true;
    await press('Yritä uudelleen');
    expect(await screen.findByText('Kuka sinä olet?')).toBeDefined();
  });
});

describe('ready without a network', () => {
  async function member(missing: string[], appReady: boolean) {
    const { notebook } = await memoryNotebook('liisa');
    const around = pageApp(notebook);
    around.link.tell({ ...online, missingSpaces: missing });
    around.device.tell({ ...ready, appReady, appReason: appReady ? '' : 'fetching' });
    showPage(around, JoinPage, {});
    await screen.findByText('Liisa, olet mukana.');
    return { notebook, around };
  }

  test('is said only when every space and the app itself are here, and what is missing is named', async () => {
    const { around } = await member([visitSpace('v')], false);
    expect(screen.queryByText('Valmis ilman verkkoa')).toBeNull();
    expect(screen.getByText(/Aikataulu: Lehtola/).textContent).toContain('puuttuu vielä');
    around.link.tell(online);
    await waitFor(() => expect(screen.getByText(/Aikataulu: Lehtola/).textContent).toContain('on laitteella'));
    expect(screen.queryByText('Valmis ilman verkkoa')).toBeNull();
    around.device.tell(ready);
    expect(await screen.findByText('Valmis ilman verkkoa')).toBeDefined();
  });

  test('is not said before the programme has come, though nothing is known to be missing', async () => {
    const { notebook } = await memoryNotebook('liisa');
    const around = pageApp({ ...notebook, me: { ...notebook.me, person: 'somebody-new' } });
    showPage(around, JoinPage, {});
    expect(await screen.findByText('Haetaan päivää tälle laitteelle')).toBeDefined();
    around.link.tell({ ...online, missingSpaces: [programmeSpace('p')] });
    expect(screen.queryByText('Valmis ilman verkkoa')).toBeNull();
  });

  test('lets a visitor choose a track', async () => {
    const made = await memoryNotebook('tuula');
    await made.notebook.write([
      draft(track, { space: visitSpace('v'), id: 't1' }, { name: 'Valtuustosali' }),
      draft(track, { space: visitSpace('v'), id: 't2' }, { name: 'Nh 2', order: 1 }),
    ]);
    const notebook = await made.another({ person: 'liisa' });
    showPage(pageApp(notebook), JoinPage, {});
    await fireEvent.click(await screen.findByLabelText('Nh 2'));
    await waitFor(async () => expect((await notebook.read(r => r.item(seat, notesSpace('v'), seatId('liisa', 'v'))))?.track).toBe('t2'));
  });
});

describe('the set-up link', () => {
  const open = (hasCoordinator: boolean) => async () => ({
    ok: true as const,
    value: { hasCoordinator, programme: 'Luonto kunnissa', person: 'Tuula' },
  });

  test('names the programme and its coordinator', async () => {
    history.replaceState(null, '', '/setup#token');
    const setup = vi.fn<App['office']['setup']>(async () => ({ ok: true, value: null }));
    showPage(await stranger({ lookSetup: open(false), setup }), SetupPage, {});
    await press('Perusta ohjelma');
    expect(screen.getByText('Anna ohjelmalle nimi.')).toBeDefined();
    await fireEvent.input(screen.getByLabelText('Ohjelman nimi'), { target: { value: 'Luonto kunnissa' } });
    await fireEvent.input(screen.getByLabelText('Oma nimesi'), { target: { value: 'Tuula' } });
    await press('Perusta ohjelma');
    expect(location.hash).toBe('');
    await waitFor(() => expect(setup).toHaveBeenCalledExactlyOnceWith('token', { programme: 'Luonto kunnissa', person: 'Tuula' }));
  });

  test('signs in as the coordinator there is, or opens the example', async () => {
    history.replaceState(null, '', '/setup#token');
    const setup = vi.fn<App['office']['setup']>(refused('server-failed'));
    showPage(await stranger({ lookSetup: open(true), setup }), SetupPage, {});
    await press('Jatka koordinaattorina');
    expect(setup).toHaveBeenLastCalledWith('token', 'sign-in');
    await screen.findByText(/Palvelimella on vika/);
    await press('Avaa esimerkkipäivä');
    expect(setup).toHaveBeenLastCalledWith('token', 'example');
  });

  test.each([
    ['link-expired', 'Linkki on vanhentunut'],
    ['link-used', 'Linkki on jo käytetty'],
    ['link-unknown', 'Palvelin ei tunne tätä linkkiä'],
  ])('that is %s says how to get a new one', async (type, title) => {
    history.replaceState(null, '', '/setup#token');
    showPage(await stranger({ lookSetup: refused(type) }), SetupPage, {});
    expect(await screen.findByText(title)).toBeDefined();
    expect(screen.getByText('npm run setup-link')).toBeDefined();
  });
});

describe('a device whose database is gone', () => {
  const me: Me = { device: 'd', memberships: [{ programme: 'p', person: 'timo' }], now: 0, origin: '' };
  const emptied = 'Tämän laitteen muisti on tyhjentynyt';

  test('is known by its session, says so, and goes on as the same person', async () => {
    const returnAs = vi.fn<App['office']['returnAs']>(async () => undefined);
    showPage(await stranger({ lookMe: async () => ({ ok: true, value: me }), returnAs }), WelcomePage, {});
    expect(await screen.findByText(emptied)).toBeDefined();
    expect(screen.getByText(/mikä oli vain tässä laitteessa, on menetetty/)).toBeDefined();
    await press('Hae takaisin');
    expect(returnAs).toHaveBeenCalledExactlyOnceWith(me);
  });

  test('says so without a network too, and looks again when there is one', async () => {
    const lookMe = vi.fn<App['office']['lookMe']>(refused('offline'));
    showPage(await stranger({ lookMe }), WelcomePage, {});
    expect(await screen.findByText(emptied)).toBeDefined();
    lookMe.mockResolvedValue({ ok: true, value: me });
    window.dispatchEvent(new Event('online'));
    expect(await screen.findByRole('button', { name: 'Hae takaisin' })).toBeDefined();
  });

  test.each(['signed-out', 'revoked', 'replaced'])('is told to join again when it is %s', async type => {
    showPage(await stranger({ lookMe: refused(type) }), WelcomePage, {});
    expect((await screen.findByRole('link', { name: 'Liity uudelleen' })).getAttribute('href')).toBe('/join');
  });

  test('is not told to a device that never was anybody’s', async () => {
    const lookMe = vi.fn<App['office']['lookMe']>(refused('signed-out'));
    const around = await stranger({ lookMe });
    around.app.hasBelonged = false;
    showPage(around, WelcomePage, {});
    await waitFor(() => expect(lookMe).toHaveBeenCalled());
    await Promise.resolve();
    expect(screen.queryByText(emptied)).toBeNull();
  });
});
