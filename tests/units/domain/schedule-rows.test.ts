import { describe, expect, it } from 'vitest';
import { recogniseColumns } from '#domain/schedule-columns.ts';
import { answerProblem } from '#domain/schedule-problems.ts';
import { proposeRows } from '#domain/schedule-rows.ts';
import { roleGroupOfText, suggestRoleGroup } from '#domain/schedule-roles.ts';
import type { ProposedRow } from '#domain/schedule-proposal.ts';
import type { Table } from '#domain/schedule-table.ts';

const HEAD = ['Klo', 'Nimi', 'Titteli', 'Ryhmä', 'Tila', 'Huomioita'];
const propose = (...rows: string[][]) => {
  const table: Table = { source: 'csv', rows: [HEAD, ...rows].map((cells, index) => ({ number: index + 1, cells })) };
  return proposeRows(table, recogniseColumns(table));
};
const one = (...cells: string[]): ProposedRow => {
  const [row] = propose(cells).rows;
  if (!row) throw new Error('no row');
  return row;
};
const questions = (rows: ProposedRow[]) => rows.flatMap(row => row.questions.map(({ type, row: at, column }) => [type, at, column]));

describe('what a row is', () => {
  it.each([
    ['Yhteinen aloitus', 'opening'],
    ['Gemensam inledning', 'opening'],
    ['Joint opening', 'opening'],
    ['Tervetuloa ja kahvi', 'break'],
    ['Lounas', 'break'],
    ['Työlounas', 'break'],
    ['Kahvitauko', 'break'],
    ['Lunch', 'break'],
    ['Kaffepaus', 'break'],
    ['Coffee break', 'break'],
    ['Yhteinen purku', 'debrief'],
    ['Gemensam genomgång', 'debrief'],
    ['Joint debrief', 'debrief'],
    ['Palaute isäntäkunnalle', 'feedback'],
    ['Återkoppling till värdkommunen', 'feedback'],
    ['Feedback to the host', 'feedback'],
    ['Kohdekäynti: niittykohde', 'site'],
    ['Studiebesök', 'site'],
    ['Site visit', 'site'],
    ['Siirtyminen kaupungintalolle', 'other'],
    ['Vapaata keskustelua', 'other'],
  ])('%s: %s', (name, type) => {
    expect(one('9.00–9.30', name, 'Kaikki', '', 'Sali')).toMatchObject({
      type,
      title: name,
      audience: 'Kaikki',
      people: [],
      questions: [],
    });
  });

  it('is an interview of a person whose name or title only sounds like something else', () => {
    expect(one('9–10', 'Aino Lounasmaa', 'Rehtori', 'Päälliköt', 'Nh 1').type).toBe('interview');
    expect(one('9–10', 'Liisa Palaute', 'Purkukoordinaattori', '', 'Nh 1').type).toBe('interview');
    expect(one('9–10', '', 'Kaupunginjohtaja', 'Johto', 'Nh 1')).toMatchObject({
      type: 'interview',
      people: [{ name: '', title: 'Kaupunginjohtaja' }],
    });
  });

  it.each([
    ['Haastattelu ruotsiksi', 'sv'],
    ['på svenska', 'sv'],
    ['In English, please', 'en'],
    ['suomeksi', 'fi'],
    ['Hissi ei toimi', null],
  ])('keeps the remark %s', (remark, language) => {
    expect(one('9–10', 'Åsa Mallström', 'Chef', 'Päälliköt', 'Nh 2', remark)).toMatchObject({ remark, language });
  });

  it('finds the link of a call in the room or in the remark', () => {
    expect(one('9–10', 'A Malli', 'x', 'Johto', 'https://call.example/a').link).toBe('https://call.example/a');
    expect(one('9–10', 'A Malli', 'x', 'Johto', 'Etä', 'Linkki: https://call.example/b, koodi 12').link).toBe('https://call.example/b');
  });
});

