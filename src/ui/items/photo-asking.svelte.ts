import { m } from '#i18n/messages.ts';

/** How a picture is asked for: by the button, by pasting, by dropping a file. What adds it is fetched when the first is. */
export class PhotoAsking {
  #isWanted = $state.raw(false);
  #isOpen = $state.raw(false);
  #told = $state.raw('');
  #take: ((files: File[]) => void) | null = null;
  readonly #waiting: File[] = [];

  /** Whether any was asked for; what adds them stays from then on. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Whether the ways to add one are open. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** What was not done with what was pasted; ''. */
  get told(): string {
    return this.#told;
  }

  turn(): void {
    this.#isWanted = true;
    this.#isOpen = !this.#isOpen;
  }

  close(): void {
    this.#isOpen = false;
  }

  closeTold(): void {
    this.#told = '';
  }

  give(files: readonly File[]): void {
    this.#isWanted = true;
    if (this.#take) this.#take([...files]);
    else this.#waiting.push(...files);
  }

  /** What adds pictures is there: it takes what waits, and all that comes. Returns the way to stop. */
  serve(take: (files: File[]) => void): () => void {
    this.#take = take;
    if (this.#waiting.length) take(this.#waiting.splice(0));
    return () => (this.#take = null);
  }

  /** A picture alone is added. With text, the text goes into the field as ever, and what did not come with it is told. */
  paste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    if (!data) return;
    const pictures = [...data.files].filter(file => file.type.startsWith('image/'));
    if (data.getData('text/plain') === '') {
      if (pictures.length === 0) return;
      event.preventDefault();
      this.give(pictures);
    } else if (pictures.length || /<(img|table)\b/i.test(data.getData('text/html'))) {
      this.#isWanted = true;
      this.#told = m.photo_pasted_words();
    }
  }

  /** For the whole page: a file dropped beside the field would else take the page's place. */
  over(event: DragEvent): void {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
  }

  drop(event: DragEvent): void {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.give([...event.dataTransfer.files]);
  }
}
