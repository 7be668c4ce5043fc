import { describe, expect, test } from 'vitest';
import { filterNotes, groupNotes, noFilter, themesOf, type DebriefNote } from '#domain/debrief-notes.ts';
import { evidenceOf, type EvidenceSource } from '#domain/evidence.ts';
import { heardOf } from '#domain/heard.ts';
import { diffWords, shortened } from '#domain/history-diff.ts';

const source = (note: string, more: Partial<EvidenceSource> = {}): EvidenceSource => ({
  note,
  slot: 's1',
  groups: ['leadership'],
  municipality: 'k',
  isQuote: false,
  ...more,
});

describe('what a finding rests on', () => {
  test('each interview, group and municipality once', () => {
    const evidence = evidenceOf([
      source('n1'),
      source('n2', { isQuote: true }),
      source('n3', { slot: 's2', groups: ['civil', 'managers'], municipality: 'h' }),
    ]);
    expect(evidence).toEqual({ notes: 3, interviews: 2, groups: ['leadership', 'managers', 'civil'], municipalities: 2, quotes: 1 });
  });
  test('a note from outside is no interview and no group', () => {
    expect(evidenceOf([source('n1', { slot: '', groups: ['civil'] })])).toMatchObject({
      notes: 1,
      interviews: 0,
      groups: [],
      municipalities: 1,
    });
  });
});

describe('who was heard', () => {
  const slot = (id: string, more = {}) => ({ id, type: 'interview' as const, isCancelled: false, deleted: false, ...more });
  const person = (parent: string, name: string, group: string, more = {}) => ({ parent, name, group, deleted: false, ...more });
  test('people of cancelled interviews, of breaks, taken away and not held yet are not', () => {
    const heard = heardOf(
      [slot('a'), slot('b', { isCancelled: true }), slot('c', { type: 'break' }), slot('d', { deleted: true }), slot('e')],
      [
        person('a', 'Ida', 'leadership'),
        person('b', 'Ola', 'civil'),
        person('c', 'Eva', 'civil'),
        person('d', 'Ari', 'civil'),
        person('a', 'Ulf', 'managers', { deleted: true }),
        person('e', 'Eero', 'civil'),
      ],
      new Set(['a', 'b', 'c', 'd']),
    );
    expect(heard).toEqual({ people: 1, interviews: 1, groups: [{ group: 'leadership', count: 1 }], ungrouped: 0 });
  });
  test('one person in two interviews is one', () => {
    const heard = heardOf(
      [slot('a'), slot('b')],
      [person('a', 'Ida', 'civil'), person('b', 'ida ', 'civil'), person('b', '', ''), person('b', '', '')],
      new Set(['a', 'b']),
    );
    expect(heard).toMatchObject({ people: 3, groups: [{ group: 'civil', count: 1 }], ungrouped: 2 });
  });
});

describe('notes under headings', () => {
  const note = (id: string, more: Partial<DebriefNote['note']>, slot = ''): DebriefNote =>
    ({
      note: { id, owner: 'p', theme: 'other', question: '', sign: 'none', mark: 'none', writtenAt: 0, ...more },
      writer: 'P',
      municipality: '',
      slot,
      groups: [],
      interview: '',
      start: '',
    }) as unknown as DebriefNote;
  const notes = [
    note('n3', { theme: 't2', writtenAt: 3 }, 's1'),
    note('n1', { theme: 't1', writtenAt: 1, mark: 'quote' }),
    note('n2', { theme: 'gone', writtenAt: 2, sign: 'home' }),
  ];
  test('in the order of the themes, what fits none last', () => {
    expect(groupNotes(notes, 'theme', ['t2', 't1', 't3']).map(group => [group.key, group.notes.map(one => one.note.id)])).toEqual([
      ['t2', ['n3']],
      ['t1', ['n1']],
      ['', ['n2']],
    ]);
  });
  test('filters narrow together', () => {
    const used = new Set(['n1']);
    expect(filterNotes(notes, { ...noFilter, sign: 'quote' }, used).map(one => one.note.id)).toEqual(['n1']);
    expect(filterNotes(notes, { ...noFilter, slot: 'outside', unused: true }, used).map(one => one.note.id)).toEqual(['n2']);
  });
  test('a theme in two versions is one heading, with the questions of both', () => {
    const version = (words: string) => ({
      template: '',
      name: '',
      language: 'fi',
      opening: [],
      closing: [],
      themes: [{ id: 't', title: 'Teema', short: '', minutes: 60, questions: [{ id: words, words }] }],
    });
    expect(themesOf([version('q1'), version('q2')])).toEqual([
      {
        id: 't',
        title: 'Teema',
        questions: [
          { id: 'q1', words: 'q1' },
          { id: 'q2', words: 'q2' },
        ],
      },
    ]);
  });
});

describe('what changed in a text', () => {
  const shape = (before: string, after: string) =>
    diffWords(before, after).map(piece => `${{ same: '=', added: '+', removed: '-' }[piece.kind]}${piece.words}`);
  test('word by word', () => {
    expect(shape('yksimielisesti syyskuussa 2023.', 'yksimielisesti vuonna 2022.')).toEqual([
      '=yksimielisesti ',
      '-syyskuussa 2023.',
      '+vuonna 2022.',
    ]);
    expect(shape('', 'uusi')).toEqual(['+uusi']);
    expect(shape('sama', 'sama')).toEqual(['=sama']);
  });
  test.each([
    ['a b c', 'b c d'],
    ['yksi kaksi', ''],
    ['sana '.repeat(2000), 'sana'],
  ])('what is kept and added is the text after it', (before, after) => {
    const pieces = diffWords(before, after);
    expect(
      pieces
        .filter(piece => piece.kind !== 'removed')
        .map(piece => piece.words)
        .join(''),
    ).toBe(after);
    expect(
      pieces
        .filter(piece => piece.kind !== 'added')
        .map(piece => piece.words)
        .join(''),
    ).toBe(before);
  });
  test('a long stretch without change is shortened', () => {
    expect(shortened(diffWords('sana '.repeat(100), `${'sana '.repeat(100)}loppu`))[0]!.words.length).toBeLessThan(60);
  });
});
