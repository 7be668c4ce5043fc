import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { mostColumns, mostRows } from '#domain/schedule-table.ts';
import { readCsv } from '#formats/csv.ts';
import { readPasted } from '#formats/pasted.ts';

const cells = (text: string): string[][] => readCsv(text).rows.map(row => row.cells);

describe('CSV', () => {
  it.each([';', ',', '\t'])('finds the separator %j', separator => {
    const text = [
      ['Klo', 'Nimi', 'Tila'],
      ['9.30', 'Åsa', 'Nh 2'],
      ['10.45', 'Jukka', 'Sali'],
    ]
      .map(row => row.join(separator))
      .join('\r\n');
    expect(cells(text)[1]).toEqual(['9.30', 'Åsa', 'Nh 2']);
  });

  it('says that words beyond what is read were left, and nothing of mere separators there', () => {
    const long = (end: string) => readCsv(`Klo;Nimi\n${'9.30;Åsa\n'.repeat(mostRows - 1)}${end}`);
    expect(long('10.45;Jukka')).toMatchObject({ isCut: true });
    expect(long(';;\n;')).not.toHaveProperty('isCut');
    expect(readCsv(`Klo;Nimi${';'.repeat(mostColumns)}ohi\n9.30;Åsa\n`)).toMatchObject({ isCut: true });
  });

  it('is not misled by commas in a title row and in titles of work', () => {
    const text = 'Aika: ke 14.10.2026, Paikka: kaupungintalo, Kirkkokatu 1\n\n\nKlo;Nimi\n9.30;Malli, Liisa\n10.45;Näyte, Jukka\n';
    expect(cells(text).slice(3)).toEqual([
      ['Klo', 'Nimi'],
      ['9.30', 'Malli, Liisa'],
      ['10.45', 'Näyte, Jukka'],
    ]);
    expect(Papa.parse<string[]>(text).data[3], 'what Papa guesses by itself').not.toEqual(['Klo', 'Nimi']);
  });

  it('obeys a sep= line and does not take it for a row, but counts it', () => {
    const { rows } = readCsv('sep=;\r\nKlo;Nimi\r\n9.30;Åsa\r\n');
    expect(rows).toEqual([
      { number: 2, cells: ['Klo', 'Nimi'] },
      { number: 3, cells: ['9.30', 'Åsa'] },
    ]);
    expect(cells('sep=|\na|b')).toEqual([['a', 'b']]);
  });

  it('keeps equal headings, quoted cells with separators, quotes and line breaks, and the numbers of rows', () => {
    const { rows } = readCsv('Nimi;Nimi;Huom\n\n"Liisa ""Liisi"" Malli";"a;b";"kaksi\nriviä"\n');
    expect(rows.map(row => row.number)).toEqual([1, 2, 3]);
    expect(rows[0]?.cells).toEqual(['Nimi', 'Nimi', 'Huom']);
    expect(rows[2]?.cells).toEqual(['Liisa "Liisi" Malli', 'a;b', 'kaksi\nriviä']);
  });
});

describe('pasted cells', () => {
  const pasted = (text: string): string[][] => {
    const result = readPasted(text);
    return result.ok ? result.table.rows.map(row => row.cells) : [[result.error.type]];
  };

  it('reads cells as a spreadsheet copies them', () => {
    expect(pasted('Klo\tNimi\r\n9.30\t"Liisa Malli\nJukka ""J"" Näyte"\r\n')).toEqual([
      ['Klo', 'Nimi'],
      ['9.30', 'Liisa Malli\nJukka "J" Näyte'],
    ]);
  });

  it('leaves quotes that are part of a text, where a CSV reader would swallow rows', () => {
    expect(pasted('"Pate" Malli\tNh 2\n9.30\t"x')).toEqual([
      ['"Pate" Malli', 'Nh 2'],
      ['9.30', '"x'],
    ]);
  });

  it('reads the text of a CSV file as well, and says what is nothing', () => {
    expect(pasted('Klo;Nimi\n9.30;Åsa')).toEqual([
      ['Klo', 'Nimi'],
      ['9.30', 'Åsa'],
    ]);
    expect(pasted(' \n ')).toEqual([['empty']]);
    expect(pasted('\t\n\t')).toEqual([['empty']]);
    expect(pasted('x'.repeat(1_000_001))).toEqual([['too-large']]);
  });
});
