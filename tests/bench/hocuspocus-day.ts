import { fork } from 'node:child_process';
import { once } from 'node:events';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { charactersPerText, notesPerDay, sharedPerDay, textOf } from './day.ts';
import { residentBytes } from './process-memory.ts';

/**
 * The same day on Hocuspocus: one document per space, devices that wrote offline, then meet over loopback WebSockets.
 * @returns milliseconds until every device shows everything and knows it on the server, and the server's memory then in bytes
 */
export async function hocuspocusDay(devices: number): Promise<{ took: number; memory: number }> {
  const server = fork('tests/bench/hocuspocus-server.ts');
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const docs = Array.from({ length: devices }, (_, device) => writeOffline(device));
  const started = performance.now();
  const sockets = docs.map(() => new HocuspocusProviderWebsocket({ url: `ws://127.0.0.1:${port}` }));
  const providers = docs.flatMap(({ notes, debrief }, device) => {
    const websocketProvider = sockets[device]!;
    const made = [
      new HocuspocusProvider({ websocketProvider, name: 'notes', document: notes }),
      new HocuspocusProvider({ websocketProvider, name: 'debrief', document: debrief }),
    ];
    for (const provider of made) provider.attach();
    return made;
  });
  const everyText = devices * (notesPerDay + sharedPerDay) * charactersPerText;
  await waitFor(() => docs.every(doc => charactersIn(doc) >= everyText) && providers.every(provider => !provider.hasUnsyncedChanges));
  const took = performance.now() - started;
  const memory = residentBytes(server.pid!);
  for (const provider of providers) provider.destroy();
  for (const socket of sockets) socket.destroy();
  server.disconnect();
  return { took, memory };
}

function writeOffline(device: number): { notes: Y.Doc; debrief: Y.Doc } {
  const notes = new Y.Doc();
  const debrief = new Y.Doc();
  for (let index = 0; index < notesPerDay + sharedPerDay; index++) {
    const isShared = index >= notesPerDay;
    const text = textOf(device * 1000 + index);
    let target: Y.Text;
    if (isShared) target = debrief.getText(`finding-${index - notesPerDay}`);
    else {
      const note = new Y.Map();
      notes.getMap('notes').set(`${device}~${index}`, note);
      note.set('parent', `slot-${index % 8}`);
      note.set('theme', 'johtajuus');
      note.set('sign', 'strength');
      target = new Y.Text();
      note.set('words', target);
    }
    for (const [from, to] of [
      [0, 40],
      [40, 80],
      [80, 120],
    ] as const)
      target.insert(target.length, text.slice(from, to));
  }
  return { notes, debrief };
}

function charactersIn({ notes, debrief }: { notes: Y.Doc; debrief: Y.Doc }): number {
  let count = 0;
  for (const note of notes.getMap('notes').values()) count += ((note as Y.Map<unknown>).get('words') as Y.Text).length;
  for (let index = 0; index < sharedPerDay; index++) count += debrief.getText(`finding-${index}`).length;
  return count;
}

async function waitFor(isDone: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  while (!isDone()) {
    if (performance.now() > end) throw new Error('Hocuspocus did not bring the devices together in a minute');
    await new Promise(resolve => setTimeout(resolve, 2));
  }
}
