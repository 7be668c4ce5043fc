import type { OthersChange, TextInHand } from './text-in-hand.svelte.ts';

export interface WritingFieldEvents {
  /** A text is being written: the field has the focus. */
  entered?: () => void;
  left?: () => void;
  /** Words of one's own changed. */
  typed?: (words: string) => void;
  /** What a sign just typed makes of the word before it: an abbreviation's long form. */
  expand?: (words: string, caret: number) => { at: number; removed: number; added: string } | null;
  /** Enter alone: not with Shift, not while composing. Without it, or when it says so, Enter breaks the line. */
  enter?: () => void | 'break';
}

/**
 * One textarea that is never replaced (a pencil, dictation and composition hold on to the element), with one text after another
 * beneath it. What others write moves the caret and nothing else.
 */
export class WritingField {
  readonly #events: WritingFieldEvents;
  #element: HTMLTextAreaElement | null = null;
  #text = $state.raw<TextInHand | null>(null);
  #isComposing = false;

  constructor(events: WritingFieldEvents = {}) {
    this.#events = events;
  }

  get text(): TextInHand | null {
    return this.#text;
  }

  get isFocused(): boolean {
    return this.#element !== null && document.activeElement === this.#element;
  }

  /** Shows another text in the same element; a composition is ended first, so that its word stays where it was written. */
  take(text: TextInHand, caret: 'end' | 'start' = 'end'): void {
    this.#endComposition();
    if (this.#text) this.#text.told = () => undefined;
    this.#text = text;
    text.told = change => this.#showOthers(change);
    this.#write(text.words);
    const at = caret === 'end' ? text.words.length : 0;
    if (this.isFocused) this.#element?.setSelectionRange(at, at);
  }

  focus(): void {
    this.#element?.focus({ preventScroll: true });
  }

  /** For `{@attach}` on the textarea. */
  readonly attach = (element: HTMLTextAreaElement): (() => void) => {
    this.#element = element;
    if (this.#text) this.#write(this.#text.words);
    const listeners: [string, (event: Event) => void][] = [
      ['input', event => this.#typed(element, event as InputEvent)],
      ['beforeinput', event => this.#undoAsked(event as InputEvent)],
      ['compositionstart', () => this.#compose(true)],
      ['compositionend', () => this.#compose(false)],
      ['keydown', event => this.#pressed(event as KeyboardEvent)],
      ['focus', () => this.#events.entered?.()],
      ['blur', () => this.#leave()],
    ];
    for (const [name, heard] of listeners) element.addEventListener(name, heard);
    return () => {
      for (const [name, heard] of listeners) element.removeEventListener(name, heard);
      if (this.#element === element) this.#element = null;
    };
  };

  #typed(element: HTMLTextAreaElement, event: InputEvent): void {
    this.#text?.edit(element.value);
    if (event.inputType?.startsWith('insert') && !event.isComposing && !this.#isComposing) this.#expand(element);
    this.#events.typed?.(element.value);
  }

  /** An edit of its own: undoing it leaves what was typed. */
  #expand(element: HTMLTextAreaElement): void {
    const found = this.#events.expand?.(element.value, element.selectionEnd);
    if (!found) return;
    element.setRangeText(found.added, found.at, found.at + found.removed, 'preserve');
    this.#text?.edit(element.value);
  }

  #compose(isComposing: boolean): void {
    this.#isComposing = isComposing;
    if (isComposing) this.#text?.hold();
    else this.#text?.release();
  }

  #pressed(event: KeyboardEvent): void {
    // 229 is the key of a composition's end in Safari, where `isComposing` is false already.
    if (event.isComposing || this.#isComposing || event.keyCode === 229) return;
    const which = stepOf(event);
    if (which) {
      event.preventDefault();
      return this.#step(which);
    }
    if (event.key !== 'Enter') return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || !this.#events.enter) return;
    if (this.#events.enter() !== 'break') event.preventDefault();
  }

  /** From a menu, a tablet's keyboard, a shake. The browser's own undo knows nothing of what others wrote, and would take it away. */
  #undoAsked(event: InputEvent): void {
    const which = event.inputType === 'historyUndo' ? 'undo' : event.inputType === 'historyRedo' ? 'redo' : null;
    if (!which || this.#isComposing) return;
    event.preventDefault();
    this.#step(which);
  }

  #step(which: 'undo' | 'redo'): void {
    const text = this.#text;
    const caret = text?.step(which) ?? null;
    if (!text || caret === null) return;
    this.#write(text.words);
    this.#element?.setSelectionRange(caret, caret);
    this.#events.typed?.(text.words);
  }

  #leave(): void {
    void this.#text?.seal();
    this.#events.left?.();
  }

  #endComposition(): void {
    if (!this.#isComposing || !this.isFocused) return;
    this.#element?.blur();
    this.focus();
    this.#compose(false);
  }

  #write(words: string): void {
    if (this.#element && this.#element.value !== words) this.#element.value = words;
  }

  #showOthers({ at, removed, added }: OthersChange): void {
    const element = this.#element;
    if (!element) return;
    const top = element.scrollTop;
    // The caret of an empty field goes to the end, where one writes on; `setRangeText` would leave it at the start.
    if (element.value === '') element.value = added;
    else element.setRangeText(added, Math.min(at, element.value.length), Math.min(at + removed, element.value.length), 'preserve');
    element.scrollTop = top;
    this.#text?.shown(element.value);
  }
}

/** Ctrl or ⌘ with Z; with Shift, or Ctrl+Y, forth again. */
function stepOf(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && event.ctrlKey && !event.shiftKey ? 'redo' : null;
}
