import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessOf, mayRead, rolesIn } from '#domain/access.ts';
import { followUp } from '#domain/follow-up.ts';
import { asked, interview, seat } from '#domain/interview.ts';
import { kindNamed } from '#domain/kinds.ts';
import { note } from '#domain/note.ts';
import { programme } from '#domain/programme.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { question, templateVersion, theme } from '#domain/template.ts';
import { contentOf, versionId } from '#domain/template-content.ts';
import { template } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import { changeProblems, readItem, type Fields, type ItemOf, type Kind } from '#oplog/kind.ts';
import type { Joined, Me } from '#protocol/membership.ts';
import { exampleDay } from '#starters/example-day.ts';
import { exampleRows, movedTime, moveTo } from '#starters/example-schedule.ts';
import type { TestDevice } from './test-device.ts';
import { testDay, testServer, type TestServer } from './test-server.ts';

let server: TestServer;
let device: TestDevice;
beforeEach(async () => {
  server = await testServer();
  // 14 October 2026, 20.07 in Helsinki: an evening, so that the moved day crosses midnight.
  server.clock.now = Date.UTC(2026, 9, 14, 17, 7);
  device = server.device('A');
});
afterEach(() => server.close());

const open = async (language = 'fi') => {
  const joined = await device.ok<Joined>('/api/setup', {
    token: await server.setupToken(),
    device: device.card,
    want: 'example',
    language,
    today: { date: '1999-01-01', time: '03:00' },
  });
  device.become(joined);
  const space = programmeSpace(joined.membership.programme);
  await device.sync(space);
  const [day] = await items(visit, space);
  for (const one of [visitSpace(day!.id), notesSpace(day!.id), debriefSpace(day!.id)]) await device.sync(one);
  return { joined, space, visit: day! };
};

const items = async <F extends Fields>(kind: Kind<F>, space: string): Promise<ItemOf<Kind<F>>[]> =>
  (await device.store.read(reader => reader.rowsOfKind(space, kind.name))).map(row => readItem(kind, row) as ItemOf<Kind<F>>);

