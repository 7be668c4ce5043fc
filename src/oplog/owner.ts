/** The owner of an item, read from its id (`<person>~<rest>`), or null when the item belongs to all. */
export function ownerOf(id: string): string | null {
  const tilde = id.indexOf('~');
  return tilde > 0 ? id.slice(0, tilde) : null;
}
