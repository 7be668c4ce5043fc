import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
  type INumberingOptions,
  type IRunOptions,
} from 'docx';

export type KoosteLanguage = 'fi' | 'sv' | 'en';

export type KoosteFinding = {
  claim: string;
  /** What it rests on, in words: `5 haastattelua · 3 ryhmää · 2 kuntaa`. */
  basis: string;
  why?: string;
  could?: string;
};

export type KoosteSection = { heading: string; kind: 'strength' | 'development' | 'tip'; findings: KoosteFinding[] };

/** A kooste as the page shows it: every text is already in its language and names role groups, never people. */
export type KoosteDocument = {
  language: KoosteLanguage;
  title: string;
  lead: string;
  heardLine: string;
  visitors: string;
  /** As it is read: `ke 14.10.2026`. */
  date: string;
  sections: KoosteSection[];
  labels: {
    /** Above the title: `Kooste vertaisoppimisvierailusta`. */
    eyebrow: string;
    why: string;
    could: string;
    /** In the footer before the number: `Sivu`. */
    page: string;
    /** The last line; left out when empty. */
    foot?: string;
  };
  thanks: string;
};

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const LANGUAGE_TAG: Record<KoosteLanguage, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };
const FILE_WORD: Record<KoosteLanguage, string> = { fi: 'kooste', sv: 'sammanställning', en: 'summary' };
const INK = '1F2A2E';
const MUTED = '5B676B';

/** The kooste as a Word document: real headings, numbered findings, page numbers, A4. */
export async function koosteDocument(kooste: KoosteDocument): Promise<Uint8Array> {
  const document = new Document({
    title: plain(kooste.title),
    subject: plain(kooste.labels.eyebrow),
    creator: 'Vertti',
    lastModifiedBy: 'Vertti',
    description: plain(kooste.date),
    styles: styles(LANGUAGE_TAG[kooste.language]),
    numbering: numbering(),
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1134, bottom: 1134, left: 1304, right: 1304 } } },
        footers: { default: footer(kooste) },
        children: [
          ...head(kooste),
          ...kooste.sections.flatMap((section, index) => sectionParagraphs(section, index, kooste)),
          ...tail(kooste),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** `Lehtola kooste 2026-10-14.docx`: only characters that Windows, macOS and Android allow in names. `date` as YYYY-MM-DD. */
export function koosteFileName(municipality: string, date: string, language: KoosteLanguage): string {
  const safe = (text: string): string =>
    plain(text.normalize('NFC'))
      .replace(/[\\/:*?"<>|#%&{}$!'`@+=~^]/gu, ' ')
      .replace(/\s+/gu, ' ')
      .replace(/^[.\s]+|[.\s]+$/gu, '');
  const name = [...safe(municipality)].slice(0, 60).join('').trim();
  return `${[name, FILE_WORD[language], safe(date)].filter(part => part !== '').join(' ')}.docx`;
}

function head(kooste: KoosteDocument): Paragraph[] {
  const facts = [kooste.date, kooste.visitors].filter(text => text.trim() !== '').join(' · ');
  return [
    paragraph(kooste.labels.eyebrow, { style: 'Muted' }),
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(kooste.title) }),
    ...filled(facts, text => paragraph(text, { style: 'Muted' })),
    ...filled(kooste.lead, text => paragraph(text)),
    ...filled(kooste.heardLine, text => paragraph(text)),
  ];
}

/** A section without findings is left out: an empty heading would say that there was nothing good to see. */
function sectionParagraphs(section: KoosteSection, instance: number, kooste: KoosteDocument): Paragraph[] {
  if (section.findings.length === 0) return [];
  const { labels } = kooste;
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, keepNext: true, children: runs(section.heading) }),
    ...section.findings.flatMap(finding => [
      new Paragraph({
        heading: HeadingLevel.HEADING_2,
        keepNext: true,
        numbering: { reference: 'findings', level: 0, instance },
        children: runs(finding.claim),
      }),
      ...filled(finding.basis, text => paragraph(text, { style: 'Basis' })),
      ...filled(finding.why ?? '', text => listItem(labels.why, text)),
      ...filled(finding.could ?? '', text => listItem(labels.could, text)),
    ]),
  ];
}

function tail(kooste: KoosteDocument): Paragraph[] {
  return [
    ...filled(kooste.thanks, text => paragraph(text, { spacing: { before: 360 } })),
    ...filled(kooste.labels.foot ?? '', text => paragraph(text, { style: 'Muted' })),
  ];
}

function footer(kooste: KoosteDocument): Footer {
  const children = [
    ...runs(`${kooste.title} · ${kooste.labels.page} `),
    new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
  ];
  return new Footer({ children: [new Paragraph({ style: 'Muted', alignment: AlignmentType.CENTER, children })] });
}

function paragraph(text: string, options: { style?: string; spacing?: { before: number } } = {}): Paragraph {
  return new Paragraph({ ...options, children: runs(text) });
}

function listItem(label: string, text: string): Paragraph {
  return new Paragraph({
    numbering: { reference: 'points', level: 0 },
    children: [...runs(`${label.trim()} `, { bold: true }), ...runs(text)],
  });
}

function filled(text: string, make: (text: string) => Paragraph): Paragraph[] {
  return text.trim() === '' ? [] : [make(text.trim())];
}

/** docx writes a line break only when told: `\n` within a run would be a space in Word. */
function runs(text: string, options: IRunOptions = {}): TextRun[] {
  return text
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
    .split('\n')
    .map((line, index) => new TextRun({ ...options, text: plain(line), ...(index > 0 && { break: 1 }) }));
}

/**
 * Characters that XML cannot hold become spaces: docx drops them, and words on both sides would grow together. Half an
 * emoji becomes the mark of a character that is missing.
 */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\uFFFE\uFFFF]+/gu, ' ').replace(/\p{Surrogate}/gu, '\uFFFD');
}

function numbering(): INumberingOptions {
  const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string, left: number) => [
    { level: 0, format, text, alignment: AlignmentType.LEFT, style: { paragraph: { indent: { left, hanging: 397 } } } },
  ];
  return {
    config: [
      { reference: 'findings', levels: level(LevelFormat.DECIMAL, '%1.', 397) },
      { reference: 'points', levels: level(LevelFormat.BULLET, '•', 794) },
    ],
  };
}

function styles(language: string) {
  const font = 'Calibri';
  return {
    default: {
      document: { run: { font, size: 22, color: INK, language: { value: language } }, paragraph: { spacing: { after: 120, line: 276 } } },
      title: { run: { font, size: 48, bold: true, color: INK }, paragraph: { spacing: { after: 120 } } },
      heading1: { run: { font, size: 30, bold: true, color: INK }, paragraph: { spacing: { before: 360, after: 120 } } },
      heading2: { run: { font, size: 24, bold: true, color: INK }, paragraph: { spacing: { before: 200, after: 40 } } },
    },
    paragraphStyles: [
      { id: 'Muted', name: 'Muted', basedOn: 'Normal', next: 'Normal', run: { color: MUTED, size: 20 } },
      {
        id: 'Basis',
        name: 'Basis',
        basedOn: 'Muted',
        next: 'Normal',
        run: { color: MUTED, size: 20 },
        paragraph: { indent: { left: 397 }, keepNext: true },
      },
    ],
  };
}
