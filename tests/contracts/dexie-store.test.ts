import { openDexieStore } from '#storage/dexie-store.ts';
import { deviceDisk } from '../support/device-disk.ts';
import { logStoreContract } from './log-store-contract.ts';

logStoreContract('Dexie', async () => {
  const indexedDB = deviceDisk();
  const open = () => openDexieStore({ name: 'vertti', build: 'test', indexedDB });
  const store = await open();
  const opened = [store];
  return {
    store,
    reopen: async () => {
      store.close();
      const again = await open();
      opened.push(again);
      return again;
    },
    close: () => opened.forEach(one => one.close()),
  };
});
