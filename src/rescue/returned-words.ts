import { verdictKind } from '#oplog/fold-version.ts';
import type { typedIn } from '#oplog/text.ts';
import { isRecord } from './light-row.ts';

/** The words that the server refused, and that this device keeps for their author: they stand in no row. Rows are told before operations. */
export class ReturnedWords {
  readonly #refused = new Set<string>();
  readonly #updates: string[][] = [];

  addRow(record: unknown): void {
    if (!isRecord(record) || record['kind'] !== verdictKind || !isRecord(record['cells'])) return;
    const refused = record['cells']['refused'];
    if (isRecord(refused) && refused['value'] !== null) this.#refused.add(`${String(record['space'])} ${String(record['id'])}`);
  }

  /** Of others only the slot is here: their words were withheld. */
  addOp(record: unknown): void {
    if (!isRecord(record) || record['withheld'] !== undefined || !isRecord(record['patch']) || !isRecord(record['patch']['text'])) return;
    if (!this.#refused.has(`${String(record['space'])} ${String(record['writer'])}.${String(record['seq'])}`)) return;
    this.#updates.push(Object.values(record['patch']['text']).filter(update => typeof update === 'string'));
  }

  get count(): number {
    return this.#updates.length;
  }

  texts(typed: typeof typedIn): string[] {
    return this.#updates.map(updates => updates.map(typed).join('\n')).filter(words => words.trim());
  }
}
