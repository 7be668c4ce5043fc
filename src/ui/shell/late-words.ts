/** How long words on the screen may wait for the store before it is told, in milliseconds. */
const patience = 500;
const between = 100;
/** Somebody who types on has something on its way at any look; the store has fallen behind when it has at each of them. */
const looks = 4;

interface Late {
  /** How many texts have words that are not stored. */
  unstored: () => number;
  after: (milliseconds: number, run: () => void) => unknown;
  tell: (isLate: boolean) => void;
}

/** Tells when what was typed has not been stored for longer than a moment, and when it has. Looks only after something was typed. */
export function createLateWords({ unstored, after, tell }: Late): { typed(): void } {
  let isLooking = false;
  let missed = 0;

  function look(): void {
    missed = unstored() ? missed + 1 : 0;
    tell(missed >= looks);
    if (missed) after(between, look);
    else isLooking = false;
  }

  return {
    typed() {
      if (isLooking) return;
      isLooking = true;
      after(patience - between * (looks - 1), look);
    },
  };
}
