import { debriefSpace, notesSpace } from '#domain/spaces.ts';

/** The team's spaces of the simulated visit `v`. */
export const notes = notesSpace('v');
export const debrief = debriefSpace('v');
