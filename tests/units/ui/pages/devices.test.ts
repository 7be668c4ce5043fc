import { cleanup, fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { serverHeadsKey } from '#protocol/remembered.ts';
import DevicesPage from '#ui/pages/devices/DevicesPage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

describe('the devices', () => {
  test('a coordinator cuts a lost one off after reading what that does', async () => {
    const { notebook } = await memoryNotebook('tuula');
    const around = pageApp(notebook);
    const revoked: string[] = [];
    around.app.office.revoke = async device => {
      revoked.push(device);
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
