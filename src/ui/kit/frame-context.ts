import { getContext, setContext, type Snippet } from 'svelte';

/** What the frame lends to each page's top bar: the status of what was written, and the product's name for the title. */
export type FrameContext = { readonly status: Snippet | undefined; readonly product: string };

const key = Symbol('frame');

export function lendFrame(context: FrameContext): void {
  setContext(key, context);
}

/** Undefined outside a frame (a component test, a picture). */
export function borrowFrame(): FrameContext | undefined {
  return getContext<FrameContext | undefined>(key);
}
