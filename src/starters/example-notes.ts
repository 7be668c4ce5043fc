import type { Mark, Sign } from '#domain/note.ts';

/** A note of the invented day: those that have been written by the moment the example opens. Minutes are of the unmoved day. */
export interface ExampleNote {
  author: ExamplePerson;
  at: number;
  /** The track whose first interview it was written in, 0 outside any. */
  track: 0 | 1 | 2;
  /** The theme's place in the template from 0, null for none; and the question's place in it. */
  theme: number | null;
  question: number | null;
  sign: Sign;
  mark: Mark;
  words: string;
  /** Whose interview it is to be asked in, by title. */
  asks?: string;
}

export const examplePeople = {
  liisa: { name: 'Liisa', team: 'kaislaniemi', track: 1 },
  mikko: { name: 'Mikko', team: 'kaislaniemi', track: 2 },
  saara: { name: 'Saara', team: 'kaislaniemi', track: 1 },
  timo: { name: 'Timo', team: 'hirsikoski', track: 1 },
  anniina: { name: 'Anniina', team: 'hirsikoski', track: 2 },
} as const;
export type ExamplePerson = keyof typeof examplePeople;

const at = (hour: number, minute: number) => hour * 60 + minute;

export const exampleNotes: readonly ExampleNote[] = [
  {
    author: 'timo',
    at: at(9, 12),
    track: 0,
    theme: null,
    question: null,
    sign: 'follow',
    mark: 'none',
    words: 'haluavat kehityskohteita nimenom. kaavotuksesta, kysy kaikilta',
  },
  {
    author: 'timo',
    at: at(9, 41),
    track: 1,
    theme: 0,
    question: 0,
    sign: 'strength',
    mark: 'none',
    words: 'valtuusto hyväks lumo-ohjelman yksimielisesti 9/23',
  },
  {
    author: 'timo',
    at: at(9, 43),
    track: 1,
    theme: 0,
    question: 0,
    sign: 'development',
    mark: 'none',
    words: 'valmistelu yhden ihmisen varassa, ei sijaista',
  },
  {
    author: 'mikko',
    at: at(9, 44),
    track: 2,
    theme: 1,
    question: 1,
    sign: 'none',
    mark: 'quote',
    words: '"vi får utlåtandet när planen redan är ritad" (Å.M.)',
  },
  {
    author: 'saara',
    at: at(9, 47),
    track: 1,
    theme: 0,
    question: 1,
    sign: 'development',
    mark: 'quote',
    words: '"kyllä se raha lopulta ratkasee, ei ohjelma"',
  },
  {
    author: 'mikko',
    at: at(9, 49),
    track: 2,
    theme: 2,
    question: null,
    sign: 'follow',
    mark: 'none',
    words: 'kysy tekniseltä kuka päättää niittoajat??',
    asks: 'Tekninen johtaja',
  },
];

/** Questions asked by now: `track` is the interview's. */
export const exampleAsked: readonly { author: ExamplePerson; at: number; track: 1 | 2; theme: number; question: number }[] = [
  { author: 'liisa', at: at(9, 40), track: 1, theme: 0, question: 0 },
  { author: 'liisa', at: at(9, 46), track: 1, theme: 0, question: 1 },
  { author: 'anniina', at: at(9, 38), track: 2, theme: 1, question: 0 },
  { author: 'anniina', at: at(9, 43), track: 2, theme: 1, question: 1 },
];

/** When the first interviews really began: Liisa's four minutes late. */
export const exampleStarts: readonly { author: ExamplePerson; at: number; track: 1 | 2 }[] = [
  { author: 'liisa', at: at(9, 34), track: 1 },
  { author: 'anniina', at: at(9, 31), track: 2 },
];
