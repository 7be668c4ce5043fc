import * as z from 'zod/mini';
import { ownerOf } from './owner.ts';
import type { Row } from './fold.ts';
import type { Json } from './json.ts';

/** A field whose last writer wins. A value the schema refuses reads as `initial` and stays in the history. */
export interface LastField<T> {
  type: 'last';
  schema: z.ZodMiniType<T>;
  initial: T;
}

/** A text several may write at once. `limit` is asked at the door only, in UTF-16 units. */
export interface TextField {
  type: 'text';
  limit: number;
}

/** A set of ids, each a path of its own (`evidence/<id>`), so that additions and removals never meet. */
export interface MembersField {
  type: 'members';
}

/**
 * A picture of the item's: the SHA-256 of its bytes in lower-case hex, '' for none. The bytes stand beside the operations (`pictures.ts`). The field
 * is always named `pictureField`, so that those who know no kinds find it in any item.
 */
export interface BlobField {
  type: 'blob';
  schema: z.ZodMiniType<string>;
  initial: string;
}

export type Field = LastField<unknown> | TextField | MembersField | BlobField;
export type Fields = Record<string, Field>;

export function last<T>(schema: z.ZodMiniType<T>, initial: T): LastField<T> {
  return { type: 'last', schema, initial };
}

export function text(limit: number): TextField {
  return { type: 'text', limit };
}

export function members(): MembersField {
  return { type: 'members' };
}

export function blob(): BlobField {
  return { type: 'blob', schema: z.string().check(z.regex(/^([0-9a-f]{64})?$/)), initial: '' };
}

type ValueOf<F> = F extends LastField<infer T> ? T : F extends TextField | BlobField ? string : string[];
export type ValuesOf<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> };

/** What every item has beside its fields. `at` and `changedAt` are corrected device clocks in milliseconds. */
export interface ItemBase {
  space: string;
  id: string;
  parent: string;
  deleted: boolean;
  owner: string | null;
  author: string;
  at: number;
  changedAt: number;
  changedBy: string;
  row: Row;
}

export type ItemOf<K> = K extends Kind<infer F> ? ItemBase & ValuesOf<F> : never;
export type ChangesOf<K> = K extends Kind<infer F> ? Partial<ValuesOf<F>> & { parent?: string; deleted?: boolean } : never;

export interface KindOptions<F extends Fields> {
  /** The space's family: `visit` for the spaces `visit/<v>`. */
  space: string;
  /** The roles that may write. The words are the domain's. */
  write: readonly string[];
  /** An owned item's id begins with its owner: `<person>~<rest>`. */
  owned?: boolean;
  /** Written once: its id is its content's. */
  immutable?: boolean;
  /** Needed to judge access: the server folds it, and it is never encrypted. */
  access?: boolean;
  fields: F;
  /** Names what is wrong with an item, at the door only. */
  check?: (values: ValuesOf<F>) => string[];
  /** The fields that search reads. */
  search?: readonly (keyof F & string)[];
}

export interface Kind<F extends Fields = Fields> extends KindOptions<F> {
  name: string;
}

/** Declares a kind. Types, the door, the server's judgement, history and search derive from the declaration. */
export function defineKind<const F extends Fields>(name: string, options: KindOptions<F>): Kind<F> {
  return { name, ...options };
}

/** Reads a row as the kind's item. Never fails: what the schema refuses reads as the field's initial value. */
export function readItem<F extends Fields>(kind: Kind<F>, row: Row): ItemBase & ValuesOf<F> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(kind.fields)) values[name] = readField(name, field, row);
  const base: ItemBase = {
    space: row.space,
    id: row.id,
    parent: row.parent,
    deleted: row.deleted,
    owner: ownerOf(row.id),
    author: row.born.author,
    at: row.born.wall,
    changedAt: row.changed.wall,
    changedBy: row.changed.author,
    row,
  };
  return { ...base, ...(values as ValuesOf<F>) };
}

function readField(name: string, field: Field, row: Row): unknown {
  if (field.type === 'text') return row.texts[name] ?? '';
  if (field.type === 'members') {
    const prefix = `${name}/`;
    return Object.keys(row.cells)
      .filter(path => path.startsWith(prefix) && row.cells[path]!.value === true)
      .map(path => path.slice(prefix.length));
  }
  const cell = row.cells[name];
  if (!cell) return field.initial;
  const parsed = field.schema.safeParse(cell.value);
  return parsed.success ? parsed.data : field.initial;
}

export type WriteProblem = { path: string; problem: 'unknown-field' | 'invalid-value' | 'too-long' | 'half-character'; limit?: number };

/**
 * What the door asks of a change before it becomes an operation: known paths, values their schemas take, texts within
 * their limits and without half characters.
 */
export function changeProblems(kind: Kind, change: { set?: Record<string, Json>; text?: Record<string, string> }): WriteProblem[] {
  const problems: WriteProblem[] = [];
  for (const [path, value] of Object.entries(change.set ?? {})) {
    const problem = pathProblem(kind, path, value);
    if (problem) problems.push({ path, problem });
  }
  for (const [path, words] of Object.entries(change.text ?? {})) {
    const field = kind.fields[path];
    if (field?.type !== 'text') problems.push({ path, problem: 'unknown-field' });
    else if (words.length > field.limit) problems.push({ path, problem: 'too-long', limit: field.limit });
    else if (!isWellFormed(words)) problems.push({ path, problem: 'half-character' });
  }
  return problems;
}

/** A change in the kind's own words as paths: members become one path each, removed ones too. */
export function changeOf<F extends Fields>(
  kind: Kind<F>,
  changes: Partial<ValuesOf<F>> & { parent?: string; deleted?: boolean },
  before?: Row,
): { set: Record<string, Json>; text: Record<string, string> } {
  const set: Record<string, Json> = {};
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const field = kind.fields[name];
    if (field?.type === 'text') text[name] = value as string;
    else if (field?.type === 'members') {
      const wanted = new Set(value as string[]);
      const present = new Set(before ? (readField(name, field, before) as string[]) : []);
      for (const id of wanted) if (!present.has(id)) set[`${name}/${id}`] = true;
      for (const id of present) if (!wanted.has(id)) set[`${name}/${id}`] = false;
    } else set[name] = value as Json;
  }
  return { set, text };
}

function pathProblem(kind: Kind, path: string, value: Json): WriteProblem['problem'] | null {
  if (path === 'deleted') return typeof value === 'boolean' ? null : 'invalid-value';
  if (path === 'parent') return typeof value === 'string' ? null : 'invalid-value';
  const slash = path.indexOf('/');
  const field = kind.fields[slash > 0 ? path.slice(0, slash) : path];
  if (!field) return 'unknown-field';
  if (field.type === 'members') return slash > 0 && typeof value === 'boolean' ? null : 'invalid-value';
  if (field.type === 'text' || slash > 0) return 'unknown-field';
  return field.schema.safeParse(value).success ? null : 'invalid-value';
}

/** False when a surrogate stands alone: an emoji was cut in half. */
export function isWellFormed(words: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(words);
}
