import { nextPlace, placeBefore, placesOf, type Place } from '#domain/interview-course.ts';
import type { AskedState } from '#domain/interview.ts';
import type { TemplateContent } from '#domain/template.ts';

interface Around {
  readonly at: Place | null;
  readonly themes: TemplateContent['themes'];
  goTo(at: Place | null): void;
  stateOf(question: string): AskedState;
  mark(question: string, state: AskedState): Promise<boolean>;
}

/** From question to question by keys; past the last there is the close. */
export class HourSteps {
  readonly #page: Around;

  constructor(page: Around) {
    this.#page = page;
  }

  step(by: 1 | -1): void {
    const { at, themes } = this.#page;
    if (by > 0) this.#page.goTo(at && nextPlace(themes, at));
    else this.#page.goTo(at ? (placeBefore(themes, at) ?? at) : (placesOf(themes).at(-1) ?? null));
  }

  /** The question in hand was asked, and on to the next. */
  askedAndOn(): void {
    const { at } = this.#page;
    if (at?.question && this.#page.stateOf(at.question) !== 'asked') void this.#page.mark(at.question, 'asked');
    this.step(1);
  }
}
