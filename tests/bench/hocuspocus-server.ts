import { closeSync, fdatasyncSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '@hocuspocus/server';

/*
 * Hocuspocus in a process of its own. Each update is written to a file and synced to the disk inside the document's update event, before the
 * server acknowledges it. Tells its port to its parent.
 */
const journal = openSync(join(mkdtempSync(join(tmpdir(), 'hocuspocus-')), 'journal'), 'a');
const server = new Server({
  port: 0,
  address: '127.0.0.1',
  quiet: true,
  async afterLoadDocument({ document }) {
    document.on('update', (update: Uint8Array) => {
      writeSync(journal, update);
      fdatasyncSync(journal);
    });
  },
});
await server.listen();
process.send?.({ port: server.address.port });
process.once('disconnect', () => {
  closeSync(journal);
  process.exit();
});
