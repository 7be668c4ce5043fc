import { heardOf } from '#domain/heard.ts';
import { namesIn } from '#domain/kooste-names.ts';
import { koosteSheet } from '#domain/kooste-sheet.ts';
import type { KoosteDocument } from '#formats/docx-kooste.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { evidenceIn, type DebriefDay } from '#ui/items/debrief-reading.ts';
import { evidenceWords } from '#ui/items/debrief-words.ts';
import { saveFile } from '#ui/items/files-out.ts';
import { footWords, heardWords, sectionTitle, visitDate, visitorsWords } from './kooste-words.ts';

export type Downloaded = { type: 'done'; file: string } | { type: 'names' } | { type: 'failed' };

/** The kooste as the Word file has it: worded findings only, ideas taken home and those left out are not in it. */
export function koosteAsDocument(day: DebriefDay): KoosteDocument {
  const { sections } = koosteSheet(day.standing, day.kooste?.left ?? []);
  return {
    language: locale(),
    title: day.host,
    lead: day.kooste?.lead.trim() ?? '',
    heardLine: heardWords(heardOf(day.slots, day.heard, day.begun), day.groupWords),
    visitors: visitorsWords(day),
    date: visitDate(day),
    sections: sections.map(({ side, findings }) => ({
      heading: sectionTitle(side),
      kind: side,
      findings: findings
        .filter(one => one.finding.claim.trim())
        .map(one => ({
          claim: one.finding.claim.trim(),
          basis: evidenceWords(evidenceIn(day, one.evidence)),
          why: one.finding.why.trim(),
          could: one.finding.could.trim(),
        })),
    })),
    labels: {
      eyebrow: m.kooste_eyebrow(),
      why: m.kooste_why_label(),
      could: m.kooste_could_label(),
      page: m.kooste_page(),
      foot: footWords(day),
    },
    thanks: day.kooste?.thanks.trim() ?? '',
  };
}

/** Everything in the document that somebody typed. */
function typedWords(kooste: KoosteDocument): string {
  const findings = kooste.sections.flatMap(section => section.findings);
  return [kooste.lead, kooste.thanks, ...findings.flatMap(one => [one.claim, one.why ?? '', one.could ?? ''])].join('\n');
}

/** Makes the file and gives it to the browser; refuses when a person's name is in it, whatever the page thought. */
export async function downloadKooste(day: DebriefDay): Promise<Downloaded> {
  const kooste = koosteAsDocument(day);
  if (namesIn(typedWords(kooste), day.names, day.places).length > 0) return { type: 'names' };
  try {
    const { koosteDocument, koosteFileName, docxType } = await import('#formats/docx-kooste.ts');
    const bytes = await koosteDocument(kooste);
    const file = koosteFileName(day.host, day.date, locale());
    saveFile(new File([bytes as BlobPart], file, { type: docxType }));
    return { type: 'done', file };
  } catch {
    // The maker's file may not be on the device yet, or memory may have run out; the texts are untouched either way.
    return { type: 'failed' };
  }
}
