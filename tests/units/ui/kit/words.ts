import { createRawSnippet } from 'svelte';

/** A snippet of plain words, as markup between tags would be. */
export const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
