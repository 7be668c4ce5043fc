/** Texts that stand in a field and nowhere else, because what writes them could not be opened. A copy of everything has their words. */
export const unopenedTexts = new Set<{ readonly words: string }>();
