import * as Y from 'yjs';
import { differenceOf, textIn, wordsOf, type TextChange } from './text.ts';

/**
 * The edits of one hand in one open text, with the way back and forth. Undoing takes out only what this hand put in and puts back only what
 * it took out; what others wrote meanwhile stays, between and around.
 */
export interface OwnSteps {
  /** @param now in milliseconds; a pause begins a new step */
  edit(change: TextChange, now: number): void;
  /** @returns what it did to the words; null when there was nothing to undo */
  undo(): TextChange | null;
  redo(): TextChange | null;
}

/** Milliseconds without typing after which the next character is a step of its own. */
const pause = 1000;
/** A run of typing without a pause ends at the first space after so many characters. */
const longRun = 40;

export function ownSteps(doc: Y.Doc): OwnSteps {
  const text = textIn(doc);
  const own = 'local';
  // Where a step ends is decided here, by the clock that comes in: Yjs would ask the machine's.
  const manager = new Y.UndoManager(text, { trackedOrigins: new Set([own]), captureTimeout: Number.MAX_SAFE_INTEGER });
  /** The step being typed: where it ends, when it was written on, how long it is. */
  let run: { end: number; at: number; length: number } | null = null;

  function edit(change: TextChange, now: number): void {
    const continues =
      run !== null &&
      change.at + change.removed === run.end &&
      now - run.at <= pause &&
      now >= run.at &&
      !(run.length > longRun && /^\s/u.test(change.added));
    if (!continues) manager.stopCapturing();
    doc.transact(() => {
      if (change.removed) text.delete(change.at, change.removed);
      if (change.added) text.insert(change.at, change.added);
    }, own);
    const length = (continues && run ? run.length : 0) + change.added.length;
    run = change.added.includes('\n') ? null : { end: change.at + change.added.length, at: now, length };
  }

  function step(go: () => unknown): TextChange | null {
    const before = wordsOf(doc);
    run = null;
    go();
    manager.stopCapturing();
    return differenceOf(before, wordsOf(doc));
  }

  return { edit, undo: () => step(() => manager.undo()), redo: () => step(() => manager.redo()) };
}
