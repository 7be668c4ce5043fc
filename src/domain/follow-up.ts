import * as z from 'zod/mini';
import { defineKind, last } from '#oplog/kind.ts';
import { coordinator, visitor } from './role.ts';

/** Whom a note's question goes to: whoever comes next, the interviews of a role group, or one interview by its slot. */
export const Aim = z.union([
  z.object({ to: z.literal('anybody') }),
  z.object({ to: z.literal('group'), group: z.string() }),
  z.object({ to: z.literal('interview'), slot: z.string() }),
]);
export type Aim = z.infer<typeof Aim>;

/**
 * That a note is to be asked of somebody next. Its id is the note's, and its words are that note's at each moment; the note is its parent.
 * What became of it in an interview is an `asked` of that interview's, which anybody marks (`followUpKey`); a note that answers it says so
 * in `answers`.
 */
export const followUp = defineKind('follow-up', {
  space: 'notes',
  write: [visitor, coordinator],
  owned: true,
  fields: {
    /** null when it was taken back. */
    aim: last(z.nullable(Aim) as z.ZodMiniType<Aim | null>, null),
  },
});

/** What stands for a follow-up where an interview's questions are marked. No tilde in it: an id with one would be its asker's alone to mark. */
export function followUpKey(id: string): string {
  return id.replace('~', '.');
}
