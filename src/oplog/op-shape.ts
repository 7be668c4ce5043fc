import { latestTime } from './clock.ts';
import type { Op, Patch } from './op.ts';

/*
 * The shape of an operation, asked of each one that arrives anywhere. Written out by hand, because a device is sent thousands at once: a
 * schema that describes the same takes four times as long (15 µs for a note), even where no content policy forbids compiling it.
 * `tests/units/oplog/op-shape.test.ts` holds it against such a schema.
 */

const writerForm = /^[0-9a-f]{16}$/;
const stampForm = /^\d{1,16}:[0-9a-f]{16}$/;
const longestName = 200;
const longestPath = 300;
const longestSalt = 32;
const longestText = 1_500_000;
const mostStamps = 200;
const members = 12;
/** A template's contents go six deep. */
const deepest = 50;

/** Whether `value`, as it came out of JSON, is an operation and nothing more. */
export function isOp(value: unknown): value is Op {
  if (!isRecord(value)) return false;
  const { v, space, writer, seq, prev, time, wall, author, kind, id, patch, withheld } = value;
  return (
    v === 1 &&
    isName(space) &&
    typeof writer === 'string' &&
    writerForm.test(writer) &&
    isWhole(seq) &&
    seq > 0 &&
    (prev === '' || isHash(prev)) &&
    isWhole(time) &&
    time > 0 &&
    time <= latestTime &&
    isWhole(wall) &&
    isName(author) &&
    isName(kind) &&
    isName(id) &&
    isPatch(patch) &&
    (withheld === undefined || isHash(withheld)) &&
    Object.keys(value).length === (Object.hasOwn(value, 'withheld') ? members : members - 1)
  );
}

function isPatch(value: unknown): value is Patch {
  if (!isRecord(value)) return false;
  const { salt, set, text } = value;
  if (typeof salt !== 'string' || salt.length > longestSalt) return false;
  if (set !== undefined && !(isRecord(set) && Object.keys(set).every(path => isPath(path, longestPath) && isEntry(set[path]))))
    return false;
  if (text !== undefined && !(isRecord(text) && Object.keys(text).every(field => isPath(field, longestName) && isText(text[field]))))
    return false;
  for (const key of Object.keys(value)) if (key !== 'salt' && key !== 'set' && key !== 'text') return false;
  return true;
}

function isEntry(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { to, was } = value;
  if (!isJson(to) || !Array.isArray(was) || was.length > mostStamps) return false;
  return was.every(stamp => typeof stamp === 'string' && stampForm.test(stamp)) && Object.keys(value).length === 2;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestText;
}

/** What JSON can say; `1e999` is read as a number that it cannot. A value nested without end would end whoever walks through it. */
function isJson(value: unknown, depth = 0): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (depth === deepest) return false;
  if (Array.isArray(value)) return value.every(part => isJson(part, depth + 1));
  return isRecord(value) && Object.keys(value).every(key => key !== '__proto__' && isJson(value[key], depth + 1));
}

/** `__proto__` would be lost, or worse, wherever such an object is copied. */
function isPath(value: string, longest: number): boolean {
  return value.length > 0 && value.length <= longest && value !== '__proto__';
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= longestName;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && (value.length === 43 || value.length === 44);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
