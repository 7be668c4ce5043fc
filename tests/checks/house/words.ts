import type { Fault } from './imports.ts';
import { findIn } from './literals.ts';
import { roomOf, type Sources } from './sources.ts';

/** A word that looks forbidden and is not: with the reason, and gone as soon as the word is. */
export interface Excused {
  file: string;
  word: string;
  reason: string;
}

const roles = ['coordinator', 'visitor', 'host'];
const knowNoKind = new Set(['oplog', 'storage', 'sync']);

/** The names of the kinds, as `defineKind('name', …)` in the domain declares them. */
export function declaredKinds(sources: Sources): string[] {
  const texts = [...sources].filter(([file]) => roomOf(file) === 'domain').map(([, text]) => text);
  return texts.flatMap(text => [...text.matchAll(/\bdefineKind\(\s*'([^']+)'/g)].flatMap(match => match[1] ?? []));
}

/** No kind's name in the rooms that know no kind; no role's name outside the domain. */
export function judgeWords(sources: Sources, excused: Excused[]): Fault[] {
  const kinds = new Set(declaredKinds(sources));
  const faults: Fault[] = [];
  const used = new Set<Excused>();
  for (const [file, text] of sources) {
    const room = roomOf(file);
    if (!room || room === 'domain') continue;
    for (const { text: word, line } of findIn(file, text).literals) {
      const isKind = knowNoKind.has(room) && kinds.has(word);
      if (!isKind && !roles.includes(word)) continue;
      const excuse = excused.find(one => one.file === file && one.word === word);
      if (excuse) used.add(excuse);
      else
        faults.push(
          `${file}:${line} names the ${isKind ? 'kind' : 'role'} '${word}', which ${isKind ? room : 'only the domain'} ${isKind ? 'does not know' : 'knows'}`,
        );
    }
  }
  for (const excuse of excused) if (!used.has(excuse)) faults.push(`${excuse.file} is excused for '${excuse.word}' and no longer needs it`);
  return faults;
}
