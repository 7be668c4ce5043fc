import type { Device } from './day-people.ts';
import type { RunningServer } from './server.ts';

/** What the acts of the day are played with. */
export interface Play {
  server: RunningServer;
  visit: string;
  /** By its letter in the day's list of devices. */
  device(name: string): Device;
}

/** Those of the visitors, by their letters, and the host's. */
export type Devices = [Device, Device, Device, Device, Device, Device];

/** Chooses from the menu of an interview's strip. */
export async function fromMenu({ page }: Pick<Device, 'page'>, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Lisää', exact: true }).last().click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Someone of those who sit opposite, in the list before the hour. */
export const attendee = ({ page }: Pick<Device, 'page'>, name: string) => page.getByRole('group', { name, exact: true });
