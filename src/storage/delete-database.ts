import { Dexie } from 'dexie';

/** Deletes the device's database, whole. Only after the server has said that nothing is only there. */
export async function deleteDatabase(name: string): Promise<void> {
  await Dexie.delete(name);
}
