import { describe, expect, it } from 'vitest';
import { koosteDocument, koosteFileName, type KoosteDocument } from '#formats/docx-kooste.ts';
import { unzip } from './zip.ts';

const kooste = (rest: Partial<KoosteDocument> = {}): KoosteDocument => ({
  language: 'fi',
  title: 'Lehtola',
  lead: 'Luonnon monimuotoisuus.',
  heardLine: 'Kuulimme kahdeksaa ihmistä viidestä ryhmästä.',
  visitors: 'Kaislaniemi ja Hirsikoski',
  date: 'ke 14.10.2026',
  sections: [
    {
      heading: 'Vahvuudet',
      kind: 'strength',
      findings: [
        {
          claim: 'Valtuusto hyväksyi ohjelman.',
          basis: '1 haastattelu · 1 ryhmä · 1 kunta',
          why: 'Kantaa yli valtuustokausien.',
          could: 'Kertoa valtuustolle.',
        },
        { claim: 'Nurmi → niitty 🌾', basis: '' },
      ],
    },
    { heading: 'Kehityskohteet', kind: 'development', findings: [{ claim: 'Työ on yhden varassa.', basis: '5 haastattelua' }] },
    { heading: 'Vinkit', kind: 'tip', findings: [] },
  ],
  labels: {
    eyebrow: 'Kooste vertaisoppimisvierailusta',
    why: 'Miksi tärkeää.',
    could: 'Mitä kunta voisi tehdä.',
    page: 'Sivu',
    foot: 'Kooste ei vertaa kuntia toisiinsa.',
  },
  thanks: 'Kiitos!',
  ...rest,
});

/** A second reader: paragraphs with their style, whether they are in a list, and their text (a break is a line end). */
const read = async (source: KoosteDocument) => {
  const parts = unzip(await koosteDocument(source));
  const xml = (name: string): string => parts.get(name) ?? '';
  const paragraphs = [...xml('word/document.xml').matchAll(/<w:p>(.*?)<\/w:p>/gsu)].map(([, body = '']) => ({
    style: /<w:pStyle w:val="([^"]+)"/u.exec(body)?.[1] ?? '',
    list: /<w:numId w:val="([^"]+)"/u.exec(body)?.[1] ?? '',
    text: [...body.matchAll(/<w:br\/>|<w:t(?: [^>]*)?>([^<]*)<\/w:t>/gu)].map(([, text]) => text ?? '\n').join(''),
  }));
  return { paragraphs, xml, names: [...parts.keys()] };
};
const textsOf = async (lead: string): Promise<string[]> => (await read(kooste({ lead }))).paragraphs.map(paragraph => paragraph.text);

describe('the kooste as a Word document', () => {
  it('has headings, numbered findings that begin anew in each part, and lists', async () => {
    const { paragraphs } = await read(kooste());
    const styled = paragraphs.filter(paragraph => /Title|Heading/u.test(paragraph.style)).map(({ style, text }) => [style, text]);
    expect(styled).toEqual([
      ['Title', 'Lehtola'],
      ['Heading1', 'Vahvuudet'],
      ['Heading2', 'Valtuusto hyväksyi ohjelman.'],
      ['Heading2', 'Nurmi → niitty 🌾'],
      ['Heading1', 'Kehityskohteet'],
      ['Heading2', 'Työ on yhden varassa.'],
    ]);
    const numbered = paragraphs.filter(paragraph => paragraph.style === 'Heading2').map(paragraph => paragraph.list);
    expect(numbered[0]).toBe(numbered[1]);
    expect(numbered[2]).not.toBe(numbered[0]);
    const points = paragraphs.filter(paragraph => paragraph.list && paragraph.style !== 'Heading2');
    expect(points.map(point => point.text)).toEqual([
      'Miksi tärkeää. Kantaa yli valtuustokausien.',
      'Mitä kunta voisi tehdä. Kertoa valtuustolle.',
    ]);
    expect(paragraphs.map(paragraph => paragraph.text)).toContain('1 haastattelu · 1 ryhmä · 1 kunta');
    expect(paragraphs.at(-1)?.text).toBe('Kooste ei vertaa kuntia toisiinsa.');
  });

  it('says its title, its language and the number of each page', async () => {
    const { xml, names } = await read(kooste({ language: 'sv' }));
    expect(xml('docProps/core.xml')).toContain('<dc:title>Lehtola</dc:title>');
    expect(xml('word/styles.xml')).toMatch(/<w:lang w:val="sv-FI"/u);
    const footer = names.find(name => /^word\/footer\d\.xml$/u.test(name)) ?? '';
    expect(xml(footer)).toMatch(/PAGE.*NUMPAGES/su);
    expect(xml('word/document.xml')).toContain('w:w="11906"');
  });

  it('makes spaces of control characters, so that no two words grow together', async () => {
    expect(await textsOf('vesi\u0000huolto\u000Bon\u001Fosa\tkaavaa')).toContain('vesi huolto on osa kaavaa');
  });

  it('makes line breaks of line ends', async () => {
    expect(await textsOf('yksi\nkaksi\r\nkolme')).toContain('yksi\nkaksi\nkolme');
  });

  it('keeps letters and emoji whole and marks half an emoji', async () => {
    expect(await textsOf('Åäkköset öyhöttää 👩‍🌾 😀')).toContain('Åäkköset öyhöttää 👩‍🌾 😀');
    expect(await textsOf('puolikas \uD83D tässä')).toContain('puolikas \uFFFD tässä');
    expect(await textsOf('<b> & "lainaus"')).toContain('&lt;b&gt; &amp; &quot;lainaus&quot;');
  });
});

describe('its file name', () => {
  it.each([
    ['Lehtola', '2026-10-14', 'fi', 'Lehtola kooste 2026-10-14.docx'],
    ['Åbo', '2026-10-14', 'sv', 'Åbo sammanställning 2026-10-14.docx'],
    ['A/B: "C" <x>|?*\\', '2026-10-14', 'en', 'A B C x summary 2026-10-14.docx'],
    ['..\u0000', '', 'fi', 'kooste.docx'],
    ['x'.repeat(300), '', 'fi', `${'x'.repeat(60)} kooste.docx`],
  ] as const)('%j %s %s', (municipality, date, language, name) => {
    expect(koosteFileName(municipality, date, language)).toBe(name);
  });
});
