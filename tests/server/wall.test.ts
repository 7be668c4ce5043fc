import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finding } from '#domain/finding.ts';
import { note } from '#domain/note.ts';
import { slot } from '#domain/slot.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import { opName } from '#oplog/op.ts';
import { testDay, type TestDay } from './test-server.ts';
import type { TestDevice } from './test-device.ts';

const notes = 'notes/v';
const words = 'vi får utlåtandet när planen redan är ritad 🪲';

let at: TestDay;
beforeEach(async () => void (at = await testDay()));
afterEach(() => at.close());

const noteOf = (device: TestDevice, id: string, text: string) =>
  draft(note, { space: notes, id: `${device.person}~${id}` }, { words: text });
describe('the wall', () => {
  const canary = 'KANARIA-7f3a';

  it('keeps everything of notes and debrief from the host: operations, heads, receipts, events, presence', async () => {
    const stream = await at.hanna.listen();
    const visitors = await at.timo.listen();
    await at.liisa.write([noteOf(at.liisa, '1', canary)]);
    await at.liisa.write([draft(finding, { space: 'debrief/v', id: 'f' }, { claim: canary })]);
    await at.liisa.listen();
    await at.liisa.ok('/api/presence', { space: notes, item: `${at.liisa.person}~1`, field: 'words' });
    await at.tuula.write([draft(slot, { space: 'visit/v', id: 's1' }, { title: 'Lounas' })]);
    expect(await visitors.until('moved', notes)).toBeDefined();
    expect(await visitors.until('moved', 'debrief/v')).toBeDefined();
    expect(await visitors.until('presence', notes)).toMatchObject({ present: [{ person: at.liisa.person, field: 'words' }] });
    expect(await stream.until('moved', 'visit/v')).toBeDefined();
    expect(
      stream.heard.filter(event => 'space' in event && !event.space.startsWith('visit/') && !event.space.startsWith('programme/')),
    ).toEqual([]);

    const answers: string[] = [];
    for (const space of [programmeSpace(at.programme), 'visit/v', notes, 'debrief/v']) {
      const response = await at.hanna.request('/api/sync', { space, have: {}, ops: [], receiptsAfter: 0 });
      answers.push(await response.text());
    }
    const all = answers.join('\n') + JSON.stringify(stream.heard);
    expect(all).not.toContain(canary);
    expect(all).not.toContain(at.liisa.writer);
    expect(answers.slice(2).map(answer => JSON.parse(answer) as unknown)).toEqual([
      { error: { type: 'no-access' } },
      { error: { type: 'no-access' } },
    ]);
    expect(await at.hanna.fails('/api/presence', { space: notes, item: 'x', field: 'words' })).toBe('no-access');
    await stream.close();
    await visitors.close();
  });

  it('lets the host write the plan, and a visitor not', async () => {
    const [op] = await at.hanna.write([draft(slot, { space: 'visit/v', id: 's1' }, { title: 'Lounas' })]);
    const seen = await at.timo.sync('visit/v');
    expect(seen.ops.map(opName)).toEqual([opName(op!)]);
    expect(seen.ops[0]!.withheld).toBeUndefined();
  });

  it('shuts out a team that visits no more, and the presence of those who left', async () => {
    const space = programmeSpace(at.programme);
    const timo = await at.timo.listen();
    await at.timo.ok('/api/presence', { space: notes, item: 'x', field: 'words' });
    await at.tuula.sync(space);
    await at.tuula.write([{ space, kind: visit.name, id: 'v', set: { 'teams/hirsikoski': false } }]);
    expect(await at.timo.fails('/api/sync', { space: notes, have: {}, ops: [], receiptsAfter: 0 })).toBe('no-access');
    timo.heard.length = 0;
    const liisa = await at.liisa.listen();
    await at.liisa.write([noteOf(at.liisa, '1', canary)]);
    await at.liisa.ok('/api/presence', { space: notes, item: 'y', field: 'words' });
    expect(await liisa.until('presence', notes)).toMatchObject({ present: [] });
    expect(liisa.heard.filter(event => event.type === 'presence').at(-1)).toMatchObject({ present: [{ person: at.liisa.person }] });
    expect(timo.heard.filter(event => 'space' in event && event.space === notes)).toEqual([]);
    await timo.close();
    await liisa.close();
  });

  it('needs a session', async () => {
    const stranger = at.server.device('X');
    for (const path of [
      '/api/sync',
      '/api/invitations',
      '/api/devices/revoke',
      '/api/session/leave',
      '/api/example',
      '/api/example/end',
      '/api/presence',
    ]) {
      expect(await stranger.fails(path, {})).toBe('signed-out');
    }
    expect(await stranger.fails('/api/events')).toBe('signed-out');
    expect(await stranger.fails('/api/me')).toBe('signed-out');
  });
});

describe('events', () => {
  it('tell what moved and who holds it, not to the one who did it', async () => {
    const [liisa, timo] = [await at.liisa.listen(), await at.timo.listen()];
    await at.liisa.write([noteOf(at.liisa, '1', words)]);
    expect(await timo.until('moved', notes)).toEqual({ type: 'moved', space: notes });
    await at.timo.sync(notes);
    await at.timo.sync(notes);
    expect(await liisa.until('receipts', notes)).toEqual({ type: 'receipts', space: notes });
    expect(liisa.heard.filter(event => event.type === 'moved')).toEqual([]);
    await liisa.close();
    await timo.close();
  });

  it('take a device out of the presence when its last stream ends', async () => {
    const [liisa, timo] = [await at.liisa.listen(), await at.timo.listen()];
    await at.timo.ok('/api/presence', { space: notes, item: 'f', field: 'claim' });
    expect(await liisa.until('presence', notes)).toEqual({
      type: 'presence',
      space: notes,
      present: [{ device: at.timo.name, person: at.timo.person, item: 'f', field: 'claim' }],
    });
    liisa.heard.length = 0;
    await timo.close();
    expect(await liisa.until('presence', notes)).toEqual({ type: 'presence', space: notes, present: [] });
    await liisa.close();
  });
});
