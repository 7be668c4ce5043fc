/** What a moving picture needs of the device, fetched when one is first shown or read. */
export { openCodeCamera } from './code-camera.ts';
export { keepAwake } from './keep-awake.ts';
