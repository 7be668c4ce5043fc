import { describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { interview } from '#domain/interview.ts';
import { interviewee, slot } from '#domain/slot.ts';
import { templateVersion } from '#domain/template.ts';
import { finding } from '#domain/finding.ts';
import { debriefSpace, notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { refold, writeChanges } from '#oplog/ledger.ts';
import { opName, serverAuthor } from '#oplog/op.ts';
import { membershipKey } from '#protocol/remembered.ts';
import { copyWords, isEmptyCopy } from '#rescue/copy-words.ts';
import { copiedDevice, copyOf, type CopiedDevice } from '../../support/copied-device.ts';
import { brokenHome, unopenedHome } from '../../support/broken-disk.ts';
import { deviceDisk } from '../../support/device-disk.ts';
import { writingAs } from '../../support/ledger-writing.ts';
import { unzip } from '../formats/zip.ts';

const notes = notesSpace('v');
const words = 'koululaisten lajikartotus keväisin, tää meille!';

async function filesOf(file: Blob): Promise<Map<string, string>> {
  return unzip(new Uint8Array(await file.arrayBuffer()));
}

function linesOf(files: Map<string, string>, table: string): Record<string, unknown>[] {
  const lines = (files.get(`tiedot/${table}.ndjson`) ?? '').split('\n').filter(Boolean);
  return lines.map(line => JSON.parse(line) as Record<string, unknown>);
}

async function write({ notebook, clock }: CopiedDevice, text: string, ending: 'sealed' | 'open', start = {}): Promise<string> {
  const id = notebook.newId('mine');
  const session = await notebook.openText(note, { space: notes, id }, 'words', { parent: 'v', writtenAt: clock.now, ...start });
  session.edit(text);
  await session.settled();
  if (ending === 'sealed') await session.seal();
  return id;
}

/** The day's row that the notes belong to, as a coordinator plans it. */
async function plan({ store }: CopiedDevice): Promise<void> {
  const at = (id: string) => ({ space: visitSpace('v'), id });
  await store.write(async tx => {
    await writeChanges(tx, writingAs('plan', 5_000, 'tuula'), [
      draft(slot, at('s1'), { start: '09:30', end: '10:30' }),
      draft(interviewee, at('i1'), { parent: 's1', title: 'Kaupunginjohtaja', name: 'Matti' }),
    ]);
  });
}

describe('a copy of everything', () => {
  test('reads as notes by visit and interview, with time, author, sign and words', async () => {
    const device = await copiedDevice();
    await plan(device);
    await write(device, words, 'sealed', { parent: 's1', sign: 'home', mark: 'quote' });
    await write(device, 'ulkona <script>alert("&")</script>', 'sealed');
    await device.store.write(async tx => {
      await writeChanges(tx, writingAs('f', 6_000), [
        draft(finding, { space: debriefSpace('v'), id: 'f1' }, { side: 'development', claim: 'Luontotieto tulee liian myöhään.' }),
      ]);
    });
    const copy = await copyOf(device);
    expect(copy).toMatchObject({ database: 'read', notes: 2, unread: 0, undecoded: 0, unstored: 0, name: 'vertti-2026-10-14-0941.zip' });
    const files = await filesOf(copy.file);
    expect([...files.keys()].filter(name => !name.startsWith('tiedot/')).sort()).toEqual([
      'LUE-MINUT.txt',
      'muistiinpanot.html',
      'muistiinpanot.txt',
    ]);
    const text = files.get('muistiinpanot.txt')!;
    expect(text).toContain('Lehtola, keskiviikko 14. lokakuuta 2026\n=======');
    expect(text).toContain(`9.30 Kaupunginjohtaja\n---------------------\n\n14.10. 9.41 · Liisa · idea kotiin, sanasta sanaan\n${words}\n`);
    expect(text).toContain('Haastattelujen ulkopuolella');
    expect(text).toContain('Kehityskohde\nLuontotieto tulee liian myöhään.');
    const html = files.get('muistiinpanot.html')!;
    expect(html).toContain(`<p>${words}</p>`);
    expect(html).toContain('ulkona &lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;');
    expect(html).not.toContain('<script');
    for (const language of ['Näin saat tiedoston takaisin', 'Så får du tillbaka filen', 'How to bring the file back'])
      expect(files.get('LUE-MINUT.txt')).toContain(language);
  });

  test('reads by question, as the interview was held, whatever the template became', async () => {
    const device = await copiedDevice();
    await plan(device);
    const theme = (title: string, questions: Record<string, string>) => ({
      id: title,
      title,
      short: title,
      minutes: 30,
      questions: Object.entries(questions).map(([id, asked]) => ({ id, words: asked })),
    });
    const content = { template: 't', name: 'Luonto', language: 'fi', opening: [], closing: [] };
    const held = {
      ...content,
      themes: [theme('Johtajuus', { q1: 'Kuka päättää?', q2: 'Mikä estää?' }), theme('Työnjako', { q3: 'Kuka tekee?' })],
    };
    const later = { ...content, themes: [theme('Työnjako', { q3: 'Kuka tekee mitä?' }), theme('Johtajuus', { q1: 'Kuka siis päättää?' })] };
    await device.store.write(async tx => {
      await writeChanges(tx, writingAs('template', 5_500, 'tuula'), [
        draft(templateVersion, { space: programmeSpace('p'), id: 'later' }, { parent: 't', content: later }),
        draft(templateVersion, { space: programmeSpace('p'), id: 'held' }, { parent: 't', content: held }),
        draft(interview, { space: notes, id: 's1' }, { parent: 's1', startedAt: 5_600, version: 'held' }),
      ]);
    });
    await write(device, 'ei mikään niistä', 'sealed', { parent: 's1' });
    await write(device, 'tekijät', 'open', { parent: 's1', theme: 'Työnjako', question: 'q3' });
    await write(device, 'esteet', 'sealed', { parent: 's1', theme: 'Johtajuus', question: 'q2' });
    await write(device, 'teemasta', 'sealed', { parent: 's1', theme: 'Johtajuus' });
    await write(device, 'valtuusto', 'sealed', { parent: 's1', theme: 'Johtajuus', question: 'q1' });
    const files = await filesOf((await copyOf(device)).file);
    const read = [
      'Johtajuus',
      'teemasta',
      'Kuka päättää?',
      'valtuusto',
      'Mikä estää?',
      'esteet',
      'Kuka tekee?',
      'tekijät',
      'Muu',
      'ei mikään niistä',
    ];
    for (const name of ['muistiinpanot.txt', 'muistiinpanot.html']) {
      const inOrder = read.map(one => files.get(name)!.indexOf(one));
      expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
      expect(inOrder).not.toContain(-1);
      expect(files.get(name)).not.toContain('siis');
    }
  });

  test('holds the words of a text that was never sealed, and says that it was under way', async () => {
    const device = await copiedDevice();
    await write(device, words, 'open');
    const copy = await copyOf(device);
    const files = await filesOf(copy.file);
    expect(copy.notes).toBe(1);
    expect(files.get('muistiinpanot.txt')).toContain(`· kesken\n${words}`);
    expect(linesOf(files, 'open')).toHaveLength(1);
  });

  test('keeps such a text for the app where its words cannot be read', async () => {
    const device = await copiedDevice();
    await write(device, words, 'open');
    const copy = await copyOf(device, { loadWords: () => Promise.reject(new Error('no file')) });
    expect(copy).toMatchObject({ notes: 0, undecoded: 1 });
    expect(linesOf(await filesOf(copy.file), 'open')).toHaveLength(1);
  });

  test('holds what is only on the screen, also what could not be taken or opened', async () => {
    const device = await copiedDevice();
    const known = await write(device, 'metsä', 'sealed');
    const session = await device.notebook.openText(note, { space: notes, id: known }, 'words');
    const fresh = await device.notebook.openText(note, { space: notes, id: device.notebook.newId('mine') }, 'words', { parent: 'v' });
    device.store.close();
    session.edit('metsäsuunnitelma');
    fresh.edit(words);
    expect([await session.settled(), await fresh.settled()].map(state => state.type)).toEqual(['failed', 'failed']);
    const tooLong = 'x'.repeat(50_001);
    session.edit(tooLong);
    const copy = await copyOf(device, { onScreen: { texts: device.notebook.unstoredTexts(), loose: ['jäi kenttään'] } });
    const files = await filesOf(copy.file);
    expect(copy).toMatchObject({ notes: 3, unstored: 3 });
    const text = files.get('muistiinpanot.txt')!;
    expect(text).toContain(`vain ruudulla, ei tallessa laitteessa\n${words}`);
    expect(text).toContain(tooLong);
    expect(text).toContain('jäi kenttään');
    expect(linesOf(files, 'on-screen')).toHaveLength(2);
  });

  test('takes no secret along', async () => {
    const device = await copiedDevice();
    await device.store.write(async tx => {
      await tx.remember(membershipKey, { programme: 'p' });
      await tx.remember('device-key', 'canary');
    });
    await write(device, words, 'sealed');
    const files = await filesOf((await copyOf(device)).file);
    expect(linesOf(files, 'device').map(record => record['key'])).toEqual(['clock', 'folded', 'memory/membership', 'memory/writers']);
    expect([...files.values()].join()).not.toContain('canary');
  });

  test('of nothing says so, and leaves no database behind', async () => {
    const disk = deviceDisk();
    const copy = await copyOf({ disk, clock: { now: 0 } });
    expect(copy).toMatchObject({ database: 'missing', notes: 0 });
    expect(await disk.indexedDB.databases()).toEqual([]);
  });

  test('of a database that does not open is no file to trust in, unless words are on the screen', async () => {
    const device = await copiedDevice();
    const session = await device.notebook.openText(note, { space: notes, id: device.notebook.newId('mine') }, 'words', { parent: 'v' });
    device.store.close();
    session.edit(words);
    await session.settled();
    const damaged = { ...device, disk: unopenedHome(device.disk) };
    const empty = await copyOf(damaged);
    expect([empty.database, isEmptyCopy(empty)]).toEqual(['unreadable', true]);
    expect(copyWords(empty)).toEqual([expect.stringContaining('Laitteen muistia ei voitu avata (Error: backing store).')]);
    const copy = await copyOf(damaged, { onScreen: { texts: device.notebook.unstoredTexts(), loose: [] } });
    expect(isEmptyCopy(copy)).toBe(false);
    expect((await filesOf(copy.file)).get('muistiinpanot.txt')).toContain(`vain ruudulla, ei tallessa laitteessa\n${words}`);
  });

  test('is made of a database of another version, with tables nobody knows', async () => {
    const disk = deviceDisk();
    await new Promise<void>(resolve => {
      const opening = disk.indexedDB.open('vertti', 99);
      opening.onupgradeneeded = () => {
        opening.result
          .createObjectStore('rows', { keyPath: 'id' })
          .add({ id: 'n', space: 'notes/w', kind: 'sighting', texts: { seen: 'kurki' } });
        opening.result.createObjectStore('pictures', { autoIncrement: true }).add({ taken: 5, bytes: new Blob(['kuva']) });
      };
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
    const files = await filesOf((await copyOf({ disk, clock: { now: 0 } })).file);
    expect(files.get('muistiinpanot.txt')).toContain('Muut tekstit: sighting');
    expect(files.get('muistiinpanot.txt')).toContain('kurki');
    expect(linesOf(files, 'pictures')).toEqual([{ taken: 5, bytes: 'tiedot/pictures-1' }]);
    expect(files.get('tiedot/pictures-1')).toBe('kuva');
    expect(await disk.indexedDB.databases()).toEqual([{ name: 'vertti', version: 99 }]);
  });

  test('passes over the records that the browser does not give, and counts them', async () => {
    const device = await copiedDevice();
    for (let index = 0; index < 5; index++) await write(device, `${words} ${index}`, 'sealed');
    const home = brokenHome(device.disk, {
      badValue: key => JSON.stringify(key).includes('notes/v') && JSON.stringify(key).endsWith('3]'),
    });
    const copy = await copyOf({ ...device, disk: home });
    expect(copy.unread).toBe(1);
    const seqs = linesOf(await filesOf(copy.file), 'ops').filter(op => op['space'] === notes);
    expect(seqs.map(op => op['seq'])).toEqual([1, 2, 4, 5]);
  });

  test('goes around a hole in a table from its other end', async () => {
    const device = await copiedDevice();
    for (let index = 0; index < 5; index++) await write(device, `${words} ${index}`, 'sealed');
    const whole = linesOf(await filesOf((await copyOf(device)).file), 'rows');
    const home = brokenHome(device.disk, { badKeys: 'rows' });
    const copy = await copyOf({ ...device, disk: home });
    expect(linesOf(await filesOf(copy.file), 'rows')).toHaveLength(whole.length);
    expect(copy.unread).toBe(0);
  });

  test('reads also what the server refused, which stands in no row any more', async () => {
    const device = await copiedDevice();
    await write(device, 'jää', 'sealed');
    const id = await write(device, 'kirjoitettu, kun se oli jo poistettu', 'sealed');
    const other = await write(device, 'otettu takaisin', 'sealed');
    const op = async (of: string) => (await device.store.read(reader => reader.opsOf({ space: notes, kind: note.name, id: of })))[0]!;
    const verdict = async (of: string, refused: string | null) => ({
      space: notes,
      kind: 'verdict',
      id: opName(await op(of)),
      set: { refused },
    });
    const changes = [await verdict(id, 'erased'), await verdict(other, 'erased'), await verdict(other, null)];
    await device.store.write(async tx => {
      for (const change of changes) await writeChanges(tx, writingAs('s', 7_000, serverAuthor), [change]);
      for (const of of [id, other]) await refold(tx, { space: notes, kind: note.name, id: of });
    });
    const copy = await copyOf(device);
    expect(copy).toMatchObject({ notes: 2, undecoded: 0 });
    const files = await filesOf(copy.file);
    expect(files.get('muistiinpanot.txt')).toContain(
      'Palautetut luonnokset\n=====================\n\nkirjoitettu, kun se oli jo poistettu\n',
    );
    expect(files.get('muistiinpanot.html')).toContain('<p>kirjoitettu, kun se oli jo poistettu</p>');
    expect(files.get('muistiinpanot.txt')!.match(/otettu takaisin/g)).toHaveLength(1);
  });
});