describe('several people', () => {
  it.each([
    ['Liisa Malli ja Jukka Näyte', ['Liisa Malli', 'Jukka Näyte']],
    ['Liisa Malli, Jukka Näyte', ['Liisa Malli', 'Jukka Näyte']],
    ['Liisa Malli, Jukka Näyte ja Åsa Mallström', ['Liisa Malli', 'Jukka Näyte', 'Åsa Mallström']],
    ['Liisa Malli\nJukka Näyte', ['Liisa Malli', 'Jukka Näyte']],
    ['Liisa Malli & Jukka Näyte', ['Liisa Malli', 'Jukka Näyte']],
    ['Liisa Malli och Åsa af Mallström', ['Liisa Malli', 'Åsa af Mallström']],
    ['Esimerkki, Marja-Leena', ['Marja-Leena Esimerkki']],
    ['Ulla Maija von Malli', ['Ulla Maija von Malli']],
  ])('%j', (cell, names) => {
    expect(one('9–10', cell, 'Jäsen', 'Luottamushenkilöt', 'Sali').people.map(person => person.name)).toEqual(names);
  });

  it('share out titles and groups when there are as many', () => {
    const { people } = one('9–10', 'Liisa Malli\nJukka Näyte', 'Sivistys- ja hyvinvointijohtaja\nRehtori', 'Johto\nPäälliköt', 'Sali');
    expect(people.map(({ title, group }) => [title, group])).toEqual([
      ['Sivistys- ja hyvinvointijohtaja', 'leadership'],
      ['Rehtori', 'managers'],
    ]);
    expect(
      one('9–10', 'Liisa Malli ja Jukka Näyte', 'Sivistys- ja hyvinvointijohtaja', 'Johto', 'Sali').people.map(person => person.title),
    ).toEqual(['Sivistys- ja hyvinvointijohtaja', 'Sivistys- ja hyvinvointijohtaja']);
    expect(one('9–10', 'Liisa Malli, kaupunginjohtaja', '', 'Johto', 'Sali').people).toMatchObject([
      { name: 'Liisa Malli', title: 'kaupunginjohtaja' },
    ]);
    expect(one('9–10', 'Liisa Malli (rehtori)', '', 'Johto', 'Sali').people).toMatchObject([{ name: 'Liisa Malli', title: 'rehtori' }]);
  });

  it('on rows without a time are one interview in one room, and two in two', () => {
    const { rows } = propose(
      ['9–10', 'Liisa Malli', 'Rehtori', 'Päälliköt', 'Sali'],
      ['', 'Jukka Näyte', 'Opettaja', 'Asiantuntijat', ''],
      ['', 'Åsa Mallström', 'Lärare', 'Asiantuntijat', 'Nh 2'],
    );
    expect(rows.map(row => [row.row, row.start, row.end, row.room, row.people.map(person => person.name)])).toEqual([
      [2, '09:00', '10:00', 'Sali', ['Liisa Malli', 'Jukka Näyte']],
      [4, '09:00', '10:00', 'Nh 2', ['Åsa Mallström']],
    ]);
  });
});

describe('role groups', () => {
  it.each([
    ['leadership', ['Johto', 'johtoryhmä', 'Ledning', 'Leadership']],
    ['managers', ['Päälliköt', 'Esihenkilöt', 'Chefer', 'Managers']],
    ['specialists', ['Asiantuntijat', 'Sakkunniga', 'Specialists', 'Johtavat asiantuntijat']],
    ['elected', ['Luottamushenkilöt', 'Förtroendevalda', 'Elected officials']],
    ['civil', ['Järjestöt ja asukkaat', 'Asukasyhdistykset', 'Föreningar och invånare', 'Civil society']],
  ] as const)('%s', (key, words) => {
    expect(words.map(roleGroupOfText)).toEqual(words.map(() => key));
  });

  it('that are not known are a question with a suggestion, not a guess', () => {
    const row = one('9–10', 'Teppo Tarina', 'Asukasyhdistyksen puheenjohtaja', 'as.yhd.', 'Nh 2');
    expect(row.people[0]).toMatchObject({ group: null, groupText: 'as.yhd.' });
    expect(row.questions).toEqual([
      { type: 'group-unknown', row: 2, column: 3, text: 'as.yhd.', person: 0, suggestion: { group: 'civil' } },
    ]);
    const [problem] = row.questions;
    const answered = problem && answerProblem(row, problem, { group: 'civil' });
    expect(answered).toMatchObject({ people: [{ group: 'civil' }], questions: [] });
  });

  it('are suggested by the title when the cell is empty', () => {
    expect(
      [
        'Kaupunginhallituksen puheenjohtaja',
        'Kaavoituspäällikkö',
        'Tekninen johtaja',
        'Metsätalousinsinööri',
        'Kyläyhdistyksen pj',
        'Jokin',
      ].map(title => suggestRoleGroup('', title)),
    ).toEqual(['elected', 'managers', 'leadership', 'specialists', 'civil', null]);
  });
});

