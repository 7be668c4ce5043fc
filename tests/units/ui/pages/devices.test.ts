import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { device } from '#domain/device.ts';
import { note } from '#domain/note.ts';
import { notesSpace, programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { writeChanges } from '#oplog/ledger.ts';
import { serverHeadsKey } from '#protocol/remembered.ts';
import DevicesPage from '#ui/pages/devices/DevicesPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { online, pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

describe('the devices', () => {
  test('a coordinator cuts a lost one off after reading what that does', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const around = pageApp(notebook);
    const revoked: string[] = [];
    around.app.office.revoke = async lost => {
      revoked.push(lost);
      return { ok: true, value: null };
    };
    showPage(around, DevicesPage, {});
    await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(6));
    const [first] = await screen.findAllByRole('button', { name: 'Poista käytöstä' });
    expect(screen.getAllByRole('button', { name: 'Poista käytöstä' })).toHaveLength(4);
    await fireEvent.click(first!);
    await screen.findByText(/jää vain siihen laitteeseen/);
    expect(revoked).toEqual([]);
    await fireEvent.click(screen.getAllByRole('button', { name: 'Poista käytöstä' }).at(-1)!);
    await waitFor(() => expect(revoked).toEqual(['device-hanna']));
  });

  test('says why the server did not cut it off', async () => {
    const { notebook } = await memoryNotebook('tuula');
    showPage(pageApp(notebook), DevicesPage, {});
    await fireEvent.click((await screen.findAllByRole('button', { name: 'Poista käytöstä' }))[0]!);
    await fireEvent.click(screen.getAllByRole('button', { name: 'Poista käytöstä' }).at(-1)!);
    await screen.findByText(/Laitteella ei ole verkkoa. Mitään ei muuttunut/);
  });

  test('a coordinator gives a lost one’s place to another, and hears when that has joined', async () => {
    const { notebook, store, clock } = await memoryNotebook('tuula');
    const around = pageApp(notebook);
    const asked: string[] = [];
    around.app.office.replace = async lost => {
      asked.push(lost);
      return { ok: true, value: { id: 'i', secret: 's', code: 'ABCD2345', expires: clock.now + 86_400_000 } };
    };
    showPage(around, DevicesPage, {});
    const row = within(await screen.findByRole('row', { name: /Liisa/ }));
    await fireEvent.click(row.getByRole('button', { name: 'Vaihda laite' }));
    await screen.findByText(/liittyy koodilla samana henkilönä/);
    expect(asked).toEqual([]);
    await fireEvent.click(screen.getByRole('button', { name: 'Näytä koodi' }));
    await screen.findByText('2345');
    screen.getByRole('img', { name: 'Liittymiskoodi kameralle: Liisa' });
    expect(asked).toEqual(['device-liisa']);

    // As the server writes it.
    const writing = { writer: 'feedfeedfeedfeed', author: 'server', now: clock.now, wall: clock.now, salt: () => 'aaaaaaaaaaaaaaaa' };
    const at = (id: string) => ({ space: programmeSpace('p'), id });
    await store.write(tx =>
      writeChanges(tx, writing, [
        draft(device, at('device-new'), { person: 'liisa', label: 'Uusi', joinedAt: 5, state: 'in-use' }),
        draft(device, at('device-liisa'), { state: 'revoked', replacedBy: 'device-new' }),
      ]),
    );
    await screen.findByText('Liisa jatkaa uudella laitteella. Vanha on poistettu käytöstä.');
    expect(screen.queryByText('2345')).toBeNull();
    screen.getByText('vaihdettu');
  });

  test('this one is changed for another: first it says what is only here, then that it is cut off', async () => {
    const { notebook, clock } = await memoryNotebook('liisa');
    await notebook.write([draft(note, { space: notesSpace('v'), id: notebook.newId('mine') }, { words: 'Kuultu' })]);
    const around = pageApp(notebook);
    around.app.office.replace = async () => ({
      ok: true,
      value: { id: 'i', secret: 's', code: 'ABCD2345', expires: clock.now + 86_400_000 },
    });
    showPage(around, DevicesPage, {});
    await fireEvent.click(await screen.findByRole('button', { name: 'Vaihda laite' }));
    const dialog = within(await screen.findByRole('dialog'));
    dialog.getByText('1 asia on vain tässä laitteessa');
    dialog.getByText(/ennen kuin ne ovat palvelimella/);
    await waitFor(() => expect(around.exchanges()).toBe(1));
    await fireEvent.click(dialog.getByRole('button', { name: 'Näytä koodi' }));
    await dialog.findByText('2345');
    around.link.tell({ ...online, link: 'replaced' });
    await dialog.findByText(/tämä on poistettu käytöstä. Tähän kirjoitettu on yhä tallessa täällä/);
    dialog.getByText('Ota kaikki talteen tiedostoksi ja tuo se uuteen laitteeseen.');
    expect(screen.queryByRole('button', { name: 'Vaihda laite' })).toBeNull();
    screen.getByText('vaihdettu');
  });

  test('says why no code came, and asks again', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const around = pageApp(notebook);
    showPage(around, DevicesPage, {});
    const row = within(await screen.findByRole('row', { name: /Timo/ }));
    await fireEvent.click(row.getByRole('button', { name: 'Vaihda laite' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Näytä koodi' }));
    await screen.findByText(/Laitteella ei ole verkkoa. Mitään ei muuttunut/);
    screen.getByRole('button', { name: 'Näytä koodi' });
  });

  test('a visitor sees their own and clears it only when everything is on the server', async () => {
    const { notebook, store } = await memoryNotebook('liisa');
    await notebook.write([draft(note, { space: notesSpace('v'), id: notebook.newId('mine') }, { words: 'Kuultu' })]);
    const around = pageApp(notebook);
    let left = 0;
    around.app.office.leave = async () => {
      left++;
      return { ok: true, value: null };
    };
    showPage(around, DevicesPage, {});
    await screen.findByText('1 asia on vain tässä laitteessa');
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Poista käytöstä' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Tyhjennä tämä laite' })).toBeNull();

    await store.write(async tx => {
      const heads = await tx.heads(notesSpace('v'));
      await tx.remember(serverHeadsKey(notesSpace('v')), { vector: Object.fromEntries(heads.map(head => [head.writer, head.seq])), at: 1 });
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Tyhjennä tämä laite' }));
    await screen.findByText(/palvelimella ja säilyy siellä/);
    await fireEvent.click(screen.getAllByRole('button', { name: 'Tyhjennä tämä laite' }).at(-1)!);
    await waitFor(() => expect(left).toBe(1));
  });
});
