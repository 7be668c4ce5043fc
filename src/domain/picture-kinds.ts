import { rolesIn, type Access } from './access.ts';
import { kinds } from './kinds.ts';
import { parseSpace } from './spaces.ts';

const showing = kinds.filter(kind => Object.values(kind.fields).some(field => field.type === 'blob'));

/** The kinds whose items show a picture. */
export const pictureKinds: readonly string[] = showing.map(kind => kind.name);

/** Those of a space. */
export function pictureKindsIn(space: string): string[] {
  const family = parseSpace(space)?.family;
  return showing.filter(kind => kind.space === family).map(kind => kind.name);
}

/** Whether a person may bring pictures into a space: whoever may write what shows them there. */
export function mayBringPictures(access: Access, person: string, space: string): boolean {
  const family = parseSpace(space)?.family;
  const roles = rolesIn(access, person, space) as string[];
  return showing.some(kind => kind.space === family && kind.write.some(role => roles.includes(role)));
}
