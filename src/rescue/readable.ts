import { clockAt, compareNames, localDate, longDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import { word, type LightRow } from './light-row.ts';
import { placesOf, type Place } from './questions.ts';
import { markWord, sideWord, signWord, slotTypeWord } from './readable-words.ts';

/** What people read in a copy, in the order they read it. */
export interface Readable {
  visits: ReadableVisit[];
  /** Texts of any other kind, also of one this build does not know. */
  others: { title: string; texts: string[] }[];
  /** What stood in a field that no item can be told of. */
  loose: string[];
  /** What the server refused, for its author. */
  returned: string[];
  notes: number;
}

export interface ReadableVisit {
  title: string;
  hours: ReadableHour[];
  findings: { side: string; texts: string[] }[];
  summary: string[];
}

/** An interview; its notes under the questions they answer. */
export interface ReadableHour {
  title: string;
  /** `title` '' for notes without a question. */
  questions: { title: string; notes: ReadableNote[] }[];
}

export interface ReadableNote {
  at: string;
  author: string;
  /** `vahvuus, sanasta sanaan`; '' without. */
  marks: string;
  words: string;
  /** `kesken`, `vain ruudulla`, `poistettu`; '' for an ordinary one. */
  state: string;
}

const namedKinds = new Set([
  'programme',
  'municipality',
  'person',
  'visit',
  'slot',
  'interviewee',
  'interview',
  'template-version',
  'note',
  'finding',
  'kooste',
]);

const nowhere: Place = { title: '', order: Infinity };

/** Later than any clock shows; a number beyond it is no time. */
const latest = Date.UTC(2200, 0, 1);

/** Whether the readable files need the row. */
export function isRead(row: LightRow): boolean {
  return namedKinds.has(row.kind) || Object.values(row.texts).some(text => text.trim());
}

export function readableOf(rows: readonly LightRow[], loose: readonly string[]): Readable {
  const of = (kind: string) => rows.filter(row => row.kind === kind);
  const notes = of('note').filter(row => row.texts['words']?.trim());
  const findings = of('finding').filter(hasWords);
  const summaries = of('kooste').filter(hasWords);
  const scopes = new Set([...notes, ...findings, ...summaries].map(scopeOf));
  const visits = of('visit');
  const order = (scope: string) => word(visits.find(row => row.id === scope)?.values['date']);
  const byDate = [...scopes].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const names = new Map(of('person').map(row => [row.id, word(row.values['name'])]));
  const municipalities = new Map(of('municipality').map(row => [row.id, word(row.values['name'])]));
  const zone = word(of('programme')[0]?.values['zone']) || 'Europe/Helsinki';
  const heard = of('interviewee');
  const slots = new Map(of('slot').map(row => [row.id, row]));
  const places = placesOf(rows);

  function hoursOf(scope: string): ReadableHour[] {
    const within = notes.filter(row => scopeOf(row) === scope);
    const parents = [...new Set(within.map(row => (slots.has(row.parent) ? row.parent : '')))];
    const start = (id: string) => word(slots.get(id)?.values['start']);
    return parents
      .sort((a, b) => (a === '' ? 1 : b === '' ? -1 : start(a) < start(b) ? -1 : 1))
      .map(id => ({
        title: id ? hourTitle(slots.get(id)!, heard) : m.rescue_outside(),
        questions: questionsOf(
          id,
          within.filter(row => (slots.has(row.parent) ? row.parent : '') === id),
        ),
      }));
  }

  /** In the order of the template, as the interview's page has them; what belongs to no question last. */
  function questionsOf(slot: string, within: readonly LightRow[]): ReadableHour['questions'] {
    const known = places(slot);
    const placeOf = (row: LightRow) => known.get(word(row.values['question'])) ?? known.get(word(row.values['theme'])) ?? nowhere;
    const found = [...new Set(within.map(placeOf))].sort((a, b) => a.order - b.order);
    return found.map(place => ({
      title: place.title || (found.length > 1 ? m.interview_other() : ''),
      notes: within
        .filter(row => placeOf(row) === place)
        .sort((a, b) => writtenAt(a) - writtenAt(b))
        .map(row => readableNote(row, names.get(row.author) ?? '', zone)),
    }));
  }

  return {
    visits: byDate.map(scope => ({
      title: visitTitle(
        visits.find(row => row.id === scope),
        municipalities,
      ),
      hours: hoursOf(scope),
      findings: findings
        .filter(row => scopeOf(row) === scope && !row.deleted)
        .map(row => ({ side: sideWord(word(row.values['side'])), texts: textsOf(row, ['claim', 'why', 'could']) })),
      summary: summaries.filter(row => scopeOf(row) === scope).flatMap(row => textsOf(row, ['lead', 'thanks'])),
    })),
    others: othersOf(rows),
    loose: [...loose],
    returned: [],
    notes: notes.length,
  };
}

/** All texts there are, for rows that nothing else can be made of. */
export function plainOf(rows: readonly LightRow[], loose: readonly string[]): Readable {
  const texts = rows.flatMap(row => textsOf(row, []));
  return { visits: [], others: [{ title: '', texts }], loose: [...loose], returned: [], notes: texts.length };
}

function othersOf(rows: readonly LightRow[]): Readable['others'] {
  const known = new Set(['note', 'finding', 'kooste']);
  const rest = rows.filter(row => !known.has(row.kind) && !row.deleted && hasWords(row));
  const kinds = [...new Set(rest.map(row => row.kind))];
  return kinds.map(kind => ({ title: kind, texts: rest.filter(row => row.kind === kind).flatMap(row => textsOf(row, [])) }));
}

function readableNote(row: LightRow, author: string, zone: string): ReadableNote {
  const at = writtenAt(row);
  return {
    at: at > 0 && at < latest ? momentOf(at, zone) : '',
    author,
    marks: [signWord(word(row.values['sign'])), markWord(word(row.values['mark']))].filter(Boolean).join(', '),
    words: row.texts['words'] ?? '',
    state: row.deleted ? m.rescue_state_deleted() : row.state,
  };
}

/** `14.10. 9.42` */
function momentOf(at: number, zone: string): string {
  const [, month, day] = localDate(at, zone).split('-').map(Number);
  return `${day}.${month}. ${clockAt(locale(), at, zone)}`;
}

function hourTitle(slot: LightRow, heard: readonly LightRow[]): string {
  const people = heard
    .filter(row => row.parent === slot.id && !row.deleted)
    .map(row => word(row.values['title']) || word(row.values['name']))
    .filter(Boolean)
    .sort(compareNames(locale()));
  const title = [...new Set(people)].join(', ') || word(slot.values['title']) || slotTypeWord(word(slot.values['type']));
  return [
    word(slot.values['start'])
      .replace(/^0/, '')
      .replace(':', locale() === 'en' ? ':' : '.'),
    title,
  ]
    .filter(Boolean)
    .join(' ');
}

function visitTitle(visit: LightRow | undefined, municipalities: ReadonlyMap<string, string>): string {
  const values: { host?: unknown; date?: unknown } = visit?.values ?? {};
  const date = word(values.date);
  const when = Number.isNaN(Date.parse(date)) ? date : longDate(locale(), date.slice(0, 10));
  return [municipalities.get(word(values.host)), when].filter(Boolean).join(', ') || m.rescue_visit_unknown();
}

function scopeOf(row: LightRow): string {
  return row.space.slice(row.space.indexOf('/') + 1);
}

function writtenAt(row: LightRow): number {
  const at = row.values['writtenAt'];
  return typeof at === 'number' && at > 0 ? at : row.wall;
}

function textsOf(row: LightRow, first: readonly string[]): string[] {
  const fields = [...first, ...Object.keys(row.texts).filter(field => !first.includes(field))];
  return fields.map(field => row.texts[field] ?? '').filter(text => text.trim());
}

function hasWords(row: LightRow): boolean {
  return Object.values(row.texts).some(text => text.trim());
}
