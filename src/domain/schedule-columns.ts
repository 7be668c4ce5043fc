import { looksLikeTime } from './schedule-times.ts';
import { isEmptyRow, type Table, type TableRow } from './schedule-table.ts';
import { roleGroupOfText } from './schedule-roles.ts';

export const columnRoles = ['time', 'start', 'end', 'name', 'title', 'group', 'room', 'link', 'remark', 'none'] as const;
export type ColumnRole = (typeof columnRoles)[number];

/**
 * What each column of a table holds, and in which row the headings stand (its number in the file; null: there are none).
 * A person may put other roles into `columns`: nothing that follows looks at the headings again.
 */
export type ScheduleColumns = {
  headingRow: number | null;
  columns: ColumnRole[];
  /** The heading cells, for showing; empty texts when there is no heading row. */
  headings: string[];
  problems: ColumnProblem[];
};

export type ColumnProblem =
  /** The same thing twice: the first column is used, the others are left out until a person chooses. Columns from 0. */
  | { type: 'heading-twice'; role: ColumnRole; columns: number[]; heading: string }
  /** Without a time or without a name there is no schedule to read. */
  | { type: 'column-missing'; role: 'time' | 'name' };

/** Headings in Finnish, Swedish and English. The first that matches counts, so the narrower words stand first. */
const HEADINGS: [ColumnRole, RegExp][] = [
  ['end', /^(päättyy|päättyminen|päättymisaika|loppuu|loppu|loppuaika|asti|slut|slutar|sluttid|till|end|ends|end time|finish|until|to)$/u],
  ['start', /^(alkaa|alku|alkaen|alkamisaika|aloitus|aloitusaika|start|startar|starttid|börjar|från|starts|start time|begins?|from)$/u],
  [
    'time',
    /^(klo|kello|kellonaika|kellonajat|aika|ajankohta|aikataulu|ajat|kl|klockan|klockslag|tid|tider|tidpunkt|time|times|hours?|when|time slot|slot)$/u,
  ],
  [
    'link',
    /^(linkki|etälinkki|kokouslinkki|teams|teams ?linkki|videolinkki|länk|möteslänk|teams ?länk|link|url|call link|meeting link|video link|online)$/u,
  ],
  [
    'group',
    /^(ryhmä|rooliryhmä|kohderyhmä|haastateltavaryhmä|taho|sidosryhmä|grupp|rollgrupp|målgrupp|group|role group|target group|stakeholder( group)?|category|kategoria|kategori)$/u,
  ],
  [
    'title',
    /^(tehtävä|tehtävänimike|titteli|nimike|virkanimike|rooli|asema|virka|toimi|titel|roll|uppgift|befattning|tjänst|tjänsteställning|title|job title|role|position|post|function)$/u,
  ],
  [
    'name',
    /^(haastateltavat?|haastateltavan nimi|nimi|nimet|henkilö|henkilöt|kuka|kuka tai mitä|etunimi|sukunimi|osallistujat?|ohjelma|sisältö|mitä|aihe|haastattelu|intervjuperson(er)?|intervjuad(e)?|den intervjuade|namn|förnamn|efternamn|vem|vad|person(er)?|deltagare|program|innehåll|intervju|interviewees?|names?|full name|first name|last name|who|what|persons?|people|participants?|programme|activity|interview)$/u,
  ],
  [
    'room',
    /^(tila|huone|paikka|neuvotteluhuone|kokoustila|kokoushuone|sijainti|missä|sali|rum|plats|lokal|mötesrum|sal|var|rooms?|location|place|venue|where|meeting room)$/u,
  ],
  [
    'remark',
    /^(huom|huomio|huomiot|huomioita|huomautus|huomautukset|huomautuksia|lisätieto|lisätiedot|lisätietoja|muuta|muut tiedot|kommentti|kommentit|kieli|anmärkning(ar)?|anm|obs|övrigt|kommentar(er)?|tilläggsuppgifter|språk|notes?|remarks?|comments?|additional information|info|other|language)$/u,
  ],
];

/** Finds the heading row (under title rows too) and reads it; without one the contents tell what the columns are. */
export function recogniseColumns(table: Table): ScheduleColumns {
  const width = Math.max(0, ...table.rows.map(row => row.cells.length));
  const heading = headingRowOf(table.rows);
  if (!heading)
    return withMissing({
      headingRow: null,
      columns: guessColumns(table.rows, width),
      headings: Array<string>(width).fill(''),
      problems: [],
    });
  const headings = Array.from({ length: width }, (_, column) => heading.cells[column]?.trim() ?? '');
  const read = headings.map(roleOfHeading);
  const { columns, problems } = withoutDoubles(read, headings);
  const body = table.rows.filter(row => row.number > heading.number);
  return withMissing({ headingRow: heading.number, columns: filledFromContent(columns, body), headings, problems });
}

/** `Titteli / rooli` and `Nimi (haastateltava)` are read by the first part that is known. */
export function roleOfHeading(text: string): ColumnRole {
  const parts = [text, ...text.split(/[/,()\n–|]|\s-\s|\bja\b|\boch\b|\band\b/u)];
  for (const part of parts) {
    const bare = part
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s]/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
    const found = HEADINGS.find(([, words]) => words.test(bare));
    if (found) return found[0];
  }
  return 'none';
}

