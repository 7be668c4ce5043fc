import { describe, expect, it } from 'vitest';
import { recogniseColumns, roleOfHeading } from '#domain/schedule-columns.ts';
import type { Table } from '#domain/schedule-table.ts';

const table = (...rows: string[][]): Table => ({ source: 'csv', rows: rows.map((cells, index) => ({ number: index + 1, cells })) });

describe('headings', () => {
  it.each([
    ['time', ['Klo', 'Aika', 'Kellonaika', 'KELLONAIKA:', 'Tid', 'Time', 'Klockslag', 'Aika (klo)']],
    ['start', ['Alkaa', 'Start', 'Börjar', 'Alkamisaika', 'Start time']],
    ['end', ['Päättyy', 'Slut', 'End', 'Loppuu']],
    ['name', ['Haastateltava', 'Haastateltavat', 'Nimi', 'Namn', 'Name', 'Interviewee', 'Intervjuperson', 'Kuka']],
    ['title', ['Tehtävä', 'Titteli', 'Titteli / rooli', 'Rooli', 'Titel', 'Title', 'Role', 'Virka-asema / titteli']],
    ['group', ['Ryhmä', 'Grupp', 'Group', 'Rooliryhmä']],
    ['room', ['Tila', 'Huone', 'Paikka', 'Rum', 'Plats', 'Room', 'Location', 'Tila/huone']],
    ['remark', ['Huomioita', 'Huom!', 'Lisätiedot', 'Anmärkning', 'Anmärkningar', 'Notes', 'Remarks']],
    ['link', ['Linkki', 'Länk', 'Link', 'Teams-linkki']],
    ['none', ['', 'Tarjoilut', 'Yhteinen aloitus', 'Marja-Leena Esimerkki']],
  ] as const)('%s', (role, headings) => {
    expect(headings.map(roleOfHeading)).toEqual(headings.map(() => role));
  });

  it('are found below title rows, in Swedish too', () => {
    const read = recogniseColumns(
      table(
        ['Besöksdag – Lehtola'],
        ['Tid: 14.10.2026, Plats: stadshuset'],
        [],
        ['Tid', 'Namn', 'Titel', 'Grupp', 'Rum', 'Anmärkning'],
        ['9.30–10.30', 'Åsa Mallström', 'Chef', 'Chefer', 'Rum 2', ''],
      ),
    );
    expect(read).toMatchObject({ headingRow: 4, columns: ['time', 'name', 'title', 'group', 'room', 'remark'], problems: [] });
  });

  it('twice are reported, and the first counts', () => {
    const read = recogniseColumns(table(['Klo', 'Nimi', 'Nimi', 'Tila'], ['9.30', 'A B', 'C D', 'Sali']));
    expect(read.columns).toEqual(['time', 'name', 'none', 'room']);
    expect(read.problems).toEqual([{ type: 'heading-twice', role: 'name', columns: [1, 2], heading: 'Nimi' }]);
  });

  it('of first and last names, and of two kinds of remarks, belong together', () => {
    const read = recogniseColumns(table(['Klo', 'Etunimi', 'Sukunimi', 'Huom', 'Lisätiedot'], ['9.30', 'Åsa', 'Mallström', 'x', 'y']));
    expect(read).toMatchObject({ columns: ['time', 'name', 'name', 'remark', 'remark'], problems: [] });
  });

  it('of a start without an end hold the times', () => {
    expect(recogniseColumns(table(['Start', 'Name'], ['9.30', 'A B'])).columns).toEqual(['time', 'name']);
    expect(recogniseColumns(table(['Alkaa', 'Päättyy', 'Nimi'], ['9.30', '10.30', 'A B'])).columns).toEqual(['start', 'end', 'name']);
  });

  it('that are missing leave the contents to tell', () => {
    const read = recogniseColumns(
      table(
        ['9.00–9.30', 'Yhteinen aloitus', 'Kaikki', '', 'Valtuustosali'],
        ['9.30–10.30', 'Marja-Leena Esimerkki', 'Kaupunginjohtaja', 'Johto', 'Valtuustosali'],
        ['9.30–10.30', 'Åsa Mallström', 'Kaavoituspäällikkö', 'Päälliköt', 'Neuvotteluhuone 2'],
      ),
    );
    expect(read).toMatchObject({ headingRow: null, columns: ['time', 'name', 'title', 'group', 'room'], problems: [] });
  });

  it('that are missing, with a start and an end of their own', () => {
    expect(recogniseColumns(table(['9.30', '10.30', 'Marja-Leena Esimerkki'], ['10.45', '11.45', 'Jukka Näyte'])).columns).toEqual([
      'start',
      'end',
      'name',
    ]);
  });

  it('of another kind of table say what is missing', () => {
    const read = recogniseColumns(table(['Teema', 'Väittämä', 'Arvio'], ['Johtajuus', 'Strategiassa on luonto', '3']));
    expect(read.problems.map(problem => problem.type)).toEqual(['column-missing', 'column-missing']);
  });
});
