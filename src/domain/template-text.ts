/** A theme as pasted text gives it; `title` is null for questions that stand above the first heading. */
export type TemplateTheme = {
  title: string | null;
  questions: string[];
  /** Whole minutes, when the heading said them: `Johtajuus (15 min)`. */
  minutes: number | null;
};

export type TemplateTextResult =
  | {
      ok: true;
      themes: TemplateTheme[];
      /** Headings that no question follows: a document's title, mostly. `line` from 1. */ left: { line: number; text: string }[];
    }
  | { ok: false; error: TemplateTextError };

export type TemplateTextError =
  | { type: 'empty' | 'no-questions' }
  | { type: 'too-many-questions'; count: number; limit: number }
  /** `line` from 1. A page of prose was pasted where a question was meant. */
  | { type: 'line-too-long'; line: number; limit: number };

/** An hour holds ten; a hundred is a questionnaire that went to the wrong place. */
export const mostQuestions = 100;

/** As long as a stored question or heading may be. */
const longestLine = 500;

type Line = { line: number; text: string; isBullet: boolean; isNumber: boolean; isIndented: boolean; afterBlank: boolean };

/**
 * Text pasted from slides or Word to themes and questions. A line that ends with a question mark is a question, and so is a
 * bulleted one below a heading (*Kerro, miten…*); other lines are headings. Lines that a mail program broke are joined.
 */
export function readTemplateText(text: string): TemplateTextResult {
  const lines = joinedLines(linesOf(text));
  if (lines.length === 0) return { ok: false, error: { type: 'empty' } };
  const long = lines.find(line => line.text.length > longestLine);
  if (long) return { ok: false, error: { type: 'line-too-long', line: long.line, limit: longestLine } };
  const themes: (TemplateTheme & { line: number })[] = [];
  for (const [index, line] of lines.entries()) {
    if (isQuestion(line, lines[index + 1], themes.at(-1))) {
      if (themes.length === 0) themes.push({ title: null, questions: [], minutes: null, line: line.line });
      themes.at(-1)?.questions.push(line.text);
    } else themes.push({ ...headingOf(line.text), questions: [], line: line.line });
  }
  const count = themes.reduce((sum, theme) => sum + theme.questions.length, 0);
  if (count === 0) return { ok: false, error: { type: 'no-questions' } };
  if (count > mostQuestions) return { ok: false, error: { type: 'too-many-questions', count, limit: mostQuestions } };
  return {
    ok: true,
    themes: themes.filter(theme => theme.questions.length > 0).map(({ title, questions, minutes }) => ({ title, questions, minutes })),
    left: themes.flatMap(theme => (theme.questions.length === 0 && theme.title ? [{ line: theme.line, text: theme.title }] : [])),
  };
}

/**
 * Whole minutes for each theme, in proportion to its questions, that add up to `total`. Every theme gets a minute as long
 * as there are enough; what rounding leaves goes to the themes that lost most by it.
 */
export function minutesFor(themes: readonly { questions: readonly unknown[] }[], total = 60): number[] {
  if (themes.length === 0) return [];
  const least = total >= themes.length ? 1 : 0;
  const free = total - least * themes.length;
  const weights = themes.map(theme => Math.max(1, theme.questions.length));
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map(weight => (free * weight) / sum);
  const minutes = shares.map(share => Math.floor(share));
  const order = shares
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  const over = free - minutes.reduce((a, b) => a + b, 0);
  for (const { index } of order.slice(0, over)) minutes[index] = (minutes[index] ?? 0) + 1;
  return minutes.map(share => share + least);
}

export type MinutesProblem = { type: 'too-few' | 'too-many'; minutes: number } | { type: 'not-whole'; theme: number };

/** Why minutes do not make the hour: how many are missing or too many, or which theme (from 0) has no whole number. */
export function minutesProblem(minutes: readonly number[], total = 60): MinutesProblem | null {
  const theme = minutes.findIndex(share => !Number.isInteger(share) || share < 0);
  if (theme >= 0) return { type: 'not-whole', theme };
  const sum = minutes.reduce((a, b) => a + b, 0);
  if (sum === total) return null;
  return sum < total ? { type: 'too-few', minutes: total - sum } : { type: 'too-many', minutes: sum - total };
}

const BULLET = /^(?:[-–—•·●○▪■◦‣*►➢✓»>]|o(?=\s))\s*/u;
const NUMBER = /^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|\(?[a-zåäö]\))\s+/iu;
/** `K1.`, `Kysymys 2:`, `Fråga 3.`, `Q4:` */
const LABEL = /^(?:kysymys|fråga|question|[kqf])\s*\d{1,2}\s*[.:)]\s*/iu;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let afterBlank = true;
  for (const [index, raw] of text
    .replace(/\r\n?|\v|\f|\u2028|\u2029/gu, '\n')
    .split('\n')
    .entries()) {
    const line = raw.replace(/[\u00A0\u202F]/gu, ' ').replace(/[\u200B\uFEFF\u00AD]/gu, '');
    let bare = line.trim().replace(/\s+/gu, ' ');
    const isBullet = BULLET.test(bare);
    bare = bare.replace(BULLET, '');
    const isNumber = NUMBER.test(bare) || LABEL.test(bare);
    bare = bare
      .replace(NUMBER, '')
      .replace(LABEL, '')
      .replace(/^#{1,6}\s+/u, '')
      .replace(/^\*\*(.+)\*\*$/u, '$1')
      .trim();
    if (bare !== '') lines.push({ line: index + 1, text: bare, isBullet, isNumber, isIndented: /^\s{2,}|^\t/u.test(line), afterBlank });
    afterBlank = bare === '';
  }
  return lines;
}

/** A line that begins small right below one that has not ended is its second half. */
function joinedLines(lines: Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const previous = joined.at(-1);
    const goesOn =
      previous &&
      !line.afterBlank &&
      !line.isBullet &&
      !line.isNumber &&
      /^\p{Ll}/u.test(line.text) &&
      !/[?.!:]["”’)]*$/u.test(previous.text);
    if (goesOn)
      previous.text =
        /\p{L}-$/u.test(previous.text) && !/\p{L}- /u.test(previous.text) ? previous.text + line.text : `${previous.text} ${line.text}`;
    else joined.push({ ...line });
  }
  return joined;
}

function isQuestion(line: Line, next: Line | undefined, theme: TemplateTheme | undefined): boolean {
  if (/[?？]["”’»)\]]*$|[?？]\s*\([^()]*\)$/u.test(line.text)) return true;
  if (!theme) return false;
  // An item that has items of its own is a heading.
  const hasItems = next !== undefined && (next.isBullet || next.isIndented) && !line.isBullet;
  if (line.isBullet) return !(next?.isIndented && !line.isIndented);
  // A sentence with its full stop below a heading: "Kerro esimerkki."
  return /\p{Ll}.*[.…]$/u.test(line.text) && line.text.split(' ').length >= 2 && !hasItems;
}

function headingOf(text: string): { title: string; minutes: number | null } {
  const said = /\s*[([–-]?\s*(\d{1,2})\s*(?:min|minuuttia|minuter|minutes|')\.?\s*[)\]]?\s*$/iu.exec(text);
  const title = (said ? text.slice(0, said.index) : text).replace(/\s*[:–-]\s*$/u, '').trim();
  return title === '' ? { title: text, minutes: null } : { title, minutes: said ? Number(said[1]) : null };
}
