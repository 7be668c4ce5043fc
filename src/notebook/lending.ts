import { device as deviceKind } from '#domain/device.ts';
import { isBegunOn, lentId, lentRefusal, originsOf, withoutPowers } from '#domain/lending.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { readItem } from '#oplog/kind.ts';
import type { LogStore } from '#oplog/log-store.ts';
import { lendingKey, type Lending } from '#protocol/remembered.ts';
import { openNotebook, type Notebook } from './notebook.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Opens the notebook of a device that its person has lent to a teammate: it writes as that one, with this start's writer, and gives no role. What
 * they have begun elsewhere is read here and not written.
 */
export async function openLentNotebook(around: Surroundings, borrower: string): Promise<Notebook> {
  const { membership, store } = around;
  const rows = await store.read(reader => reader.rowsOfKind(programmeSpace(membership.programme), deviceKind.name));
  const origins = originsOf(
    membership.device,
    rows.map(row => readItem(deviceKind, row)),
  );
  const owns = (id: string) => isBegunOn(id, borrower, [...origins, membership.device]);
  const ownId = (about: string) => lentId(borrower, membership.device, about);
  // A copied profile becomes a device of its own while the app runs.
  const me = {
    ...membership,
    person: borrower,
    get device() {
      return membership.device;
    },
  };
  const notebook = await openNotebook({
    ...around,
    membership: me,
    writeRefusal: (access, person, item) => (lentRefusal(access, [membership.person], person, item) || !owns(item.id) ? 'borrowed' : null),
  });
  return {
    ...notebook,
    lender: membership.person,
    newId: ownership => (ownership === 'mine' ? ownId(around.randomHex(8)) : notebook.newId()),
    ownId,
    owns,
    access: async reader => withoutPowers(await notebook.access(reader), borrower),
    openText: (kind, where, field, start) =>
      owns(where.id) ? notebook.openText(kind, where, field, start) : Promise.reject(new Error(`${where.id} was not begun on this device`)),
  };
}

interface InHand {
  notebook: Notebook;
  store: LogStore;
}

/**
 * Gives the device into a teammate's hand, or back to its own person (`to` null). What is in the hand is sealed first. Every tab starts the app anew
 * then (`followLending`), with a writer of its own.
 * @param day the local day, with which it ends
 * @returns false when a text could not be stored, and nothing changed
 */
export async function lendTo({ notebook, store, to, day }: InHand & { to: string | null; day: string }): Promise<boolean> {
  await notebook.sealAll();
  if (notebook.unstored().length) return false;
  const lending: Lending | null = to === null ? null : { person: to, day };
  return store
    .write(tx => tx.remember(lendingKey, lending))
    .then(
      () => true,
      () => false,
    );
}

/** Calls `changed` when the device came into another hand, by whichever tab. A tab whose words are not stored stays what it is. */
export function followLending({ notebook, store, lending, changed }: InHand & { lending: Lending | null; changed: () => void }): void {
  store.watch(
    reader => reader.memory<Lending | null>(lendingKey),
    now => {
      if (now?.person === lending?.person && now?.day === lending?.day) return;
      void notebook.sealAll().then(() => notebook.unstored().length || changed());
    },
    () => undefined,
  );
}
