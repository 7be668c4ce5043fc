import { device as deviceKind } from '#domain/device.ts';
import { programmeSpace } from '#domain/spaces.ts';
import { draft } from '#notebook/draft.ts';
import { currentMemberships, endMembership } from '../access/memberships.ts';
import { endSessions } from '../access/sessions.ts';
import { dropCookie } from '../door.ts';
import { tellProgramme } from '../enrolment.ts';
import type { Parts, Route } from '../parts.ts';
import { writeAsServer } from '../store/writers.ts';

/** A device's user clears it: it is signed out of all its programmes, and the others no longer count on it. */
export function sessionLeaveRoute(parts: Parts): Route {
  return async c => {
    const { device } = c.var.session;
    const left = await parts.database.write(async sql => {
      const memberships = currentMemberships(sql, device);
      for (const { programme } of memberships) {
        endMembership(sql, device, programme, 'cleared');
        await writeAsServer(sql, parts.writing(), [
          draft(deviceKind, { space: programmeSpace(programme), id: device }, { state: 'cleared' }),
        ]);
      }
      endSessions(sql, device, 'cleared');
      return memberships;
    });
    dropCookie(c);
    parts.audience.disconnect(device);
    for (const { programme } of left) tellProgramme(parts, programme);
    return c.json({ done: true });
  };
}
