import { mayRead, readableSpaces } from '#domain/access.ts';
import { parseSpace } from '#domain/spaces.ts';
import type { Notebook } from './notebook.ts';
import type { NotebookReader } from './reader.ts';
import { savedState, type SavedState } from './saved.ts';

/**
 * The state of everything written on this device, also where its person may not read any more: it is here and waits. Devices are counted in the team's
 * spaces alone: a host contact's phone never holds a note.
 */
export async function savedEverywhere(notebook: Notebook, reader: NotebookReader): Promise<SavedState> {
  // Side by side: one after the other, each reading would wait for the one before.
  const [own, access, closed] = await Promise.all([
    notebook.ownWriters(reader.log),
    notebook.access(reader.log),
    closedSpaces(notebook, reader),
  ]);
  const spaces = [...readableSpaces(access, holderOf(notebook)), ...closed];
  const states = await Promise.all(
    spaces.map(async space => {
      const family = parseSpace(space)?.family;
      const state = await savedState(reader.log, space, await notebook.copies(reader.log, space), own);
      return { isTeam: family === 'notes' || family === 'debrief', state };
    }),
  );
  const waiting = states.reduce((sum, { state }) => sum + state.waiting, 0);
  const pictures = states.reduce((sum, { state }) => sum + state.pictures, 0);
  const since = states.flatMap(({ state }) => (state.waitingSince === null ? [] : [state.waitingSince]));
  const perDevice = new Map<string, { device: string; missing: number; at: number }>();
  for (const { state } of states.filter(({ isTeam }) => isTeam)) {
    for (const one of state.perDevice) {
      const before = perDevice.get(one.device);
      perDevice.set(one.device, {
        device: one.device,
        missing: one.missing + (before?.missing ?? 0),
        at: Math.max(one.at, before?.at ?? 0),
      });
    }
  }
  return {
    waiting,
    pictures,
    waitingSince: since.length ? Math.min(...since) : null,
    devices: 1 + perDevice.size,
    devicesWithAll: 1 + [...perDevice.values()].filter(one => one.missing === 0).length,
    onServer: waiting === 0,
    perDevice: [...perDevice.values()],
  };
}

/** Whether something written on this device waits where its person may not write any more, having left the team. */
export async function isLeftBehind(notebook: Notebook, reader: NotebookReader): Promise<boolean> {
  const own = await notebook.ownWriters(reader.log);
  for (const space of await closedSpaces(notebook, reader))
    if ((await savedState(reader.log, space, await notebook.copies(reader.log, space), own)).waiting > 0) return true;
  return false;
}

/** The programme's spaces that are on this device and that its person may not read any more. */
async function closedSpaces(notebook: Notebook, reader: NotebookReader): Promise<string[]> {
  const [access, all] = await Promise.all([notebook.access(reader.log), reader.log.spaces()]);
  const isHere = (space: string) => access.visits.has(parseSpace(space)?.scope ?? '');
  return all.filter(space => isHere(space) && !mayRead(access, holderOf(notebook), space));
}

/** Whose the device is: what it exchanges and holds is for them, whoever writes with it. */
function holderOf({ lender, me }: Notebook): string {
  return lender || me.person;
}
