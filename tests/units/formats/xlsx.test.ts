import { describe, expect, it } from 'vitest';
import { readXlsx } from '#formats/xlsx.ts';
import readWorkbook, { readSheet } from 'read-excel-file/universal';
import { numberCell, textCell, textRow, workbook, type SheetSource } from './workbook.ts';

const read = async (sheets: SheetSource[], options: { counts1904?: boolean; sheet?: string } = {}) => {
  const result = await readXlsx(workbook(sheets, options), 'x.xlsx', options.sheet);
  if (!result.ok) throw new Error(result.error.type);
  return result.table;
};
const cellsOf = async (rows: string[], options: { counts1904?: boolean; merges?: string[] } = {}): Promise<string[][]> =>
  (await read([{ name: 'Päivä', rows, merges: options.merges }], options)).rows.map(row => row.cells);

describe('cells of a workbook', () => {
  it.each([
    ['9.30', numberCell('A1', 9.5 / 24, 1), '9.30'],
    ['13.00, stored a hair too small', numberCell('A1', '0.54166666666666663', 1), '13.00'],
    ['13.00 of a date before, cut to milliseconds', numberCell('A1', 46_309.541_666_655, 5), '13.00'],
    ['a time under a Finnish format', numberCell('A1', 0.40625, 5), '9.45'],
    ['midnight at the end', numberCell('A1', 1, 6), '24.00'],
    ['midnight at the beginning', numberCell('A1', 0, 1), '0.00'],
    ['a date with a time', numberCell('A1', 46_309.395_833_333_3, 3), '14.10.2026 9.30'],
    ['a date', numberCell('A1', 46_309, 2), '14.10.2026'],
    ['a number that looks like a time', numberCell('A1', 9.3, 4), '9.30'],
    ['an ISO date and time, as written', '<c r="A1" t="d"><v>2026-10-14T09:30:00</v></c>', '14.10.2026 9.30'],
    ['an ISO date', '<c r="A1" t="d"><v>2026-10-14</v></c>', '14.10.2026'],
    ['an ISO time', '<c r="A1" t="d"><v>T09:30:00</v></c>', '9.30'],
    ['a formula with its value', '<c r="A1" s="1"><f>B1+1</f><v>0.395833333333333</v></c>', '9.30'],
    ['a formula nobody has counted, never as an empty cell', '<c r="A1" s="1"><f>B1+1/24</f></c>', '=B1+1/24'],
    ['a formula of text', '<c r="A1" t="str"><f>B1</f><v>Åsa &amp; Co</v></c>', 'Åsa & Co'],
    [
      'rich text without reading aids, a line break in it',
      '<c r="A1" t="inlineStr"><is><r><t>Åsa </t></r><r><t>Mall_x000D_&#10;ström</t></r></is></c>',
      'Åsa Mall\nström',
    ],
    ['an error', '<c r="A1" t="e"><v>#REF!</v></c>', '#REF!'],
  ])('reads %s', async (_, cell, text) => {
    expect(await cellsOf([cell])).toEqual([[text]]);
  });

  it('reads the times and dates of a Mac that counts from 1904', async () => {
    expect(
      await cellsOf([numberCell('A1', 13 / 24, 1) + numberCell('B1', 44_847, 2) + numberCell('C1', 44_847.541_666_66, 3)], {
        counts1904: true,
      }),
    ).toEqual([['13.00', '14.10.2026', '14.10.2026 13.00']]);
  });

  it('keeps the numbers of rows and the places of columns when cells between are missing', async () => {
    const { rows } = await read([{ name: 'x', rows: ['', textCell('C2', 'kolmas')] }]);
    expect(rows[1]).toEqual({ number: 2, cells: ['', '', 'kolmas'] });
  });

  it('reads as read-excel-file does where that one is right', async () => {
    const bytes = workbook([{ name: 'x', rows: [textRow(1, 'Klo', 'Nimi', 'Tila'), textRow(2, '9.30–10.30', 'Åsa', 'Nh 2')] }]);
    const other = await readSheet(bytes.slice().buffer);
    const ours = await readXlsx(bytes);
    expect(ours.ok && ours.table.rows.map(row => row.cells)).toEqual(other);
  });
});

