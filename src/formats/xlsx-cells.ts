import type { Breath } from './breath.ts';
import { xmlAttribute, xmlEvents } from './xml-events.ts';

/** How a number format shows a number: as a time of day, a date, both, or a number with so many decimals. */
export type NumberShape = { type: 'time' } | { type: 'date' } | { type: 'date-time' } | { type: 'number'; decimals: number | null };

export type CellSource = {
  /** The cell's `t`: s, str, inlineStr, b, e, d or n. */
  type: string;
  style: number;
  value: string | null;
  inline: string;
  formula: string | null;
};

export type Workbook = { strings: string[]; shapes: NumberShape[]; counts1904: boolean };

const DAY = 24 * 60;

/** Characters, as Excel has it; what a made-up file has beyond is left out. */
export const LONGEST_CELL = 32_767;

/** A cell as a schedule's reader sees it: `9.30`, `14.10.2026`, text. */
export function cellText(cell: CellSource, book: Workbook): string {
  switch (cell.type) {
    case 's':
      return book.strings[Number(cell.value)] ?? '';
    case 'inlineStr':
      return unescaped(cell.inline);
    case 'd':
      return isoText(cell.value ?? '');
    case 'b':
    case 'e':
      return cell.value ?? '';
    default:
      break;
  }
  // A formula that nobody has counted yet (a file written by a program) must not look like an empty cell.
  if (cell.value === null || cell.value === '') return cell.formula ? `=${cell.formula}` : '';
  if (cell.type === 'str') return unescaped(cell.value);
  const number = Number(cell.value);
  return Number.isFinite(number)
    ? numberText(number, book.shapes[cell.style] ?? { type: 'number', decimals: null }, book.counts1904)
    : cell.value;
}

/** A workbook counts days; what is after the comma is the time of day, wherever its counting begins. */
function numberText(number: number, shape: NumberShape, counts1904: boolean): string {
  if (shape.type === 'number') return shape.decimals === null ? String(number) : number.toFixed(shape.decimals);
  // Rounded to the minute: 13.00 is stored as 0.541666…, which cut off would be 12:59.
  const minutes = Math.round(number * DAY);
  if (shape.type === 'time' || number < 1) return timeText(minutes === DAY ? DAY : minutes % DAY);
  const date = dateText(Math.floor(minutes / DAY), counts1904);
  return shape.type === 'date' && minutes % DAY === 0 ? date : `${date} ${timeText(minutes % DAY)}`;
}

function timeText(minutes: number): string {
  return `${Math.floor(minutes / 60)}.${String(minutes % 60).padStart(2, '0')}`;
}

function dateText(day: number, counts1904: boolean): string {
  // Excel believes in a 29 February 1900, so its first of March is day 61; schedules are later than that.
  const date = new Date(Date.UTC(counts1904 ? 1904 : 1899, counts1904 ? 0 : 11, counts1904 ? 1 : 30) + day * DAY * 60_000);
  return `${date.getUTCDate()}.${date.getUTCMonth() + 1}.${date.getUTCFullYear()}`;
}

/** Read as written, without a time zone: `2026-10-14T09:30:00` and `09:30:00` are what the host's clock shows. */
function isoText(text: string): string {
  const match = /^(?:(\d{4})-(\d{2})-(\d{2}))?T?(?:(\d{2}):(\d{2}))?/u.exec(text);
  const date = match?.[1] ? `${Number(match[3])}.${Number(match[2])}.${match[1]}` : '';
  const time = match?.[4] ? timeText(Number(match[4]) * 60 + Number(match[5])) : '';
  if (date === '' || time === '') return date || time || text;
  return time === '0.00' ? date : `${date} ${time}`;
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
export function unescaped(text: string): string {
  return text.replace(/_x([\dA-F]{4})_/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** `sharedStrings.xml`: rich text is joined, the reading aids of East Asian text are not. */
export async function sharedStrings(xml: string, breath: Breath): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let inAid = false;
  for (const event of xmlEvents(xml)) {
    if (breath.isDue()) await breath.take();
    if (event.type === 'text') {
      if (inText && !inAid && current.length < LONGEST_CELL) current += event.text;
    } else if (event.name === 't') inText = event.type === 'open' && !event.isEmpty;
    else if (event.name === 'rPh') inAid = event.type === 'open' && !event.isEmpty;
    else if (event.name === 'si') {
      if (event.type === 'close' || event.isEmpty) strings.push(unescaped(current));
      current = '';
    }
  }
  return strings;
}

/** `styles.xml`: the shape of each cell style, in the order cells refer to them. */
export async function numberShapes(xml: string, breath: Breath): Promise<NumberShape[]> {
  const codes = new Map<number, string>();
  const shapes: NumberShape[] = [];
  let inCellStyles = false;
  for (const event of xmlEvents(xml)) {
    if (breath.isDue()) await breath.take();
    if (event.type === 'text') continue;
    if (event.name === 'cellXfs') inCellStyles = event.type === 'open';
    else if (event.type === 'open' && event.name === 'numFmt')
      codes.set(Number(xmlAttribute(event.attributes, 'numFmtId')), xmlAttribute(event.attributes, 'formatCode') ?? '');
    else if (event.type === 'open' && event.name === 'xf' && inCellStyles) {
      const id = Number(xmlAttribute(event.attributes, 'numFmtId') ?? 0);
      shapes.push(shapeOfFormat(id, codes.get(id) ?? ''));
    }
  }
  return shapes;
}

function shapeOfFormat(id: number, code: string): NumberShape {
  if (code === '') {
    if (id >= 14 && id <= 17) return { type: 'date' };
    if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return { type: 'time' };
    if (id === 22) return { type: 'date-time' };
    return { type: 'number', decimals: id === 2 || id === 4 ? 2 : null };
  }
  const bare = (code.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '');
  const hasTime = /[hs]/iu.test(bare);
  const hasDate = /[dy]/iu.test(bare) || (/m/iu.test(bare) && !hasTime);
  if (hasTime && !/general/iu.test(bare)) return { type: hasDate ? 'date-time' : 'time' };
  if (hasDate) return { type: 'date' };
  const decimals = /^0\.(0+)$/u.exec(bare.trim())?.[1]?.length;
  return { type: 'number', decimals: decimals ?? null };
}
