import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { device } from '#domain/device.ts';
import { person } from '#domain/person.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { writeChanges } from '#oplog/ledger.ts';
import type { InvitationRequest } from '#protocol/membership.ts';
import InvitePage from '#ui/pages/invite/InvitePage.svelte';
import { memoryNotebook } from '../../../support/memory-notebook.ts';
import { online, pageApp, showPage } from '../../../support/page-app.ts';

afterEach(cleanup);

const at = (id: string) => ({ space: programmeSpace('p'), id });

async function inviting() {
  const made = await memoryNotebook('tuula');
  await made.notebook.write([draft(person, at('anniina'), { name: 'Anniina', roles: ['visitor'], team: 'team-h' })]);
  const around = pageApp(made.notebook);
  const asked: InvitationRequest[] = [];
  around.app.office.invite = async request => {
    asked.push(request);
    return {
      ok: true,
      value: { id: `i${asked.length}`, secret: `secret-${asked.length}`, code: `ABCD234${asked.length}`, expires: Date.UTC(2026, 9, 16) },
    };
  };
  /** As the server writes a joining: the person, and the device. */
  const joins = async (who: string, tablet: string) => {
    const writing = {
      writer: 'feedfeedfeedfeed',
      author: 'server',
      now: made.clock.now,
      wall: made.clock.now,
      salt: () => 'aaaaaaaaaaaaaaaa',
    };
    await made.store.write(tx =>
      writeChanges(tx, writing, [
        draft(person, at(who), { hasJoined: true }),
        draft(device, at(tablet), { person: who, joinedAt: 5, state: 'in-use' }),
      ]),
    );
  };
  showPage(around, InvitePage, { visit: 'v' });
  return { around, asked, joins };
}

const group = async (name: string) => within(await screen.findByRole('region', { name }));

describe('inviting', () => {
  test('shows a team its code, and a new one after each joining', async () => {
    const { asked, joins } = await inviting();
    const team = await group('Hirsikoski');
    team.getByText('1 odottaa vielä kutsua.');
    await fireEvent.click(team.getByRole('button', { name: 'Kutsu' }));
    await screen.findByRole('img', { name: 'Liittymiskoodi kameralle: Hirsikoski' });
    expect(asked).toEqual([{ programme: 'p', visit: 'v', team: 'team-h' }]);
    expect(screen.getByLabelText<HTMLInputElement>('Linkki lähetettäväksi').value).toMatch(/\/join#secret-1$/);
    screen.getByText('2341');

    await joins('anniina', 'tablet');
    await screen.findByText('Anniina liittyi. Tässä on uusi koodi seuraavalle.');
    await screen.findByText('2342');
    expect(asked).toHaveLength(2);
  });

  test('somebody else joining another team changes nothing here', async () => {
    const { asked, joins } = await inviting();
    await fireEvent.click((await group('Hirsikoski')).getByRole('button', { name: 'Kutsu' }));
    await screen.findByText('2341');
    await joins('mikko', 'another');
    await new Promise(done => setTimeout(done, 50));
    expect(asked).toHaveLength(1);
  });

  test('an invitation nobody used is shown again, and a named one is for that person', async () => {
    const { asked, joins } = await inviting();
    const team = await group('Hirsikoski');
    for (const _ of [1, 2]) {
      await fireEvent.click(team.getByRole('button', { name: 'Kutsu' }));
      await screen.findByText('2341');
      await fireEvent.click(screen.getByRole('button', { name: 'Sulje' }));
    }
    expect(asked).toHaveLength(1);
    await fireEvent.click(team.getByRole('button', { name: 'Oma kutsu' }));
    await screen.findByText('2342');
    expect(asked[1]).toMatchObject({ team: 'team-h', person: 'anniina' });
    await joins('anniina', 'tablet');
    await screen.findByText('Anniina liittyi. Kutsu on käytetty.');
    expect(screen.queryByText('2342')).toBeNull();
    expect(asked).toHaveLength(2);
  });

  test('without the server it says why, and tries again', async () => {
    const { around, asked } = await inviting();
    around.link.tell({ ...online, link: 'offline' });
    await screen.findByText('Kutsun tekemiseen tarvitaan yhteys palvelimeen');
    const { invite } = around.app.office;
    around.app.office.invite = async () => ({ ok: false, error: { type: 'not-secure' } });
    await fireEvent.click((await group('Isäntä: Lehtola')).getByRole('button', { name: 'Kutsu' }));
    await screen.findByText(/Yhteys ei ole suojattu/);
    around.app.office.invite = invite;
    await fireEvent.click(screen.getByRole('button', { name: 'Yritä uudelleen' }));
    await screen.findByText('2341');
    await waitFor(() => expect(asked).toEqual([{ programme: 'p', visit: 'v', team: '' }]));
  });
});
