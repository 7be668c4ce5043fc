import { expect, test } from 'vitest';
import { note } from '#domain/note.ts';
import { receiptsKey, type TeamReceipts } from '#protocol/remembered.ts';
import { visitDay } from '../../support/visit-day.ts';

test('one tab of a device exchanges, and the next takes over when it dies', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const device = day.device('tablet-a');
  await device.open();
  const [first, second] = device.tabs;
  await day.time.pass(1_000);
  expect([first!.engine.state.link, second!.engine.state.link]).toEqual(['online', 'unknown']);
  first!.kill();
  await day.time.pass(1_000);
  expect(second!.engine.state.link).toBe('online');
  await day.write('tablet-a', 'n1', 'nimetty yhteyshlö');
  await day.time.pass(1_000);
  expect(await day.reads('tablet-b', 'n1')).toBe('nimetty yhteyshlö');
  await day.close();
});

test('says what waits while offline, and sends it by itself when the network is back', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  day.offline('tablet-a');
  await day.write('tablet-a', 'n1', 'ei sijaista');
  await day.time.pass(60_000);
  const { engine } = day.device('tablet-a').tabs[0]!;
  expect(engine.state.link).toBe('offline');
  expect(engine.state.pending).toBe(1);
  day.network.offline.delete('tablet-a');
  await day.time.pass(300_000);
  expect(engine.state.link).toBe('online');
  expect(engine.state.pending).toBe(0);
  expect(await day.reads('tablet-b', 'n1')).toBe('ei sijaista');
  await day.close();
});

test('others hear soon that a text is being written here, and when it is sealed', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  const { notebook } = day.device('tablet-a').tabs[0]!;
  const heard = async () =>
    (
      await day
        .device('tablet-b')
        .disk()
        .read(reader => reader.memory<TeamReceipts>(receiptsKey('notes/v')))
    )?.devices[day.device('tablet-a').id];
  await day.time.pass(40_000);
  expect(await heard()).toMatchObject({ open: 0 });
  const session = await notebook.openText(note, { space: 'notes/v', id: notebook.newId('mine') }, 'words');
  session.edit('ei sijaista');
  await day.time.pass(3_000);
  day.device('tablet-b').tabs[0]!.engine.nudge();
  await day.time.pass(2_000);
  expect(await heard()).toMatchObject({ open: 1 });
  await session.seal();
  await day.time.pass(40_000);
  expect(await heard()).toMatchObject({ open: 0 });
  await day.close();
});

test('a login page in the server’s place is told as one', async () => {
  const day = await visitDay({ visitors: 2, seed: 1 });
  day.network.weather = { ...day.network.weather, captive: 1 };
  await day.write('tablet-a', 'n1', 'sana');
  await day.time.pass(40_000);
  expect(day.device('tablet-a').tabs[0]!.engine.state).toMatchObject({ link: 'captive', pending: 1 });
  await day.close();
});
