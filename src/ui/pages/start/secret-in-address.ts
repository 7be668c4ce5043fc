/**
 * The secret behind the `#` of an opened link. It is taken out of the address at once (people share what the address bar shows, and
 * screens are projected) and stays with this entry of the tab's history, so that reloading in another language keeps it.
 * @returns '' when there is none
 */
export function takeSecret(): string {
  const given = location.hash.slice(1);
  if (!given) return heldSecret();
  history.replaceState({ secret: given }, '', location.pathname);
  return given;
}

/** Once it was used, or when it turned out to be none. */
export function dropSecret(): void {
  history.replaceState(null, '', location.pathname);
}

function heldSecret(): string {
  const held: unknown = history.state;
  return typeof held === 'object' && held !== null && 'secret' in held && typeof held.secret === 'string' ? held.secret : '';
}
