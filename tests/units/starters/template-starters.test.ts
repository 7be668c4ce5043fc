import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { minutesProblem, readTemplateText } from '#domain/template-text.ts';
import { templateEnergy } from '#starters/template-energy.ts';
import { templateNature } from '#starters/template-nature.ts';

describe.each([templateEnergy, templateNature])('the $key template', ({ content }) => {
  it('is the same hour in three languages', () => {
    const shape = (language: 'fi' | 'sv' | 'en') => content[language].themes.map(theme => [theme.minutes, theme.questions.length]);
    expect(shape('sv')).toEqual(shape('fi'));
    expect(shape('en')).toEqual(shape('fi'));
    expect(minutesProblem(content.fi.themes.map(theme => theme.minutes))).toBeNull();
    expect(content.fi.themes.map(theme => theme.short)).toEqual(['Johtajuus', 'Organisointi', 'Osa-alueet', 'Kumppanuudet']);
  });

  it('has no text twice, none empty and none longer than a template may hold', () => {
    for (const { name, opening, closing, themes } of Object.values(content)) {
      const texts = [name, ...opening, ...closing, ...themes.flatMap(theme => [theme.title, theme.short, ...theme.questions])];
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.every(text => text.trim() === text && text.length > 2 && text.length <= 500)).toBe(true);
    }
  });
});

describe('the energy template', () => {
  it('asks word for word what was asked in 2021', () => {
    const text = readFileSync(new URL('../../fixtures/energiatehokkuus-2021.txt', import.meta.url), 'utf8');
    const read = readTemplateText(text);
    expect(templateEnergy.content.fi.themes.map(({ title, questions }) => ({ title, questions }))).toEqual(
      read.ok && read.themes.map(({ title, questions }) => ({ title, questions })),
    );
  });
});
