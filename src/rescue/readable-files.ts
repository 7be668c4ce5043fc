import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { Readable, ReadableNote } from './readable.ts';

/** The notes as a page of its own: it fetches nothing, runs nothing and prints. In pieces. */
export function* notesHtml(readable: Readable, made: string): Generator<string> {
  yield `<!doctype html>\n<html lang="${locale()}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n`;
  yield `<title>${escaped(m.rescue_notes_title())}</title>\n<style>${style}</style>\n</head>\n<body>\n<main>\n`;
  yield `<h1>${escaped(m.rescue_notes_title())}</h1>\n<p class="small">${escaped(m.rescue_made({ time: made }))}</p>\n`;
  if (readable.notes === 0) yield `<p>${escaped(m.rescue_no_notes())}</p>\n`;
  yield* section(m.rescue_loose(), readable.loose);
  yield* section(m.receipt_returned_title(), readable.returned);
  for (const visit of readable.visits) {
    yield `<section>\n<h2>${escaped(visit.title)}</h2>\n`;
    for (const hour of visit.hours) {
      yield `<h3>${escaped(hour.title)}</h3>\n`;
      for (const { title, notes } of hour.questions) {
        yield `${title && `<h4>${escaped(title)}</h4>\n`}<ol>\n`;
        for (const note of notes) yield `<li><p>${escaped(note.words)}</p><p class="small">${escaped(about(note))}</p></li>\n`;
        yield '</ol>\n';
      }
    }
    if (visit.findings.length) yield `<h3>${escaped(m.rescue_findings())}</h3>\n<ul>\n`;
    for (const { side, texts } of visit.findings) {
      yield `<li><p class="small">${escaped(side)}</p>${texts.map(text => `<p>${escaped(text)}</p>`).join('')}</li>\n`;
    }
    if (visit.findings.length) yield '</ul>\n';
    if (visit.summary.length)
      yield `<h3>${escaped(m.rescue_kooste())}</h3>\n${visit.summary.map(text => `<p>${escaped(text)}</p>\n`).join('')}`;
    yield '</section>\n';
  }
  for (const { title, texts } of readable.others) yield* section(m.rescue_others({ kind: title }), texts);
  yield '</main>\n</body>\n</html>\n';
}

function* section(title: string, texts: readonly string[]): Generator<string> {
  if (texts.length === 0) return;
  yield `<section>\n<h2>${escaped(title)}</h2>\n<ul>\n${texts.map(text => `<li><p>${escaped(text)}</p></li>\n`).join('')}</ul>\n</section>\n`;
}

/** The same without any dressing. */
export function* notesText(readable: Readable, made: string): Generator<string> {
  yield `${m.rescue_notes_title()}\n${m.rescue_made({ time: made })}\n\n`;
  if (readable.notes === 0) yield `${m.rescue_no_notes()}\n\n`;
  yield* list(m.rescue_loose(), readable.loose);
  yield* list(m.receipt_returned_title(), readable.returned);
  for (const visit of readable.visits) {
    yield `${underlined(visit.title, '=')}\n`;
    for (const hour of visit.hours) {
      yield `${underlined(hour.title, '-')}\n`;
      for (const { title, notes } of hour.questions) {
        if (title) yield `* ${title}\n\n`;
        for (const note of notes) yield `${about(note)}\n${note.words}\n\n`;
      }
    }
    if (visit.findings.length) yield `${underlined(m.rescue_findings(), '-')}\n`;
    for (const { side, texts } of visit.findings) yield `${side}\n${texts.join('\n')}\n\n`;
    if (visit.summary.length) yield `${underlined(m.rescue_kooste(), '-')}\n${visit.summary.join('\n\n')}\n\n`;
  }
  for (const { title, texts } of readable.others) yield* list(m.rescue_others({ kind: title }), texts);
}

function* list(title: string, texts: readonly string[]): Generator<string> {
  if (texts.length) yield `${underlined(title, '=')}\n${texts.join('\n\n')}\n\n`;
}

function underlined(title: string, line: string): string {
  return `${title}\n${line.repeat(title.length)}\n`;
}

function about({ at, author, marks, state }: ReadableNote): string {
  return [at, author, marks, state].filter(Boolean).join(' · ');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => entities[sign]!);
}

const style = [
  ':root{color-scheme:light dark}',
  'body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif}',
  'main{max-width:42rem;margin:0 auto;padding:1.5rem}',
  'h2{margin-top:2.5rem;border-bottom:1px solid;padding-bottom:.25rem}',
  'ol,ul{list-style:none;padding:0}li{margin:0 0 1rem;break-inside:avoid}p{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}',
  '.small{font-size:.875rem;opacity:.75}',
].join('');
