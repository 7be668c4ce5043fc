/** The families of spaces; a space is `<family>/<scope>`, the scope a programme's or a visit's id. */
export const spaceFamilies = ['programme', 'visit', 'notes', 'debrief'] as const;
export type SpaceFamily = (typeof spaceFamilies)[number];

export type Space = `${SpaceFamily}/${string}`;

export function programmeSpace(programme: string): Space {
  return `programme/${programme}`;
}

export function visitSpace(visit: string): Space {
  return `visit/${visit}`;
}

export function notesSpace(visit: string): Space {
  return `notes/${visit}`;
}

export function debriefSpace(visit: string): Space {
  return `debrief/${visit}`;
}

/** @returns null for a space this build does not know */
export function parseSpace(space: string): { family: SpaceFamily; scope: string } | null {
  const slash = space.indexOf('/');
  const family = space.slice(0, slash);
  const scope = space.slice(slash + 1);
  if (slash < 1 || !scope || scope.includes('/')) return null;
  return (spaceFamilies as readonly string[]).includes(family) ? { family: family as SpaceFamily, scope } : null;
}
