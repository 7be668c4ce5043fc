/** Milliseconds worked before others have their turn: with what one more piece takes it stays well below what somebody who types would feel. */
const longest = 25;

/** Lets typing and drawing go on while something long is worked through in pieces. */
export interface Breath {
  /** Whether it is time to give way. Asked after each small piece, it looks at the clock at every `pieces`th only. */
  isDue(): boolean;
  take(): Promise<void>;
}

export function createBreath(pieces = 256): Breath {
  let since = performance.now();
  let asked = 0;
  return {
    isDue: () => ++asked % pieces === 0 && performance.now() - since > longest,
    async take() {
      await new Promise<void>(resolve => setTimeout(resolve));
      since = performance.now();
    },
  };
}
