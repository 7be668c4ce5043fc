import { saveFile } from '#ui/items/files-out.ts';
import type { TodayPage } from './today-page.svelte.ts';

/**
 * Gives the day to the browser as a calendar file: what is everybody's and my track's, by titles and rooms, without the names of people,
 * because calendars live elsewhere.
 * @returns false when it could not be made, as when what makes it has not come to the device
 */
export async function takeCalendar(page: TodayPage): Promise<boolean> {
  const { visit, zone, slots, track } = page.day;
  if (!visit) return false;
  try {
    const { calendarFile, calendarType } = await import('#formats/ics.ts');
    const rows = slots
      .filter(({ slot }) => track === '' || slot.track === '' || slot.track === track)
      .map(({ slot: { id, start, end, room, link, isCancelled } }) => ({
        id,
        title: `${page.titleOf(id)} · ${visit.host}`,
        start,
        end,
        place: room,
        link,
        isCancelled,
      }));
    const file = calendarFile({ name: `Vertti ${visit.host}`, date: visit.date, zone, rows }, page.now);
    saveFile(new File([file], `${visit.host} ${visit.date}.ics`, { type: calendarType }));
    return true;
  } catch {
    return false;
  }
}
