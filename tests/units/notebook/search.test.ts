import { describe, expect, it } from 'vitest';
import { createSearch } from '#notebook/search.ts';

const text = (id: string, words: string, about = '') => ({ id, words, about });
const notes = [
  text('n5', '"vi får utlåtandet när planen redan är ritad" (Å.M.)', 'Kaavoituspäällikkö'),
  text('n6', 'luontotieto kaavaan liian myöh, vasta ehdotusvaih'),
  text('n7', 'kysy tekniseltä kuka päättää niittoajat??'),
  text('n8', 'nurmi→niitty 14 kohdetta, säästö n 20 t€/v', 'Tekninen johtaja Jukka Näyte'),
  text('n13', '"luonto on metsäsuunnitelmassa liitteenä, ei tavoitteena"'),
];

async function filled() {
  const search = createSearch();
  await search.hold(notes);
  return search;
}

describe('search', () => {
  it.each([
    ['niittoajoista', ['n7']],
    ['metsasuunnitelma', ['n13']],
    ['metsäsuun', ['n13']],
    ['luonnosta', ['n13', 'n6']],
    ['kaavoitus', ['n5']],
    ['kaavassa', ['n5', 'n6']],
    ['tekninen 14', ['n8']],
    ['utlatande', ['n5']],
    ['metsäsuunitelma', ['n13']],
    ['hulevesi', []],
    ['?!', []],
  ])('finds %s', async (query, wanted) => {
    expect((await filled()).find(query).sort()).toEqual([...wanted].sort());
  });

  it('follows what is written, taken away and brought back', async () => {
    const search = await filled();
    await search.hold([text('n6', 'kaavassa ei ole mitään'), text('n20', 'hulevesi ojaan')]);
    expect(search.find('luonto')).toEqual([]);
    expect(search.find('kaava')).toEqual(['n6']);
    expect(search.find('hulevedet')).toEqual(['n20']);
    await search.hold(notes);
    expect(search.find('luonto').sort()).toEqual(['n13', 'n6']);
    expect(search.find('hulevesi')).toEqual([]);
  });

  it('takes what is held while the last is still being taken in', async () => {
    const search = createSearch();
    const first = search.hold(notes);
    await search.hold([text('n1', 'viimeinen')]);
    await first;
    expect(search.find('luonto')).toEqual([]);
    expect(search.find('viimeinen')).toEqual(['n1']);
  });
});
