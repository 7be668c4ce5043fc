/** The sixteen notes of the day, letter by letter. */
export const n = {
  1: 'haluavat kehityskohteita nimenom. kaavotuksesta, kysy kaikilta',
  2: 'valtuusto hyväks lumo-ohjelman yksimielisesti 9/23',
  3: 'valmistelu yhden ihmisen varassa, ei sijaista',
  4: '"kyllä se raha lopulta ratkasee, ei ohjelma"',
  5: '"vi får utlåtandet när planen redan är ritad" (Å.M.)',
  6: 'luontotieto kaavaan liian myöh, vasta ehdotusvaih',
  7: 'kysy tekniseltä kuka päättää niittoajat??',
  8: 'nurmi→niitty 14 kohdetta, säästö n 20 t€/v',
  9: 'urakkasop ei sano luonnosta mitään, uusitaan vasta -28',
  10: 'koululaisten lajikartotus keväisin, tää meille!',
  11: 'meillä yhdistys hoitaa vieraslajitalkoot sopparilla',
  12: 'kaikki päiväkodit metsässä kerran vkossa, oikeesti innostunu',
  13: '"luonto on metsäsuunnitelmassa liitteenä, ei tavoitteena"',
  14: 'hallitus näkee luontoasiat kerran vuodessa tilinpäät.',
  15: 'asukasyhd saa aina vastauksen, nimetty yhteyshlö',
  16: 'lupas lähettää talkoosopimuksen mallin, muistuta',
} as const;
export const interrupted = 'lounaalla: metsäsuunnitelma uusitaan ensi vuon';

/** In the order they are written, whose clocks differ: words, sign and mark. */
export const written = [
  [n[1], 'follow', 'none'],
  [n[2], 'strength', 'none'],
  [n[3], 'development', 'none'],
  [n[4], 'development', 'quote'],
  [n[5], 'none', 'quote'],
  [n[6], 'development', 'none'],
  [n[7], 'follow', 'none'],
  [n[8], 'strength', 'none'],
  [n[9], 'development', 'none'],
  [n[10], 'home', 'none'],
  [interrupted, 'none', 'none'],
  [n[11], 'tip', 'none'],
  [n[12], 'strength', 'none'],
  [n[13], 'none', 'quote'],
  [n[14], 'development', 'none'],
  [n[15], 'strength', 'none'],
  [n[16], 'follow', 'none'],
];

export const claims = {
  strength: 'Valtuusto hyväksyi ohjelman yksimielisesti.',
  development: 'Luontotieto tulee suunnitelmiin liian myöhään.',
  tip: 'Vieraslajitalkoot voi antaa yhdistyksen hoidettavaksi.',
  home: 'Koululaisten lajikartoitus keväisin.',
};

/** Who comes with which device, into which track. */
export const people: readonly [device: string, person: string, track?: string][] = [
  ['A', 'Liisa', 'Valtuustosali'],
  ['B', 'Mikko', 'Neuvotteluhuone 2'],
  ['C', 'Saara', 'Valtuustosali'],
  ['D', 'Timo', 'Valtuustosali'],
  ['E', 'Anniina', 'Neuvotteluhuone 2'],
  ['H', 'Hanna'],
];
