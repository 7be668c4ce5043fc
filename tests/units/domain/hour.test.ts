import { describe, expect, it } from 'vitest';
import { finishedThemes, firstOpen, nextPlace } from '#domain/interview-course.ts';
import { notesAt, notesByPlace } from '#domain/interview-notes.ts';
import { hourOf, spokenMinutes } from '#domain/hour.ts';
import { themeMinutes } from '#domain/theme-minutes.ts';
import type { AskedState } from '#domain/interview.ts';

const hour = (startedAt: number | null) => ({ from: 570, to: 630, startedAt });

describe('the hour', () => {
  it('is shortened by a late start', () => expect(hourOf(hour(574), 574)).toEqual({ left: 56, length: 56, done: 0 }));
  it('goes on to its planned end', () => expect(hourOf(hour(574), 602)).toEqual({ left: 28, length: 56, done: 0.5 }));
  it('says how far over it is', () => expect(hourOf(hour(570), 633)).toMatchObject({ left: -3, done: 1 }));
  it('held on another day keeps its length', () => expect(hourOf(hour(2000), 2010)).toMatchObject({ left: 50, length: 60 }));
  it('stands still before the start', () => expect(hourOf(hour(null), 560)).toMatchObject({ left: 70, done: 0 }));

  it('speaks at ten and at five minutes, once', () => {
    expect([spokenMinutes(11, 10), spokenMinutes(10, 9), spokenMinutes(6, 5), spokenMinutes(12, 9), spokenMinutes(30, 29)]).toEqual([
      10,
      null,
      5,
      10,
      null,
    ]);
  });
  it('says only the nearer one after a sleep', () => expect(spokenMinutes(30, 4)).toBe(5));
});

describe('the minutes of themes', () => {
  const themes = [
    { id: 'a', minutes: 15 },
    { id: 'b', minutes: 15 },
    { id: 'c', minutes: 30 },
  ];
  it('are what is left, in proportion', () => expect([...themeMinutes(themes, new Set(), 56).values()]).toEqual([14, 14, 28]));
  it('go to the unfinished ones', () => expect([...themeMinutes(themes, new Set(['a']), 30).values()]).toEqual([0, 10, 20]));
  it('add up when they do not divide', () => expect([...themeMinutes(themes, new Set(), 10).values()].reduce((a, b) => a + b)).toBe(10));
  it('are none when the hour is over, and none when all is done', () => {
    expect([...themeMinutes(themes, new Set(), -4).values()]).toEqual([0, 0, 0]);
    expect([...themeMinutes(themes, new Set(['a', 'b', 'c']), 9).values()]).toEqual([0, 0, 0]);
  });
  it('are even when the template gives none', () =>
    expect([
      ...themeMinutes(
        [
          { id: 'a', minutes: 0 },
          { id: 'b', minutes: 0 },
        ],
        new Set(),
        9,
      ).values(),
    ]).toEqual([5, 4]));
});

const theme = (id: string, ...questions: string[]) => ({
  id,
  title: id,
  short: id,
  minutes: 15,
  questions: questions.map(one => ({ id: one, words: one })),
});
const themes = [theme('lead', 'q1', 'q2'), theme('org', 'q3')];
const states = (of: Record<string, AskedState>) => new Map(Object.entries(of));

describe('the course of an interview', () => {
  it('goes on with the first open question', () => {
    expect(firstOpen(themes, states({ q1: 'asked' }))).toEqual({ theme: 'lead', question: 'q2' });
    expect(firstOpen(themes, states({ q1: 'asked', q2: 'skipped', q3: 'came-up' }))).toEqual({ theme: 'org', question: 'q3' });
    expect(firstOpen([], states({}))).toBeNull();
  });
  it('counts a theme done when nothing of it is open', () =>
    expect([...finishedThemes(themes, states({ q1: 'came-up', q2: 'skipped' }))]).toEqual(['lead']));
  it('goes from theme to theme', () => {
    expect(nextPlace(themes, { theme: 'lead', question: 'q2' })).toEqual({ theme: 'org', question: 'q3' });
    expect(nextPlace(themes, { theme: 'org', question: 'q3' })).toBeNull();
  });
});

describe('notes of an interview', () => {
  const note = (id: string, where: string, question: string, writtenAt = 0) => ({ id, theme: where, question, writtenAt });
  const notes = [note('n1', 'lead', 'q1', 2), note('n2', 'lead', '', 1), note('n3', 'other', '', 3), note('n4', 'org', 'gone', 4)];
  it('stand under their question, with those of the theme alone', () => {
    expect(notesAt(notes, { theme: 'lead', question: 'q1' }, themes).map(one => one.id)).toEqual(['n1', 'n2']);
    expect(notesAt(notes, { theme: 'org', question: 'q3' }, themes).map(one => one.id)).toEqual(['n4']);
    expect(notesAt(notes, null, themes).map(one => one.id)).toEqual(['n3']);
  });
  it('are all there under headings', () => {
    expect(notesByPlace(notes, themes).map(heading => [heading.theme, heading.question, heading.notes.map(one => one.id)])).toEqual([
      ['lead', '', ['n2']],
      ['lead', 'q1', ['n1']],
      ['org', '', ['n4']],
      ['other', '', ['n3']],
    ]);
  });
});
