import { expect, test } from 'vitest';
import { reachOf, type Copies } from '#notebook/saved.ts';

const question = { writers: { b: 3 }, cells: {} };
const aim = { writers: { b: 4 }, cells: {} };
const rows = [question, aim];
const device = (name: string, b: number) => ({ device: name, vector: { b }, at: 1 });
const copies = (server: number | null, ...devices: Copies['devices']): Copies => ({
  server: server === null ? null : { vector: { b: server }, at: 1 },
  devices,
});

test.each([
  ['nobody has said anything', copies(null), { server: false, devices: 0 }],
  ['the server has the question and not yet whom it is for', copies(3), { server: false, devices: 0 }],
  ['the server has both', copies(4), { server: true, devices: 0 }],
  ['a device got both by hand, and the server nothing', copies(null, device('a', 4), device('c', 3)), { server: false, devices: 1 }],
])('a note and its aim are there when both are whole: %s', (_, known, reach) => {
  expect(reachOf(rows, known)).toEqual(reach);
});
