/** What a field may hold: plain JSON, so that an operation reads the same on every device and in every file. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The one spelling of a JSON value: keys sorted, no white space. Hashes and comparisons are made of it,
 * so two devices that hold the same value also hold the same bytes.
 */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return 'null';
  // Each operation is hashed on each device, and most come with their keys sorted: the engine's own spelling is many times faster.
  return isSorted(value) ? JSON.stringify(value) : spelt(value);
}

function spelt(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  let text = '';
  if (Array.isArray(value)) {
    for (const part of value) text += `${text ? ',' : '['}${canonical(part)}`;
    return text ? `${text}]` : '[]';
  }
  for (const key of Object.keys(value).sort()) {
    if (value[key] !== undefined) text += `${text ? ',' : '{'}${JSON.stringify(key)}:${canonical(value[key])}`;
  }
  return text ? `${text}}` : '{}';
}

/** Whether the keys, as they come, are in the order of the one spelling, all the way down. */
function isSorted(value: Json | undefined): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before = '';
  for (const key of Object.keys(value)) {
    if (key < before || !isSorted(value[key])) return false;
    before = key;
  }
  return true;
}

/** Whether two values have the same spelling. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return canonical(a) === canonical(b);
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, index) => isSame(part, b[index]));
  const [keysA, keysB] = [spokenKeys(a), spokenKeys(b)];
  return keysA.length === keysB.length && keysA.every(key => Object.hasOwn(b, key) && b[key] !== undefined && isSame(a[key], b[key]));
}

/** A member that is undefined is as one that is not there. */
function spokenKeys(value: { [key: string]: Json }): string[] {
  return Object.keys(value).filter(key => value[key] !== undefined);
}
