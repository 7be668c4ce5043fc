import CalendarDays from '@lucide/svelte/icons/calendar-days';
import CalendarRange from '@lucide/svelte/icons/calendar-range';
import Columns3 from '@lucide/svelte/icons/columns-3';
import Settings from '@lucide/svelte/icons/settings';
import FileText from '@lucide/svelte/icons/file-text';
import Users from '@lucide/svelte/icons/users';
import { m } from '#i18n/messages.ts';
import type { Route } from '../routes.ts';
import type { Place } from './navigation.ts';

/** What a person may see of a visit, from their roles in it. */
export interface Sight {
  visit: string | null;
  seesNotes: boolean;
  editsPlan: boolean;
  isCoordinator: boolean;
}

/** The navigation. A phone shows the first four; the receipt, one tap away on every page, leads to the rest. */
export function placesFor({ visit, seesNotes, editsPlan, isCoordinator }: Sight, current: Route['place']): Place[] {
  const places: (Omit<Place, 'current'> & { place: Route['place'] })[] = [];
  places.push({ place: 'today', href: visit ? `/visits/${visit}` : '/', label: m.shell_today(), icon: CalendarDays });
  if (isCoordinator) places.push({ place: 'programme', href: '/programme', label: m.shell_programme(), icon: Users });
  if (visit && editsPlan && !isCoordinator)
    places.push({ place: 'plan', href: `/visits/${visit}/plan`, label: m.shell_plan(), icon: CalendarRange });
  if (visit && seesNotes) {
    places.push({ place: 'debrief', href: `/visits/${visit}/debrief`, label: m.shell_debrief(), icon: Columns3 });
    places.push({ place: 'kooste', href: `/visits/${visit}/kooste`, label: m.shell_kooste(), icon: FileText });
  }
  if (visit && isCoordinator) places.push({ place: 'plan', href: `/visits/${visit}/plan`, label: m.shell_plan(), icon: CalendarRange });
  places.push({ place: 'settings', href: '/settings', label: m.shell_settings(), icon: Settings });
  return places.map(({ place, ...rest }) => ({ ...rest, current: place === current }));
}
