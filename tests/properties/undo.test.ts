import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finding } from '#domain/finding.ts';
import { debriefSpace } from '#domain/spaces.ts';
import type { TextSession } from '#notebook/text-session.ts';
import { ownSteps } from '#oplog/own-steps.ts';
import { applyUpdate, clientOf, differenceOf, documentOf, encodeOwn, foldText, wordsOf, type TextUpdate } from '#oplog/text.ts';
import { memoryNotebook } from '../support/memory-notebook.ts';

/*
 * Two hands in one text, each with undo and redo, in any order and with any delay between them. Every character that is typed is one
 * of a kind, so that it is known whose it is and where it went.
 */

const name = { id: 'f1', field: 'claim' };
type Act =
  | { who: 0 | 1; do: 'type'; at: number; count: number }
  | { who: 0 | 1; do: 'delete'; at: number; count: number }
  | { who: 0 | 1; do: 'undo' | 'redo' | 'pause' | 'exchange' };

const who = fc.constantFrom<0 | 1>(0, 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ who, do: fc.constant('type' as const), at: fc.nat(40), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ who, do: fc.constant('delete' as const), at: fc.nat(40), count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ who, do: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ who, do: fc.constantFrom('redo' as const, 'pause' as const) }) },
  { weight: 3, arbitrary: fc.record({ who, do: fc.constant('exchange' as const) }) },
);

/** Whose a character is: the hands write in blocks of their own. */
const ownerOf = (character: string) => (character.codePointAt(0)! < 0x5000 ? 0 : 1);

function hand(index: 0 | 1) {
  const writer = index === 0 ? 'a'.repeat(16) : 'b'.repeat(16);
  const doc = documentOf([], name);
  doc.clientID = clientOf(writer, name);
  const steps = ownSteps(doc);
  let next = index === 0 ? 0x4e00 : 0x5000;
  let now = 0;
  /** Characters this hand took out by an edit of its own. */
  const deleted = new Set<string>();

  const edit = (at: number, removed: number, added: string) => steps.edit({ at, removed, added }, (now += 100));
  return {
    words: () => wordsOf(doc),
    deleted,
    update: (): TextUpdate => ({ writer, update: encodeOwn(doc, 0), refused: false }),
    take: (update: TextUpdate) => applyUpdate(doc, update, name),
    undo: () => steps.undo(),
    redo: () => steps.redo(),
    pause: () => void (now += 5000),
    type(at: number, count: number) {
      const added = Array.from({ length: count }, () => String.fromCodePoint(next++)).join('');
      edit(Math.min(at, wordsOf(doc).length), 0, added);
    },
    delete(at: number, count: number) {
      const from = Math.min(at, wordsOf(doc).length);
      const removed = wordsOf(doc).slice(from, from + count);
      if (!removed) return;
      for (const character of removed) deleted.add(character);
      edit(from, removed.length, '');
    },
  };
}

function play(acts: readonly Act[]) {
  const hands = [hand(0), hand(1)] as const;
  for (const one of acts) {
    const self = hands[one.who];
    const before = self.words();
    if (one.do === 'type') self.type(one.at, one.count);
    else if (one.do === 'delete') self.delete(one.at, one.count);
    else if (one.do === 'exchange') self.take(hands[one.who === 0 ? 1 : 0].update());
    else if (one.do === 'pause') self.pause();
    else self[one.do]();
    if (one.do !== 'undo' && one.do !== 'redo') continue;
    const gone = [...before].filter(character => ownerOf(character) !== one.who && !self.words().includes(character));
    // Doing again a deletion of others' words is a deletion; undoing never is.
    expect(gone.filter(character => one.do === 'undo' || !self.deleted.has(character))).toEqual([]);
  }
  return hands;
}

const converge = (hands: ReturnType<typeof play>) => {
  const updates = hands.map(one => one.update());
  hands[0].take(updates[1]!);
  hands[1].take(updates[0]!);
  return hands.map(one => one.update());
};