function headingRowOf(rows: TableRow[]): TableRow | null {
  let best: { row: TableRow; score: number } | null = null;
  const candidates = rows.filter(row => !isEmptyRow(row)).slice(0, 25);
  for (const row of candidates) {
    if (row.cells.some(cell => /\d/u.test(cell) && looksLikeTime(cell))) break;
    const roles = new Set(row.cells.filter(cell => cell.length <= 60).map(roleOfHeading));
    roles.delete('none');
    if (roles.size >= 2 && roles.size > (best?.score ?? 0)) best = { row, score: roles.size };
  }
  return best?.row ?? null;
}

function withoutDoubles(read: ColumnRole[], headings: string[]): { columns: ColumnRole[]; problems: ColumnProblem[] } {
  const columns = [...read];
  const problems: ColumnProblem[] = [];
  for (const role of columnRoles) {
    if (role === 'none') continue;
    const same = read.flatMap((other, column) => (other === role ? [column] : []));
    const words = same.map(column => (headings[column] ?? '').toLowerCase());
    // Two columns of remarks, or a first and a last name, belong together; the same heading twice does not.
    const belongTogether = new Set(words).size === words.length && (role === 'remark' || (role === 'name' && isSplitName(words)));
    if (same.length < 2 || belongTogether) continue;
    problems.push({ type: 'heading-twice', role, columns: same, heading: headings[same[1] ?? 0] ?? '' });
    for (const column of same.slice(1)) columns[column] = 'none';
  }
  // A column of starts that has no column of ends beside it holds the times.
  const start = columns.indexOf('start');
  if (start >= 0 && !columns.includes('end') && !columns.includes('time')) columns[start] = 'time';
  return { columns, problems };
}

function isSplitName(headings: string[]): boolean {
  return (
    headings.length === 2 && headings.every(heading => /etunimi|sukunimi|förnamn|efternamn|first name|last name|surname/u.test(heading))
  );
}

/** A column whose heading is not known is still read when its contents leave no doubt. */
function filledFromContent(columns: ColumnRole[], body: TableRow[]): ColumnRole[] {
  if (columns.includes('time') || columns.includes('start')) return columns;
  const times = columns.findIndex((role, column) => role === 'none' && shareOf(body, column, looksLikeTime) > 0.6);
  return columns.map((role, column) => (column === times ? 'time' : role));
}

function withMissing(read: ScheduleColumns): ScheduleColumns {
  const problems = [...read.problems];
  if (!read.columns.includes('time') && !read.columns.includes('start')) problems.push({ type: 'column-missing', role: 'time' });
  if (!read.columns.includes('name') && !read.columns.includes('title')) problems.push({ type: 'column-missing', role: 'name' });
  return { ...read, problems };
}

const ROOM =
  /huone|sali\b|\btila\b|kabinet|aula|ravintola|kirjasto|luokka|\bnh\b|\brum\b|\bsal\b|sessionssal|restaurang|bibliotek|room|\bhall\b|lobby|restaurant|library|teams|zoom/iu;
const TITLE =
  /johtaja|päällikkö|insinööri|suunnittelija|puheenjohtaja|asiantuntija|koordinaattori|sihteeri|jäsen|direktör|chef|ingenjör|planerare|ordförande|sakkunnig|director|manager|engineer|planner|chair|expert|coordinator|officer|member/iu;

function guessColumns(rows: TableRow[], width: number): ColumnRole[] {
  const timeRows = rows.filter(row => row.cells.some(looksLikeTime));
  const columns = Array<ColumnRole>(width).fill('none');
  const choose = (role: ColumnRole, least: number, is: (cell: string) => boolean): number => {
    const shares = columns.map((taken, column) => (taken === 'none' ? shareOf(timeRows, column, is) : 0));
    const best = Math.max(0, ...shares);
    if (best < least) return -1;
    const column = shares.indexOf(best);
    columns[column] = role;
    return column;
  };
  const first = choose('time', 0.5, looksLikeTime);
  const isSingle = (cell: string): boolean => looksLikeTime(cell) && !/\d\s*[-–—−]\s*\d/u.test(cell);
  if (first >= 0 && shareOf(timeRows, first, isSingle) > 0.5) {
    const second = choose('end', 0.5, isSingle);
    if (second >= 0) {
      columns[Math.min(first, second)] = 'start';
      columns[Math.max(first, second)] = 'end';
    }
  }
  choose('link', 0.01, cell => /^https?:\/\//iu.test(cell.trim()));
  choose('group', 0.3, cell => roleGroupOfText(cell) !== null && !TITLE.test(cell));
  choose('room', 0.4, cell => ROOM.test(cell));
  choose('title', 0.4, cell => TITLE.test(cell));
  choose('name', 0.3, cell => /^\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}.-]*)+/u.test(cell.trim()));
  if (!columns.includes('name')) choose('name', 0.5, cell => /\p{L}/u.test(cell));
  choose('remark', 0.01, cell => /\p{L}/u.test(cell));
  return columns;
}

/** The share of the filled cells of a column that pass. */
function shareOf(rows: TableRow[], column: number, is: (cell: string) => boolean): number {
  const filled = rows.map(row => row.cells[column]?.trim() ?? '').filter(cell => cell !== '');
  return filled.length === 0 ? 0 : filled.filter(is).length / filled.length;
}
