import type { Pin } from './build-cache.ts';

/**
 * What a page says to the service worker. `activate-now` makes a waiting worker take over (only ever after somebody chose so) and has
 * no answer; `status` is answered over the message's port.
 */
export type WorkerRequest = { type: 'activate-now' } | { type: 'status' };

export interface WorkerStatus {
  /** The worker's own build. */
  worker: string;
  /** The build it answers pages with: its own, or the pinned one. */
  served: string;
  pin: Pin | undefined;
}