describe('what needs a person', () => {
  it('is asked with row and column', () => {
    const { rows } = propose(
      ['12.30–', 'Olavi Oletus', 'Insinööri', 'Asiantuntijat', 'Nh 2'],
      ['14.45–13.45', 'Riikka Malli', 'Jäsen', 'Luottamushenkilöt', 'Sali'],
      ['iltapäivällä', 'Jukka Näyte', 'Johtaja', 'Johto', 'Sali'],
      ['25.00–26.00', 'Päivi Koe', 'Johtaja', 'Johto', 'Sali'],
    );
    expect(questions(rows)).toEqual([
      ['end-missing', 2, 0],
      ['end-before-start', 3, 0],
      ['time-unreadable', 4, 0],
      ['time-unreadable', 5, 0],
    ]);
    expect(rows[0]).toMatchObject({ start: '12:30', end: null, questions: [{ suggestion: { start: '12:30', end: '13:30' } }] });
    expect(rows[2]?.start).toBe('');
  });

  it('is a person in two places at once, and two interviews in one room', () => {
    const { rows } = propose(
      ['9.30–10.30', 'Liisa Malli', 'x', 'Johto', 'Sali'],
      ['10.00–11.00', 'liisa  malli', 'x', 'Johto', 'Nh 2'],
      ['10.00–10.30', 'Jukka Näyte', 'x', 'Johto', 'SALI'],
      ['10.30–11.30', 'Åsa Mallström', 'x', 'Johto', 'Sali'],
    );
    expect(questions(rows)).toEqual([
      ['person-twice-at-once', 3, 1],
      ['overlaps-in-room', 4, 4],
    ]);
    expect(rows[1]?.questions[0]).toMatchObject({ otherRow: 2, text: 'liisa malli' });
  });

  it('is not that two calls are both in Teams', () => {
    expect(questions(propose(['9–10', 'Liisa Malli', 'x', 'Johto', 'Teams'], ['9–10', 'Jukka Näyte', 'x', 'Johto', 'Teams']).rows)).toEqual(
      [],
    );
  });

  it('is not asked of separate columns that say it', () => {
    const table: Table = {
      source: 'csv',
      rows: [
        ['Alkaa', 'Päättyy', 'Nimi', 'Ryhmä'],
        ['9.30', '10.30', 'Liisa Malli', 'Johto'],
        ['11.30', '10.30', 'Jukka Näyte', 'Johto'],
        ['12.30', '', 'Åsa M', 'Johto'],
      ].map((cells, index) => ({ number: index + 1, cells })),
    };
    const { rows } = proposeRows(table, recogniseColumns(table));
    expect(rows.map(row => [row.start, row.end])).toEqual([
      ['09:30', '10:30'],
      ['11:30', null],
      ['12:30', null],
    ]);
    expect(questions(rows)).toEqual([
      ['end-before-start', 3, 1],
      ['end-missing', 4, 1],
    ]);
  });
});

describe('what is left out', () => {
  it('is every row that no proposed row accounts for, with the reason', () => {
    const { rows, left } = propose(
      ['9–10', 'Liisa Malli', 'x', 'Johto', 'Sali'],
      [],
      HEAD,
      ['Iltapäivä'],
      ['13–14', 'Jukka Näyte', 'x', 'Johto', 'Sali'],
      ['', 'Yhteyshenkilö: Hanna, puh. 040 1234567'],
      [],
      [],
    );
    expect(rows.map(row => row.row)).toEqual([2, 6]);
    expect(left.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'heading'],
      [3, 'empty'],
      [4, 'heading'],
      [5, 'heading'],
      [7, 'footer'],
    ]);
  });
});
