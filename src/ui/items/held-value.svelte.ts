/**
 * What stands in a field while it is written: the typed value from the first change until the stored one has followed, so that
 * neither others' changes nor one's own late rows move the words under one's hands.
 */
export class HeldValue<T> {
  readonly #stored: () => T;
  #typed = $state.raw<{ value: T; before: T; isDone: boolean } | null>(null);

  constructor(stored: () => T) {
    this.#stored = stored;
  }

  get shown(): T {
    const typed = this.#typed;
    const stored = this.#stored();
    return !typed || (typed.isDone && stored !== typed.before) ? stored : typed.value;
  }
  get isHeld(): boolean {
    return this.#typed !== null && !this.#typed.isDone;
  }

  hold(value: T): void {
    const typed = this.#typed;
    this.#typed = { value, before: typed && !typed.isDone ? typed.before : this.#stored(), isDone: false };
  }
  /** It was written: the stored value is shown as soon as it moves. */
  letGo(): void {
    const typed = this.#typed;
    this.#typed = typed && typed.value !== this.#stored() ? { ...typed, isDone: true } : null;
  }
}
