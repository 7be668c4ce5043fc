/** The roles of a programme. One person may have several: a coordinator can also sit in a visiting team. */
export const roles = ['coordinator', 'visitor', 'host'] as const;
export type Role = (typeof roles)[number];

export const coordinator = 'coordinator' satisfies Role;
export const visitor = 'visitor' satisfies Role;
export const host = 'host' satisfies Role;
