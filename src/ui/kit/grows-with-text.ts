import type { Attachment } from 'svelte/attachments';

/** Keeps a textarea as tall as its text where the browser has no `field-sizing`; where it has, this does nothing. */
export function growsWithText(text: () => unknown): Attachment<HTMLTextAreaElement> {
  return field => {
    text();
    if (CSS.supports?.('field-sizing', 'content')) return;
    field.style.height = 'auto';
    const borders = field.offsetHeight - field.clientHeight;
    field.style.height = `${field.scrollHeight + borders}px`;
  };
}
