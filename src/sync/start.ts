/* What the app starts once its first screen is drawn. */
export { createDeviceKeys } from './device-keys.ts';
export { createSyncEngine } from './engine.ts';
export { createStarts } from './starts.ts';
export { createPictureTransport } from './transports/picture-transport.ts';
export { createServerTransport } from './transports/server-transport.ts';
