import { PlaceInvitation } from '#ui/items/place-invitation.svelte.ts';
import type { Office } from '../../app-context.ts';
import type { DeviceLine } from './devices-reading.ts';

/** One device's change for another: the invitation by which the new one joins. The old one works on until it has. */
export class DeviceChange extends PlaceInvitation {
  readonly line: DeviceLine;

  constructor(office: Office, line: DeviceLine) {
    super(() => office.replace(line.id));
    this.line = line;
  }
}
