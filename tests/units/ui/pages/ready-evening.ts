import { slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { versionId } from '#domain/template-content.ts';
import { emptyContent, template, templateVersion } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import { vectorOf } from '#oplog/log-store.ts';
import type { Abilities } from '#platform/abilities.ts';
import { serverHeadsKey } from '#protocol/remembered.ts';
import type { DeviceState, LinkState } from '#ui/app-context.ts';
import { memoryNotebook, type visitPeople } from '../../../support/memory-notebook.ts';
import { online, pageApp, ready } from '../../../support/page-app.ts';

const able: Abilities = {
  browser: { kind: 'chromium', isInstalled: true, isApart: false },
  bytesLeft: 380_000_000,
  camera: 'granted',
  canKeepAwake: true,
  pinnedUntil: null,
};
export const space = notesSpace('v');

/** The evening before Lehtola, 13 October at 18.00, on a device that lacks nothing. */
export async function evening(who: keyof typeof visitPeople = 'liisa', can: Partial<Abilities> = {}) {
  const made = await memoryNotebook('tuula', { now: Date.UTC(2026, 9, 13, 15) });
  const content = {
    ...emptyContent,
    template: 't',
    themes: [{ id: 'a', title: 'A', short: 'A', minutes: 60, questions: [{ id: 'q', words: 'Mitä?' }] }],
  };
  const home = { space: programmeSpace('p') };
  const row = (id: string, type: 'opening' | 'interview' | 'feedback', start: string, end: string) =>
    draft(slot, { space: visitSpace('v'), id }, { type, start, end });
  await made.notebook.write([
    draft(template, { ...home, id: 't' }, { version: versionId(content) }),
    draft(templateVersion, { ...home, id: versionId(content) }, { parent: 't', content }),
    draft(visit, { ...home, id: 'v' }, { template: 't' }),
    row('o', 'opening', '09:00', '09:30'),
    row('i', 'interview', '09:30', '10:30'),
    row('f', 'feedback', '16:20', '17:00'),
  ]);
  for (const one of [programmeSpace('p'), visitSpace('v'), space, `debrief/v`])
    await made.store.write(async tx => tx.remember(serverHeadsKey(one), { vector: vectorOf(await tx.heads(one)), at: made.clock.now }));
  const notebook = await made.another({ person: who });
  const around = pageApp(notebook);
  const tried: string[] = [];
  let camera: Abilities['camera'] = 'granted';
  around.app.abilities = async () => ({
    readAbilities: async () => ({ ...able, ...can, browser: { ...able.browser, ...can.browser } }),
    tryCamera: async () => (tried.push('camera'), camera),
    browserNow: () => able.browser,
    keepAwake: () => () => undefined,
  });
  around.device.tell({ ...ready, isInstalled: can.browser?.isInstalled ?? true });
  const tell = (device: Partial<DeviceState>, link: Partial<LinkState> = {}) => {
    around.device.tell({ ...around.device.value, ...device });
    around.link.tell({ ...online, ...link });
  };
  return {
    ...made,
    coordinator: made.notebook,
    notebook,
    around,
    tell,
    tried,
    answerCamera: (next: Abilities['camera']) => (camera = next),
  };
}

/** Another person's app around the same device's abilities. */
export function pageAppOf(notebook: Notebook, abilities: ReturnType<typeof pageApp>['app']['abilities']) {
  const around = pageApp(notebook);
  around.app.abilities = abilities;
  return around;
}
