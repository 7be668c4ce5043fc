import * as z from 'zod/mini';
import { Certificate, PublicKey } from './signatures.ts';

/*
 *   POST /api/keys   a device registers its key, and gets what hand-over without a network needs
 *
 * The first key registered for a device stands; another one is refused (`key-taken`) unless the device joins anew. Asked for again, the
 * certificate is the same, and the space keys are those of the spaces its person may read now. A space's key is 256 random bits of the
 * server's; cutting off a device, or taking a person off a team, begins a new generation of every space that could be read there. All
 * generations are told, since a device that was without a network packs with an older one.
 */

export const KeysRequest = z.object({ programme: z.string(), publicKey: PublicKey });
export type KeysRequest = z.infer<typeof KeysRequest>;

export const SpaceKey = z.object({
  space: z.string(),
  generation: z.int().check(z.positive()),
  /** 32 bytes in base64. */
  key: z.string(),
});
export type SpaceKey = z.infer<typeof SpaceKey>;

export const KeysAnswer = z.object({ certificate: Certificate, serverKey: PublicKey, spaceKeys: z.array(SpaceKey) });
export type KeysAnswer = z.infer<typeof KeysAnswer>;
