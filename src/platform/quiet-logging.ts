/**
 * Stands in for `lib0/logging` in the app (an alias in vite.config.ts): Yjs says two warnings with it, and drags in 3 KB of coloured
 * printing for them. Both are misuse of a document, so they are reported as errors.
 */
export const warn = (...said: unknown[]) => reportError(new Error(said.join(' ')));
export const print = (...said: unknown[]) => warn(...said);

export const [BOLD, UNBOLD, RED, ORANGE] = ['', '', '', ''];
