import { describe, expect, test } from 'vitest';
import { namesIn } from '#domain/kooste-names.ts';

const people = ['Jukka Virtanen', 'Åsa Mattsson', 'Mikko Koski', 'Anna-Kaisa Lehtola', 'Teppo Rantala', 'Markus Mäki', 'Meri Rauhala'];
const places = ['Lehtola', 'Kaislaniemi'];
const found = (text: string) => namesIn(text, people, places);

describe('a person is found in the kooste', () => {
  test.each([
    ['Jukka Virtanen kertoi', 'Jukka Virtanen'],
    ['Jukan mukaan', 'Jukka Virtanen'],
    ['Jukalle ja muille', 'Jukka Virtanen'],
    ['kuten Virtasen kanta', 'Jukka Virtanen'],
    ['virtaselta kuultiin', 'Jukka Virtanen'],
    ['VIRTANEN sanoi', 'Jukka Virtanen'],
    ['”vi får utlåtandet” (Å.M.)', 'Åsa Mattsson'],
    ['vi får utlåtandet, Å. M.', 'Åsa Mattsson'],
    ['vi får utlåtandet (ÅM)', 'Åsa Mattsson'],
    ['Mattssons åsikt', 'Åsa Mattsson'],
    ['Mikon ja Kosken ajatus', 'Mikko Koski'],
    ['Koskelta', 'Mikko Koski'],
    ['Anna-Kaisa oli paikalla', 'Anna-Kaisa Lehtola'],
    ['Kaisan sanoin', 'Anna-Kaisa Lehtola'],
    ['Tepon yhdistys', 'Teppo Rantala'],
    ['Rantalakin', 'Teppo Rantala'],
    ['Markuksen tiimi', 'Markus Mäki'],
    ['Mäen johdolla', 'Markus Mäki'],
    ["Teppo's words", 'Teppo Rantala'],
  ])('%s', (text, name) => expect(found(text)).toEqual([name]));
});

describe('what is no person is left alone', () => {
  test.each([
    'Lehtola hoitaa luontoaan hyvin, ja Lehtolassa on yhteyshenkilö.',
    'Kaislaniemen malli toimii.',
    'Kosken varrella'.toLowerCase(),
    'meri on rehevöitynyt ja mäellä niittyä',
    'Rantalaidun on aidattu.',
    'EU ja ELY tukevat, M.A. ei kerro kenestäkään.',
    'Mikrobit ja markat',
    '',
  ])('%s', text => expect(found(text)).toEqual([]));
});

test('a municipality that is also a surname is a person beside the first name', () => {
  expect(found('Kaisa Lehtola')).toEqual(['Anna-Kaisa Lehtola']);
});

test('everybody named is told once', () => {
  expect(found('Jukka, Virtanen ja Teppo')).toEqual(['Jukka Virtanen', 'Teppo Rantala']);
});
