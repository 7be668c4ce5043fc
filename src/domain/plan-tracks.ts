/** A row of the day as tracks are made from it. Times `HH:MM`; `end` null or '' while nobody knows it. */
export interface TrackedRow {
  type: string;
  start: string;
  end: string | null;
  room: string;
}

/** A slot that is there already, with its track's id ('' for none). */
export type TrackedSlot = TrackedRow & { track: string };

/**
 * Which track each new row belongs to, by its room: interviews held at the same time in different rooms make tracks.
 * A room keeps the track it has, whatever the track is called by now; new tracks are asked of `newTrack` by their room.
 * @returns the track's id for each row, '' where the day has one track only or the hour is everybody's
 */
export function tracksForRows<Row extends TrackedRow>(
  rows: readonly Row[],
  slots: readonly TrackedSlot[],
  tracks: readonly { id: string; name: string }[],
  newTrack: (room: string) => string,
): Map<Row, string> {
  const known = new Map<string, string>();
  for (const one of tracks) if (one.name) known.set(roomKey(one.name), one.id);
  for (const slot of slots) if (slot.track && slot.room) known.set(roomKey(slot.room), slot.track);
  const interviews = [...slots, ...rows].filter(isInterview);
  const parallel = new Set<string>();
  for (const [index, a] of interviews.entries()) {
    for (const b of interviews.slice(index + 1)) {
      if (roomKey(a.room) === roomKey(b.room) || !isSameMoment(a, b)) continue;
      parallel.add(roomKey(a.room)).add(roomKey(b.room));
    }
  }
  const found = new Map<Row, string>();
  for (const row of rows) {
    const key = roomKey(row.room);
    if (!isInterview(row)) found.set(row, '');
    else if (known.has(key)) found.set(row, known.get(key)!);
    else if (parallel.has(key)) {
      const made = newTrack(row.room);
      known.set(key, made);
      found.set(row, made);
    } else found.set(row, '');
  }
  return found;
}

function isInterview(row: TrackedRow): boolean {
  return row.type === 'interview' && row.start !== '';
}

function isSameMoment(a: TrackedRow, b: TrackedRow): boolean {
  return a.start < (b.end || `${b.start}+`) && b.start < (a.end || `${a.start}+`);
}

function roomKey(room: string): string {
  return room.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
