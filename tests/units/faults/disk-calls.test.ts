import { expect, it } from 'vitest';
import { readCall, wholeCalls } from '../../faults/disk-calls.ts';

const hex = (text: string) => [...Buffer.from(text)].map(byte => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
const log = `136<${hex('/db/000003.log')}>`;
const isMeant = (file: string) => `${file}/`.startsWith('/db/');

async function callsIn(lines: string[]) {
  const calls = [];
  for await (const line of wholeCalls(lines)) calls.push(readCall(line, isMeant));
  return calls;
}

it('puts calls of several threads together, in the order of their ends', async () => {
  const calls = await callsIn([
    `11 100.000100 fdatasync(${log} <unfinished ...>`,
    `12 100.000200 write(${log}, "${hex('puro')}", 4 <unfinished ...>`,
    `13 100.000300 write(${log}, "${hex('öljy')}", 5) = 5 <0.000100>`,
    `12 100.000500 <... write resumed>) = 4 <0.000400>`,
    `11 100.000900 <... fdatasync resumed>) = 0 <0.001000>`,
    `13 100.002000 <... write resumed>) = 4 <0.000400>`,
  ]);
  const shown = calls.map(call => call && [call.type, call.type === 'write-on' ? call.bytes.toString() : '', call.endedAt.toFixed(1)]);
  expect(shown).toEqual([
    ['write-on', 'öljy', '100000.4'],
    ['write-on', 'puro', '100000.6'],
    ['sync', '', '100001.1'],
  ]);
});

it('knows files by what was opened and named', async () => {
  const at = `AT_FDCWD<${hex('/home')}>`;
  const opened = (flags: string, result = `136<${hex('/db/a')}>`) =>
    `11 1.0 openat(${at}, "${hex('/db/a')}", ${flags}, 0600) = ${result} <0.1>`;
  const calls = await callsIn([
    opened('O_WRONLY|O_CREAT|O_APPEND'),
    opened('O_RDONLY|O_CLOEXEC'),
    opened('O_RDWR', '-1 ENOENT (No such file or directory)'),
    `11 1.0 rename("${hex('/db/a')}", "${hex('/db/b')}") = 0 <0.1>`,
    `11 1.0 unlink("${hex('/db/b')}") = 0 <0.1>`,
    `11 1.0 unlink("${hex('/elsewhere')}") = 0 <0.1>`,
    `11 1.0 fdatasync(9<${hex('/db')}>) = 0 <0.1>`,
    `11 1.0 +++ exited with 0 +++`,
  ]);
  expect(calls.filter(call => call !== null)).toMatchObject([
    { type: 'open', file: '/db/a', isAppending: true, isEmptied: false },
    { type: 'rename', file: '/db/a', to: '/db/b' },
    { type: 'unlink', file: '/db/b' },
    { type: 'sync', file: '/db' },
  ]);
});

it.each([
  ['a way of writing that was not thought of', `11 1.0 writev(${log}, [{iov_base="${hex('a')}", iov_len=1}], 1) = 1 <0.1>`],
  ['a map that is written', `11 1.0 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, ${log}, 0) = 0x7f0000000000 <0.1>`],
  ['a write that is not whole', `11 1.0 write(${log}, "${hex('puro')}", 4) = 2 <0.1>`],
  ['a line of another shape', `11 1.0 write(${log}, "${hex('pu')}"...`],
])('does not pass over %s', async (_, line) => {
  await expect(callsIn([line])).rejects.toThrow();
});
