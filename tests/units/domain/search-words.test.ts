import { describe, expect, it } from 'vitest';
import { searchStem, searchWords } from '#domain/search-words.ts';

describe('what a word is looked for by', () => {
  it.each([
    ['luonto', 'luonnon', 'luonnossa', 'luontoa', 'luontokin'],
    ['niittoajat', 'niittoajoista', 'niittoajan'],
    ['kunta', 'kunnan', 'kuntaan', 'kunnassa', 'kuntansa'],
    ['kaava', 'kaavan', 'kaavassa', 'kaavaan', 'kaavoja'],
    ['metsäsuunnitelma', 'metsasuunnitelmassa', 'metsäsuunnitelman'],
    ['johtaja', 'johtajan', 'johtajat', 'johtajalle'],
    ['raha', 'rahan', 'rahaa', 'rahasta'],
  ])('is one for the forms of %s', (...forms) => {
    const stems = new Set(forms.map(searchStem));
    expect([...stems]).toEqual([searchStem(forms[0]!)]);
  });

  it('does not ask for å, ä and ö', () => {
    expect(searchStem('Åsa')).toBe(searchStem('asa'));
    expect(searchStem('pöytäkirja')).toBe(searchStem('poytakirja'));
  });

  it('keeps other words apart', () => {
    expect(searchStem('kaava')).not.toBe(searchStem('kaappi'));
    expect(searchStem('luonto')).not.toBe(searchStem('luokka'));
  });

  it('parts words at signs, and leaves figures whole', () => {
    expect(searchWords('lumo-ohjelma: 14 kohdetta, säästö n. 20 t€/v')).toEqual([
      'lumo',
      'ohjelma',
      '14',
      'kohdetta',
      'säästö',
      'n',
      '20',
      't',
      'v',
    ]);
    expect(searchStem('14')).toBe('14');
  });
});