describe('undo beside another person', () => {
  it('never takes out a character of theirs, and what both hold after all is the same', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), acts => {
        const hands = play(acts);
        const updates = converge(hands);
        expect(hands[1].words()).toBe(hands[0].words());
        expect(foldText(updates, name)).toBe(hands[0].words());
      }),
      { numRuns: 400 },
    );
  });

  it('undone to the end, a hand leaves nothing but what the other wrote and did not take out', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), acts => {
        const hands = play(acts);
        converge(hands);
        const [mine, theirs] = hands;
        const standing = [...mine.words()].filter(character => ownerOf(character) === 1);
        while (mine.undo());
        const left = [...mine.words()];
        expect(left.filter(character => ownerOf(character) === 0 && !theirs.deleted.has(character))).toEqual([]);
        expect(left).toEqual(expect.arrayContaining(standing));
      }),
      { numRuns: 400 },
    );
  });

  it('says what it did to the words', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), acts => {
        const [mine] = play(acts);
        const before = mine.words();
        expect(mine.undo()).toEqual(differenceOf(before, mine.words()));
      }),
    );
  });
});

describe('undo in two open texts', () => {
  const where = { space: debriefSpace('v'), id: 'f1' };
  const reach = (session: TextSession, words: string) => expect.poll(() => session.words(), { timeout: 5000 }).toBe(words);

  async function two() {
    const { notebook, another, store, clock } = await memoryNotebook('timo');
    const other = await another({ person: 'liisa' });
    const timo = await notebook.openText(finding, where, 'claim', { side: 'strength' });
    timo.edit('Ohjelma on hyvä.');
    await timo.seal();
    const liisa = await other.openText(finding, where, 'claim');
    return { timo, liisa, store, clock };
  }

  it('keeps what another wrote in between, across a seal, and gives the same words everywhere', async () => {
    const { timo, liisa, store, clock } = await two();
    clock.now += 10_000;
    timo.edit('Ohjelma on todella hyvä.');
    await timo.seal();
    await reach(liisa, 'Ohjelma on todella hyvä.');
    liisa.edit('Ohjelma on todella (yksimielisesti) hyvä.');
    await liisa.seal();
    await reach(timo, 'Ohjelma on todella (yksimielisesti) hyvä.');
    timo.undo();
    expect(timo.words()).toBe('Ohjelma on (yksimielisesti) hyvä.');
    await timo.seal();
    await reach(liisa, 'Ohjelma on (yksimielisesti) hyvä.');
    timo.redo();
    await timo.seal();
    await reach(liisa, 'Ohjelma on todella (yksimielisesti) hyvä.');
    const row = await store.read(reader => reader.row({ ...where, kind: 'finding' }));
    expect(row?.texts['claim']).toBe('Ohjelma on todella (yksimielisesti) hyvä.');
  });

  it('is stored like typing: a kill after it loses nothing', async () => {
    const { timo, store, clock } = await two();
    clock.now += 10_000;
    timo.edit('Ohjelma on');
    expect(await timo.settled()).toEqual({ type: 'stored' });
    timo.undo();
    expect(await timo.settled()).toEqual({ type: 'stored' });
    const [open] = await store.read(reader => reader.opens());
    const sealed = await store.read(reader => reader.opsOf({ ...where, kind: 'finding' }));
    const updates = [...sealed.map(op => ({ writer: op.writer, update: op.patch.text!['claim']!, refused: false }))];
    expect(
      foldText([...updates, { writer: open!.writer, update: open!.text['claim']!, refused: false }], { id: 'f1', field: 'claim' }),
    ).toBe('Ohjelma on hyvä.');
  });

  it('lets go of words that were not taken before it undoes', async () => {
    const { timo } = await two();
    timo.edit('x'.repeat(3000));
    expect(timo.state().type).toBe('failed');
    expect(timo.undo()).toBeNull();
    expect([timo.words(), await timo.settled()]).toEqual(['Ohjelma on hyvä.', { type: 'stored' }]);
  });
});