describe('sheets and merged blocks', () => {
  it('say that words far down or far aside were left', async () => {
    const rows = [textRow(1, '9.30', 'Åsa')];
    expect(await read([{ name: 'Päivä', rows }])).not.toHaveProperty('isCut');
    expect(await read([{ name: 'Päivä', rows: [...rows, textCell('ZZ2', 'kaukana')] }])).toMatchObject({ isCut: true });
  });

  it('reads the sheet with the most times, never a hidden one, and names the others', async () => {
    const times = ['9.30–10.30', '10.45–11.45', '12.30–13.30'].map((time, index) => textRow(index + 1, time, 'Liisa Malli'));
    const table = await read([
      { name: 'Ohje', rows: [textRow(1, 'Täytä aikataulu')] },
      { name: 'Vanha', state: 'hidden', rows: [...times, textRow(4, '14.00–15.00', 'Poistettu')] },
      { name: 'Päivä', rows: times },
      { name: 'Arkisto', state: 'veryHidden', rows: times },
    ]);
    expect(table).toMatchObject({ sheet: 'Päivä', otherSheets: ['Ohje'] });
    const both = [
      { name: 'A', rows: times },
      { name: 'B', rows: times.slice(1) },
    ];
    expect((await read(both, { sheet: 'B' })).sheet).toBe('B');
  });

  it('repeats a merged room downwards but not a merged time, and a merged title not across', async () => {
    const rows = [
      textRow(1, 'Vierailu'),
      textRow(2, '9.30–10.30', 'Liisa Malli', 'Sali'),
      textCell('B3', 'Jukka Näyte'),
      textRow(4, '10.45', 'Olavi Oletus'),
    ];
    expect(await cellsOf(rows, { merges: ['A1:C1', 'A2:A3', 'C2:C4'] })).toEqual([
      ['Vierailu'],
      ['9.30–10.30', 'Liisa Malli', 'Sali'],
      ['', 'Jukka Näyte', 'Sali'],
      ['10.45', 'Olavi Oletus', 'Sali'],
    ]);
  });

  it('says no rows when every sheet is empty or hidden', async () => {
    expect(
      await readXlsx(
        workbook([
          { name: 'x', rows: [] },
          { name: 'y', state: 'hidden', rows: [textRow(1, 'a')] },
        ]),
      ),
    ).toEqual({ ok: false, error: { type: 'no-rows' } });
  });
});

/** Why no ready reader is used. When these fail, it is worth asking again. */
describe('read-excel-file', () => {
  const given = async (...sheets: SheetSource[]) => readWorkbook(workbook(sheets).slice().buffer);

  it('does not say which sheet is hidden', async () => {
    expect(await given({ name: 'Vanha', state: 'hidden', rows: [textRow(1, 'x')] })).toEqual([{ sheet: 'Vanha', data: [['x']] }]);
  });

  it('gives a formula that nobody has counted as an empty cell, and a merged block only once', async () => {
    const rows = ['<c r="A1"><f>B1</f></c>' + textCell('B1', 'Sali'), textCell('C2', 'x')];
    expect(await given({ name: 'x', rows, merges: ['B1:B2'] })).toMatchObject([
      {
        data: [
          [null, 'Sali', null],
          [null, null, 'x'],
        ],
      },
    ]);
  });

  it('gives 24.00 as midnight of the next day, and no file at all for one odd cell', async () => {
    expect(await given({ name: 'x', rows: [numberCell('A1', 1, 6)] })).toMatchObject([{ data: [[new Date('1899-12-31T00:00:00Z')]] }]);
    await expect(given({ name: 'x', rows: ['<c r="A1" t="d"><v>T09:30:00</v></c>'] })).rejects.toThrow('VALUE_INVALID');
  });
});
