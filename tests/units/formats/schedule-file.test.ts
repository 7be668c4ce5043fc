import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readScheduleFile, scheduleFileLimit } from '#formats/schedule-file.ts';
import { recogniseColumns } from '#domain/schedule-columns.ts';
import { proposeRows } from '#domain/schedule-rows.ts';
import { textRow, workbook } from './workbook.ts';
import { zip } from './zip.ts';

const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url)));
const dayOf = async (name: string, bytes = fixture(name)) => {
  const result = await readScheduleFile({ name, bytes });
  if (!result.ok) throw new Error(result.error.type);
  return proposeRows(result.table, recogniseColumns(result.table));
};
const errorOf = async (name: string, bytes: Uint8Array): Promise<string> => {
  const result = await readScheduleFile({ name, bytes });
  return result.ok ? 'read' : result.error.type;
};
const ole = (...names: string[]): Uint8Array => {
  const directory = names.flatMap(name => [...name, '\0'].flatMap(letter => [letter.charCodeAt(0), 0]));
  return Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array<number>(504).fill(0), ...directory]);
};

describe('the example day', () => {
  it('is the same from the CSV and from the workbook, but for the remark that only the workbook has', async () => {
    const csv = (await dayOf('vierailupaiva.csv')).rows;
    const xlsx = (await dayOf('vierailupaiva.xlsx')).rows;
    const withoutPlace = (rows: typeof csv) => rows.map(({ row: _row, remark: _remark, language: _language, ...rest }) => rest);
    expect(withoutPlace(xlsx)).toEqual(withoutPlace(csv));
    expect(csv.map(row => row.type)).toEqual([
      'opening',
      ...Array<string>(4).fill('interview'),
      'break',
      ...Array<string>(4).fill('interview'),
      'debrief',
      'feedback',
    ]);
    expect(csv.flatMap(row => row.questions)).toEqual([]);
    expect(xlsx.find(row => row.people[0]?.name === 'Åsa Mallström')).toMatchObject({
      row: 7,
      start: '09:30',
      end: '10:30',
      room: 'Neuvotteluhuone 2',
      remark: 'Haastattelu ruotsiksi',
      language: 'sv',
    });
  });

  it('says of each row that was left out why', async () => {
    expect((await dayOf('vierailupaiva.xlsx')).left.map(({ row, reason }) => [row, reason])).toEqual([
      [1, 'title-row'],
      [2, 'title-row'],
      [3, 'empty'],
      [4, 'heading'],
      [17, 'empty'],
      [18, 'footer'],
    ]);
  });
});

describe('what a file is', () => {
  it('reads a workbook that is called .csv or .xls as what it is', async () => {
    expect(await errorOf('day.csv', fixture('vierailupaiva.xlsx'))).toBe('read');
    expect(await errorOf('day.xls', fixture('vierailupaiva.xlsx'))).toBe('read');
  });

  it.each([
    ['empty', 'a.csv', new Uint8Array()],
    ['empty', 'spaces.csv', new TextEncoder().encode(' \r\n \r\n')],
    ['no-rows', 'separators.csv', new TextEncoder().encode(';;;\r\n;;;\r\n')],
    ['no-rows', 'empty.xlsx', workbook([{ name: 'x', rows: [] }])],
    ['too-large', 'huge.csv', new Uint8Array(50 * 1024 * 1024)],
    ['not-a-workbook', 'really-csv.xlsx', fixture('vierailupaiva.csv')],
    ['not-a-workbook', 'web-page.xls', new TextEncoder().encode('<html><table></table></html>')],
    ['not-a-workbook', 'cut.xlsx', fixture('vierailupaiva.xlsx').slice(0, 3000)],
    ['not-a-workbook', 'letter.xlsx', zip({ 'word/document.xml': '<w/>' })],
    ['not-a-workbook', 'old-letter.xls', ole('WordDocument')],
    ['old-excel', 'old.xls', ole('Workbook')],
    ['password-protected', 'locked.xlsx', ole('EncryptionInfo', 'EncryptedPackage')],
    ['unreadable-encoding', 'picture.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
  ])('%s: %s', async (type, name, bytes) => {
    expect(await errorOf(name, bytes)).toBe(type);
  });

  it('of a text that is more than a day can have says so before it is read', async () => {
    const size = 1024 * 1024;
    const of = (bytes: number) =>
      readScheduleFile({ name: 'a.csv', bytes: new TextEncoder().encode(`9.00;Aino\n${';'.repeat(bytes - 10)}`) });
    const read = await of(size);
    expect(read.ok && read.table.rows.map(row => row.cells.length)).toEqual([2]);
    expect(await of(size + 1)).toEqual({ ok: false, error: { type: 'too-large', fileName: 'a.csv', size: size + 1, limit: size } });
  });

  it('says of a file that is too large how large it is and may be', async () => {
    const result = await readScheduleFile({ name: 'huge.xlsx', bytes: new Uint8Array(scheduleFileLimit + 1) });
    expect(result).toEqual({
      ok: false,
      error: { type: 'too-large', fileName: 'huge.xlsx', size: scheduleFileLimit + 1, limit: scheduleFileLimit },
    });
  });

  it('does not unpack a bomb', async () => {
    const bomb = zip({ 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': new Uint8Array(100 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await errorOf('bomb.xlsx', bomb)).toBe('too-large');
  });

  it('reads a sheet named by the caller', async () => {
    const bytes = workbook([
      { name: 'A', rows: [textRow(1, '9.30', 'Liisa')] },
      { name: 'B', rows: [textRow(1, '10.30', 'Jukka')] },
    ]);
    expect(await readScheduleFile({ name: 'x.xlsx', bytes, sheet: 'B' })).toMatchObject({
      ok: true,
      table: { sheet: 'B', otherSheets: ['A'] },
    });
  });
});
