import type { KeysAnswer, KeysRequest } from '#protocol/keys.ts';
import type { PresenceRequest, ServerEvent, SyncAnswer, SyncRefusal, SyncRequest } from '#protocol/sync.ts';

/** What became of one exchange. Only `answered` says anything about what the server holds; after all others asking again is safe. */
export type SyncReply =
  | { type: 'answered'; answer: SyncAnswer }
  /** The system says there is no network. */
  | { type: 'offline' }
  /** There is a network, and the server was not reached, or not in time. */
  | { type: 'unreachable' }
  /** Something else answered in the server's place: a wifi's login page. */
  | { type: 'captive' }
  | { type: 'refused'; refusal: SyncRefusal; detail?: string | undefined };

/** A way to the other replica. The engine asks for one space at a time and never has two exchanges of one space under way. */
export interface Transport {
  exchange(request: SyncRequest): Promise<SyncReply>;
  /** Listens to the server's events until stopped. Losing them only means that the engine polls. */
  listen(heard: (event: ServerEvent) => void): () => void;
  /** Registers this device's key and asks for the keys of what may be read; null when there was no answer to use. */
  keys(request: KeysRequest): Promise<KeysAnswer | null>;
  /** Tells where this device's user is. Never stored, and nothing depends on its arrival. */
  present(where: PresenceRequest): Promise<void>;
}
