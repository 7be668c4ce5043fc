import { describe, expect, it } from 'vitest';
import { form, message } from '#i18n/message.ts';
import { compileMessage } from '#server/commands/compile-messages.ts';

type Source = Parameters<typeof compileMessage>[0];

/** What the compiled text says. */
function say(source: Source, parameters: Record<string, string | number> = {}): string {
  const { code } = compileMessage(source, 'fi');
  // oxlint-disable-next-line typescript/no-implied-eval -- the compiled code is what is tested
  return (new Function('message', 'form', `return message(${code})`) as (...tools: unknown[]) => ReturnType<typeof message>)(
    message,
    form,
  )(parameters);
}

const waiting: Source = [
  {
    declarations: ['input count', 'input where', 'local countPlural = count: plural'],
    selectors: ['countPlural'],
    match: { 'countPlural=one': '{count} odottaa ({where})', 'countPlural=other': '{count} odottavat ({where})' },
  },
];

describe('a compiled message', () => {
  it('says its text letter by letter', () => {
    expect(say('Tallessa "täällä" `a` $b \\ 😀')).toBe('Tallessa "täällä" `a` $b \\ 😀');
    expect(say('kaksi\nriviä')).toBe('kaksi\nriviä');
  });

  it('fills in its parameters, each as often as it stands there', () => {
    expect(say('{name} ja {name}: {count}', { name: 'Liisa', count: 2 })).toBe('Liisa ja Liisa: 2');
    expect(say('{name}', { name: '${1 + 1} `x`' })).toBe('${1 + 1} `x`');
    expect(say('\\{name\\} {name}', { name: 'x' })).toBe('{name} x');
  });

  it('has its forms by a number', () => {
    expect(say(waiting, { count: 1, where: 'A' })).toBe('1 odottaa (A)');
    expect(say(waiting, { count: 0, where: 'A' })).toBe('0 odottavat (A)');
    expect([...compileMessage(waiting, 'fi').parameters]).toEqual([
      ['count', 'number'],
      ['where', 'string | number'],
    ]);
  });

  it('is refused with a reason when its forms are not understood', () => {
    const [{ declarations, match }] = waiting as Exclude<Source, string>;
    expect(() => compileMessage([{ declarations, selectors: ['other'], match }], 'fi')).toThrow('selected by one number');
    expect(() => compileMessage([{ declarations, selectors: ['countPlural'], match: { many: 'x' } }], 'fi')).toThrow('"many"');
    const undeclared = ['local countPlural = count: plural'];
    expect(() => compileMessage([{ declarations: undeclared, selectors: ['countPlural'], match }], 'fi')).toThrow('is not declared');
  });
});
