import { describe, expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { setAside } from '#domain/set-aside.ts';
import { notesSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { awayFor, freshFor, leaveOf, readLeave, spacesOfVisit, type LeaveKnown } from '#notebook/safe-to-leave.ts';
import { receiptsKey, serverHeadsKey, type ServerHeads, type TeamReceipts } from '#protocol/remembered.ts';
import { memoryNotebook } from '../../support/memory-notebook.ts';

const now = 1_000_000_000;
type Word = TeamReceipts['devices'][string];

/** Liisa's tablet looks; Timo's has written two, and all of it is on the server. */
function known(change: { liisa?: Partial<LeaveKnown['spaces'][0]>; timo?: Partial<Word> | null } & Partial<LeaveKnown> = {}): LeaveKnown {
  const { liisa, timo, ...rest } = change;
  const word: Word = { vector: { l: 3, t: 2 }, at: now - 20_000, open: 0, ...timo };
  return {
    spaces: [
      {
        space: 'notes/v',
        own: { l: 3, t: 2 },
        open: 0,
        server: { l: 3, t: 2 },
        serverLacks: [],
        words: timo === null ? {} : { timo: word },
        pictures: [],
        ...liisa,
      },
    ],
    me: 'liisa',
    team: ['liisa', 'timo'],
    others: [],
    aside: new Set(),
    since: null,
    ...rest,
  };
}

const timoIn = (one: LeaveKnown) => leaveOf(one, now).devices.find(found => found.device === 'timo')!;

describe('whether the tablets may part', () => {
  test('yes, when all that each wrote is on the server and each has said so just now', () => {
    const leave = leaveOf(known(), now);
    expect(leave.verdict).toBe('safe');
    expect(leave.devices.map(one => [one.device, one.standing, one.onlyThere])).toEqual([
      ['liisa', 'safe', 0],
      ['timo', 'safe', 0],
    ]);
  });

  test('yes without a server, when another device of the team holds it', () => {
    expect(leaveOf(known({ liisa: { server: {} } }), now).verdict).toBe('safe');
  });

  test('no, while something of this device is here alone; a text that is not sealed counts', () => {
    expect(leaveOf(known({ liisa: { own: { l: 5, t: 2 } }, since: now - 9_000 }), now)).toMatchObject({
      verdict: 'waits',
      devices: [{ device: 'liisa', standing: 'waits', onlyThere: 2, since: now - 9_000 }, { standing: 'safe' }],
    });
    expect(leaveOf(known({ liisa: { open: 1 } }), now).verdict).toBe('waits');
  });

  test('no, while another said that it holds something alone, however long ago', () => {
    const waits = known({ timo: { vector: { l: 3, t: 4 }, open: 1, at: now - 3_600_000 } });
    expect(leaveOf(waits, now).verdict).toBe('waits');
    expect(timoIn(waits)).toMatchObject({ standing: 'waits', onlyThere: 3, since: now - 3_600_000 });
  });

  test('not known, when its last word is old: what came after it may be anything', () => {
    expect(leaveOf(known({ timo: { at: now - freshFor } }), now).verdict).toBe('safe');
    expect(leaveOf(known({ timo: { at: now - freshFor - 1 } }), now).verdict).toBe('unknown');
    expect(timoIn(known({ timo: { at: now - freshFor - 1 } })).standing).toBe('silent');
  });

  test('put away with nothing alone it is safe for longer, and not for ever', () => {
    const away = (age: number, open = 0) => timoIn(known({ timo: { at: now - age, away: true, open } })).standing;
    expect(away(awayFor)).toBe('safe');
    expect(away(awayFor + 1)).toBe('silent');
    expect(away(60_000, 1)).toBe('waits');
  });

  test('a word from the future has no age', () => {
    expect(timoIn(known({ timo: { at: now + freshFor + 1 } })).standing).toBe('silent');
  });

  test('not known, when it never said a word, or not of one of the spaces', () => {
    expect(leaveOf(known({ timo: null }), now).verdict).toBe('unknown');
    const one = known();
    const two = {
      ...one,
      spaces: [...one.spaces, { space: 'debrief/v', own: {}, open: 0, server: {}, serverLacks: [], words: {}, pictures: [] }],
    };
    expect(timoIn(two)).toMatchObject({ standing: 'unheard', heard: null });
  });

  test('not known, when its app is of before and does not say what is open', () => {
    const one = known();
    delete one.spaces[0]!.words['timo']!.open;
    expect(leaveOf(one, now).verdict).toBe('unknown');
    expect(timoIn(one).standing).toBe('untold');
  });

  test('what is set aside is not waited for, and nobody relies on it', () => {
    const aside = new Set(['timo']);
    expect(leaveOf(known({ aside, timo: { at: 0 } }), now).verdict).toBe('safe');
    expect(leaveOf(known({ aside, timo: { at: 0 } }), now).devices.find(one => one.device === 'timo')?.isAside).toBe(true);
    expect(leaveOf(known({ aside, liisa: { server: {} } }), now).verdict).toBe('waits');
  });

  test('a device that is none of the team is waited for only when it says that it holds something alone', () => {
    const team = { team: ['liisa'], others: ['timo'] };
    expect(leaveOf(known({ ...team, timo: { at: 0 } }), now)).toMatchObject({ verdict: 'safe', devices: [{ device: 'liisa' }] });
    expect(leaveOf(known({ ...team, timo: { vector: { t: 9 } } }), now).verdict).toBe('waits');
    // Nor does its copy count: it is not of the team.
    expect(leaveOf(known({ ...team, liisa: { server: {} } }), now).verdict).toBe('waits');
  });
});

describe('a picture', () => {
  const hash = 'a'.repeat(64);
  const lacking = [hash.slice(0, 16)];
  const shown = [{ hash, writers: { l: 3 }, isHere: true, since: now - 5_000 }];
  const onLiisas = (liisa: Partial<LeaveKnown['spaces'][0]>, timo: Partial<Word> = {}) =>
    leaveOf(known({ liisa: { pictures: shown, ...liisa }, timo }), now);

  test('that is on one tablet alone keeps it, though its words are on the server', () => {
    const leave = onLiisas({ serverLacks: lacking }, { lacks: lacking });
    expect(leave.verdict).toBe('waits');
    expect(leave.devices[0]).toMatchObject({ device: 'liisa', standing: 'waits', onlyThere: 1, pictures: 1 });
  });

  test('that the server or a team-mate’s tablet holds keeps nobody', () => {
    expect(onLiisas({ serverLacks: [] }, { lacks: lacking }).verdict).toBe('safe');
    expect(onLiisas({ serverLacks: lacking }, { lacks: [] }).verdict).toBe('safe');
  });

  test('is held by nobody who has not said so, or has not the words', () => {
    expect(onLiisas({ serverLacks: lacking }, {}).verdict).toBe('waits');
    expect(onLiisas({ serverLacks: undefined }, { lacks: lacking }).verdict).toBe('waits');
    expect(onLiisas({ serverLacks: lacking }, { lacks: 'all' }).verdict).toBe('waits');
    expect(onLiisas({ serverLacks: lacking }, { lacks: [], vector: { l: 2, t: 2 } }).verdict).toBe('waits');
  });

  test('that is on Timo’s alone keeps his tablet', () => {
    const leave = onLiisas({ serverLacks: lacking, pictures: [{ ...shown[0]!, isHere: false }] }, { lacks: [] });
    expect(leave.devices.find(one => one.device === 'timo')).toMatchObject({ standing: 'waits', onlyThere: 1, pictures: 1 });
    expect(leave.devices.find(one => one.device === 'liisa')).toMatchObject({ standing: 'safe', pictures: 0 });
  });

  test('that nobody holds any more keeps nobody', () => {
    expect(onLiisas({ serverLacks: lacking, pictures: [{ ...shown[0]!, isHere: false }] }, { lacks: lacking }).verdict).toBe('safe');
  });
});

describe('what a device knows of it', () => {
  test('is read from heads and words: since when, who is waited for, who is set aside', async () => {
    const { notebook, store, clock } = await memoryNotebook('timo');
    const space = notesSpace('v');
    await notebook.write([draft(note, { space, id: notebook.newId('mine') }, { words: 'niitty', parent: 'v' })]);
    const read = async () => (await notebook.read(reader => readLeave(notebook, reader, 'v'))).known;
    const alone = await read();
    expect(alone.team.toSorted()).toEqual(['device-liisa', 'device-mikko', 'device-timo']);
    expect(alone.others.toSorted()).toEqual(['device-hanna', 'device-tuula']);
    expect(alone.since).toBe(clock.now);
    expect(leaveOf(alone, clock.now).verdict).toBe('waits');

    for (const one of spacesOfVisit('v')) {
      const vector = alone.spaces.find(found => found.space === one)!.own;
      const word = { vector, at: clock.now, open: 0 };
      await store.write(async tx => {
        await tx.remember(serverHeadsKey(one), { vector, at: clock.now } satisfies ServerHeads);
        await tx.remember(receiptsKey(one), { after: 1, devices: { 'device-liisa': word } } satisfies TeamReceipts);
      });
    }
    expect(leaveOf(await read(), clock.now).verdict).toBe('unknown');
    expect((await notebook.read(reader => notebook.copies(reader.log, space))).devices.map(one => one.device)).toEqual(['device-liisa']);
    await notebook.write([draft(setAside, { space, id: 'device-mikko' }, { isAside: true })]);
    // What says so is itself to be kept.
    expect(leaveOf(await read(), clock.now).verdict).toBe('waits');
    await notebook.write([draft(setAside, { space, id: 'device-liisa' }, { isAside: true })]);
    expect((await notebook.read(reader => notebook.copies(reader.log, space))).devices).toEqual([]);
  });
});
