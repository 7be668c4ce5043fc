import { receiveOps, type Unstored } from './receiving.ts';
import { vectorOf, type LogReader, type LogStore } from './log-store.ts';
import type { Op } from './op.ts';
import type { Vector } from './vector.ts';

/** What synchronisation needs of a place that holds operations: the same for server, file and picture. */
export interface Replica {
  vector(space: string): Promise<Vector>;
  /** The operations `have` lacks, each writer's in order; at most `limit`, and `isMore` when some were left. */
  opsAfter(space: string, have: Vector, limit: number): Promise<{ ops: Op[]; isMore: boolean }>;
  /** Stores what is new; when it resolves, it is durable. */
  receive(space: string, ops: readonly Op[]): Promise<{ added: Op[]; unstored: Unstored[]; vector: Vector }>;
}

export function createReplica(store: LogStore): Replica {
  return {
    vector: space => store.read(async reader => vectorOf(await reader.heads(space))),
    opsAfter: (space, have, limit) => store.read(reader => missingOps(reader, space, have, limit)),
    receive: (space, ops) =>
      store.write(async tx => {
        const received = await receiveOps(tx, space, ops);
        return { ...received, vector: vectorOf(await tx.heads(space)) };
      }),
  };
}

export async function missingOps(reader: LogReader, space: string, have: Vector, limit: number): Promise<{ ops: Op[]; isMore: boolean }> {
  const ops: Op[] = [];
  for (const head of await reader.heads(space)) {
    const after = have[head.writer] ?? 0;
    if (head.seq <= after) continue;
    if (ops.length >= limit) return { ops, isMore: true };
    const found = await reader.opsAfter(space, head.writer, after, limit - ops.length);
    ops.push(...found);
    if (head.seq > after + found.length) return { ops, isMore: true };
  }
  return { ops, isMore: false };
}
