/** What a field may hold: plain JSON, so that an operation reads the same on every device and in every file. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The one spelling of a JSON value: keys sorted, no white space. Hashes and comparisons are made of it,
 * so two devices that hold the same value also hold the same bytes.
 */
export function canonical(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  // Written on to, because each operation is hashed on each device: lists of parts to be joined cost twice as much.
  let spelt = '';
  if (Array.isArray(value)) {
    for (const part of value) spelt += `${spelt ? ',' : '['}${canonical(part)}`;
    return spelt ? `${spelt}]` : '[]';
  }
  for (const key of Object.keys(value).sort()) {
    if (value[key] !== undefined) spelt += `${spelt ? ',' : '{'}${JSON.stringify(key)}:${canonical(value[key])}`;
  }
  return spelt ? `${spelt}}` : '{}';
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || canonical(a) === canonical(b);
}
