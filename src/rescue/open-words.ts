/*
 * The words of texts that were being written, or were given back. Loaded only where there are some, because it brings Yjs along; the page at /rescue takes the
 * app's own file, once on the device: were that broken, such texts are in the part that the app reads, and nowhere else is anything missing.
 */
export { foldText, typedIn } from '#oplog/text.ts';
