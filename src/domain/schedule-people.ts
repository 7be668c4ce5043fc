import { roleGroupOfText } from './schedule-roles.ts';
import type { ProposedPerson } from './schedule-proposal.ts';

const AND = /\s+(?:ja|sekä|och|samt|and|&)\s+|\s*&\s*/u;
const NAME_WORD = String.raw`(?:(?:von|van|af|de|der|den|da|di|la|le|O')\s*)*\p{Lu}[\p{L}'’.-]*`;
const FULL_NAME = new RegExp(String.raw`^${NAME_WORD}(?:\s+${NAME_WORD})+$`, 'u');
const ONE_WORD_NAME = new RegExp(String.raw`^${NAME_WORD}$`, 'u');

/** Two or more words that all begin as names do. */
export function looksLikeName(text: string): boolean {
  return FULL_NAME.test(text.trim());
}

/**
 * The people of one row. Several stand in one cell as `A ja B`, `A, B` or on lines of their own; their titles and groups
 * are shared out when there are as many of them, else each person gets the whole.
 */
export function peopleOfCells(name: string, title: string, group: string): ProposedPerson[] {
  const named = splitNames(name);
  if (named.length === 0 && title.trim() === '') return [];
  const people = named.length === 0 ? [{ name: '', title: '' }] : named;
  const titles = shared(title, people.length);
  const groups = shared(group, people.length);
  return people.map((person, index) => {
    const groupText = groups[index] ?? '';
    return { name: person.name, title: titles[index] || person.title, group: roleGroupOfText(groupText), groupText };
  });
}

/** The names in a cell, each with a title that stood beside it: `Liisa Malli, rehtori` · `Liisa Malli (rehtori)`. */
function splitNames(cell: string): { name: string; title: string }[] {
  return cell
    .split(/\n|;/u)
    .flatMap(line => splitLine(line.trim().replace(/[,;]+$/u, '')))
    .filter(person => person.name !== '');
}

function splitLine(line: string): { name: string; title: string }[] {
  const inBrackets = /^(.+?)\s*\(([^()]+)\)$/u.exec(line);
  if (inBrackets && looksLikeName(inBrackets[1] ?? '')) return [{ name: inBrackets[1] ?? '', title: inBrackets[2] ?? '' }];
  const parts = line.split(/\s*,\s*|\s+\/\s+/u).filter(part => part !== '');
  const [first = '', second = ''] = parts;
  // `Esimerkki, Marja-Leena` is one person, surname first.
  if (parts.length === 2 && ONE_WORD_NAME.test(first) && (ONE_WORD_NAME.test(second) || looksLikeName(second)) && !AND.test(line)) {
    return [{ name: `${second} ${first}`, title: '' }];
  }
  const people: { name: string; title: string }[] = [];
  for (const part of parts) {
    const names = part.split(AND).filter(name => name !== '');
    const previous = people.at(-1);
    if (
      names.every(name => looksLikeName(name)) ||
      (people.length === 0 && names.every(name => ONE_WORD_NAME.test(name) || looksLikeName(name)))
    ) {
      people.push(...names.map(name => ({ name, title: '' })));
    } else if (previous && previous.title === '' && looksLikeName(previous.name)) {
      previous.title = part;
    } else {
      return [{ name: line, title: '' }];
    }
  }
  return people;
}

/** As many parts as there are people, else the whole for each. */
function shared(cell: string, count: number): string[] {
  const whole = cell.trim().replace(/\s*\n\s*/gu, ', ');
  if (count <= 1) return [whole];
  for (const separator of [/\s*\n\s*/u, /\s*;\s*/u, /\s*,\s*|\s+\/\s+/u, AND, /\s*,\s*|\s+(?:ja|sekä|och|samt|and)\s+|\s*&\s*/u]) {
    const parts = cell
      .trim()
      .split(separator)
      .filter(part => part !== '');
    // `Sivistys- ja hyvinvointijohtaja` is one title.
    if (parts.length === count && !parts.some(part => part.endsWith('-'))) return parts;
  }
  return Array<string>(count).fill(whole);
}
