/**
 * The groups an interviewee can belong to, in the order they are shown. What leaves the team is attributed to a
 * group, never to a name.
 */
export const roleGroups = ['leadership', 'managers', 'specialists', 'elected', 'civil'] as const;
export type RoleGroup = (typeof roleGroups)[number];

export function isRoleGroup(key: string): key is RoleGroup {
  return (roleGroups as readonly string[]).includes(key);
}
