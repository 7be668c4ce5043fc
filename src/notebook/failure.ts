import type { Refusal } from '#domain/access.ts';
import type { WriteProblem } from '#oplog/kind.ts';

/** Why something was not written. Nothing of the act was stored; what was typed stays on the screen. */
export type WriteFailure =
  | { type: 'not-allowed'; refusal: Refusal; kind: string }
  | { type: 'invalid'; kind: string; problems: WriteProblem[]; missing: string[] }
  | { type: 'storage'; cause: StorageCause };

/** `full`: no room left. `stopped`: an earlier failure stopped all writing. `old-build`: another tab runs a newer version. */
export type StorageCause = 'full' | 'stopped' | 'closed' | 'old-build' | 'failed';

export type Written = { ok: true } | { ok: false; error: WriteFailure };

/** Stores name their failures by `name`, as DOMException does; everything else is a failure of the device. */
export function storageFailure(error: unknown): WriteFailure {
  const name = error instanceof Error ? error.name : '';
  const causes: Record<string, StorageCause> = {
    QuotaExceededError: 'full',
    StorageFullError: 'full',
    StorageStoppedError: 'stopped',
    StorageClosedError: 'closed',
    OldBuildError: 'old-build',
  };
  return { type: 'storage', cause: causes[name] ?? 'failed' };
}