describe('the example day', () => {
  it('is a programme of its own that says what it is', async () => {
    const { space, joined } = await open();
    expect((await items(programme, space))[0]).toMatchObject({ isExample: true, name: 'Esimerkki: luontotyön vertaisvierailu Lehtolassa' });
    const rows = (
      await Promise.all(
        ['municipality', 'team', 'person', 'visit'].map(kind => device.store.read(reader => reader.rowsOfKind(space, kind))),
      )
    ).flat();
    const access = accessOf(joined.membership.programme, rows);
    expect([...access.people.values()].map(found => found.name).sort()).toEqual([
      'Anniina',
      'Hanna',
      'Liisa',
      'Mikko',
      'Saara',
      'Sinä',
      'Timo',
      'Tuula',
    ]);
    expect(rolesIn(access, joined.membership.person, space).sort()).toEqual(['coordinator', 'visitor']);
    const hanna = [...access.people.values()].find(found => found.name === 'Hanna')!;
    const day = [...access.visits.keys()][0]!;
    expect([visitSpace(day), notesSpace(day)].map(one => mayRead(access, hanna.id, one))).toEqual([true, false]);
  });

  it('meets the newcomer in the first interviews', async () => {
    const { visit: day } = await open();
    expect(day.date).toBe('2026-10-14');
    const slots = (await items(slot, visitSpace(day.id))).filter(found => found.type === 'interview');
    const first = slots.filter(found => found.start === '19:45');
    expect(first.map(found => [found.room, found.end, found.language, found.remark]).sort()).toEqual([
      ['Neuvotteluhuone 2', '20:45', 'sv', 'Haastattelu ruotsiksi'],
      ['Valtuustosali', '20:45', '', ''],
    ]);
    expect(slots).toHaveLength(8);
    const started = await items(interview, notesSpace(day.id));
    expect(started.map(found => Math.round((server.clock.now - found.startedAt) / 60_000)).sort()).toEqual([18, 21]);
    expect(started.map(found => found.id).sort()).toEqual(first.map(found => found.id).sort());
    const tracks = await items(track, visitSpace(day.id));
    const seats = await items(seat, notesSpace(day.id));
    const own = seats.find(found => found.owner === device.person)!;
    expect(tracks.find(found => found.id === own.track)?.name).toBe('Valtuustosali');
    expect(seats).toHaveLength(6);
  });

  it("has the schedule's people and the notes written so far, letter by letter", async () => {
    const { visit: day, space } = await open();
    const people = await items(interviewee, visitSpace(day.id));
    expect(people.map(found => `${found.name}, ${found.title}, ${found.group}`).sort((a, b) => a.localeCompare(b, 'fi'))).toEqual([
      'Jukka Näyte, Tekninen johtaja, leadership',
      'Marja-Leena Esimerkki, Kaupunginjohtaja, leadership',
      'Olavi Oletus, Metsätalousinsinööri, specialists',
      'Päivi Koe-Virtanen, Ympäristösuunnittelija, specialists',
      'Riikka Kuvitteellinen, Kaupunginhallituksen puheenjohtaja, elected',
      'Sirkka Malli, Varhaiskasvatusjohtaja, leadership',
      'Teppo Tarina, Asukasyhdistyksen puheenjohtaja, civil',
      'Åsa Mallström, Kaavoituspäällikkö, managers',
    ]);
    const notes = (await items(note, notesSpace(day.id))).sort((a, b) => a.writtenAt - b.writtenAt);
    expect(notes.map(found => [found.words, found.sign, found.mark])).toEqual([
      ['haluavat kehityskohteita nimenom. kaavotuksesta, kysy kaikilta', 'follow', 'none'],
      ['valtuusto hyväks lumo-ohjelman yksimielisesti 9/23', 'strength', 'none'],
      ['valmistelu yhden ihmisen varassa, ei sijaista', 'development', 'none'],
      ['"vi får utlåtandet när planen redan är ritad" (Å.M.)', 'none', 'quote'],
      ['"kyllä se raha lopulta ratkasee, ei ohjelma"', 'development', 'quote'],
      ['kysy tekniseltä kuka päättää niittoajat??', 'follow', 'none'],
    ]);
    // What Mikko could not ask waits for the technical director.
    const [given] = await items(followUp, notesSpace(day.id));
    const technical = people.find(found => found.title === 'Tekninen johtaja')!;
    expect([given!.id, given!.aim]).toEqual([notes.at(-1)!.id, { to: 'interview', slot: technical.parent }]);
    expect(notes[0]).toMatchObject({ parent: day.id, theme: 'other' });
    expect(notes.every(found => found.writtenAt < server.clock.now && found.at === found.writtenAt)).toBe(true);
    const [version] = await items(templateVersion, space);
    const ids = new Set(version!.content.themes.map(found => found.id));
    expect(notes.slice(1).every(found => ids.has(found.theme))).toBe(true);
    expect(await items(asked, notesSpace(day.id))).toHaveLength(4);
  });

  it('publishes the template as the app would', async () => {
    const { space, visit: day } = await open('sv');
    const [made] = await items(template, space);
    const [version] = await items(templateVersion, space);
    expect(version!.id).toBe(versionId(contentOf(made!, await items(theme, space), await items(question, space))));
    expect([made!.version, day.template, made!.language]).toEqual([version!.id, made!.id, 'sv']);
    expect(version!.content.themes.reduce((sum, found) => sum + found.minutes, 0)).toBe(60);
    expect((await items(programme, space))[0]?.name).toBe('Exempel: kamratbesök om naturarbete i Lehtola');
  });

  it('writes only what the door would take', () => {
    let ids = 0;
    const day = exampleDay({
      language: 'en',
      today: { date: '2026-10-14', time: '00:05' },
      now: server.clock.now,
      newId: () => `id${ids++}`,
    });
    for (const { drafts } of day.acts) for (const made of drafts) expect(changeProblems(kindNamed(made.kind)!, made)).toEqual([]);
  });

  it('asked for twice is the same, and opens beside a programme of ones own', async () => {
    const { joined } = await open();
    expect((await device.ok<Joined>('/api/example', { language: 'fi' })).membership).toEqual(joined.membership);
    const at = await testDay();
    const beside = await at.liisa.ok<Joined>('/api/example', { language: 'fi' });
    expect((await at.liisa.ok<Me>('/api/me')).memberships).toEqual([
      beside.membership,
      { programme: at.programme, person: at.liisa.person },
    ]);
    expect(await at.liisa.fails('/api/sync', { space: 'notes/v', have: {}, ops: [], receiptsAfter: 0 })).toBe('ok');
    await at.close();
  });

  it('leaves the set-up to be done', async () => {
    const { joined } = await open();
    const tuula = server.device('K');
    const founded = await tuula.ok<Joined>('/api/setup', {
      token: await server.setupToken(),
      device: tuula.card,
      want: 'programme',
      programme: 'Oma',
      person: 'Tuula',
      language: 'fi',
    });
    expect(founded.membership.programme).not.toBe(joined.membership.programme);
  });

  it('ends with everything of it, and its spaces are gone and not waited for', async () => {
    const { joined, space, visit: day } = await open();
    const ended = await device.ok<Me>('/api/example/end', { programme: joined.membership.programme });
    expect(ended.memberships).toEqual([]);
    for (const one of [space, visitSpace(day.id), notesSpace(day.id), debriefSpace(day.id)]) {
      expect(await device.fails('/api/sync', { space: one, have: {}, ops: [], receiptsAfter: 0 })).toBe('gone');
    }
    for (const table of ['ops', 'rows', 'heads', 'receipts']) {
      expect(server.database.read.all(`SELECT * FROM ${table}`)).toEqual([]);
    }
    expect(await device.fails('/api/example/end', { programme: joined.membership.programme })).toBe('example-missing');
  });

  it('is the only thing that can be ended so', async () => {
    const at = await testDay();
    const space = programmeSpace(at.programme);
    await at.tuula.sync(space);
    await at.tuula.write([{ space, kind: programme.name, id: at.programme, set: { isExample: true } }]);
    expect(await at.tuula.fails('/api/example/end', { programme: at.programme })).toBe('example-missing');
    expect(await at.liisa.fails('/api/example/end', { programme: at.programme })).toBe('example-missing');
    await at.close();
  });
});

describe('the moved schedule', () => {
  it('always has its first interviews running for 20 to 24 minutes', () => {
    for (let minutes = 0; minutes < 24 * 60; minutes++) {
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      const move = moveTo({ date: '2026-10-14', time });
      const running = move.now - (9 * 60 + 30);
      expect(running).toBeGreaterThanOrEqual(20);
      expect(running).toBeLessThanOrEqual(24);
      const started = (minutes - running + 24 * 60) % (24 * 60);
      expect(movedTime(9 * 60 + 30, move, 'start')).toBe(
        `${String(Math.floor(started / 60)).padStart(2, '0')}:${String(started % 60).padStart(2, '0')}`,
      );
      const opens = movedTime(exampleRows[0]!.start, move, 'start');
      expect(move.date).toBe(opens > time ? '2026-10-13' : '2026-10-14');
    }
  });
});
