import { dayLock, type DayLock } from '#domain/day-lock.ts';
import { dayVersion, withAdditions, type DatedVersion } from '#domain/day-template.ts';
import { minutesInto, type DaySlot, type Placed } from '#domain/day.ts';
import type { interview } from '#domain/interview.ts';
import { emptyContent, templateVersion, type template, type TemplateContent } from '#domain/template.ts';
import { localDate, localTime } from '#i18n/format.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import type { ItemOf } from '#oplog/kind.ts';

/** What an hour is held with. */
export interface HourRead {
  /** The version that counts; '' without a template. */
  version: string;
  /** All that is asked, additions too; null without a template, or while its version has not come to this device. */
  content: TemplateContent | null;
  /** The themes as they stood when the hour began, by which one goes on. */
  standing: TemplateContent['themes'];
  /** Questions that came in the middle of the day. */
  added: ReadonlySet<string>;
}

export const noHour: HourRead = { version: '', content: null, standing: [], added: new Set() };

interface Around {
  /** Where templates are. */
  home: string;
  date: string;
  zone: string;
  rows: readonly Placed<DaySlot>[];
}

/** The present minute of the visit's day. */
export function minuteOfDay(date: string, zone: string, wall: number): number {
  return minutesInto(date, { date: localDate(wall, zone), time: localTime(wall, zone) });
}

/**
 * What an hour is held with: what was recorded when it began, else what the day stands on; both with what was added since.
 * @param kept the version that the screen has shown since the hour began ('' for none): it stays, whatever another device recorded meanwhile
 */
export async function readHour(
  r: NotebookReader,
  { home, date, zone, rows }: Around,
  held: ItemOf<typeof interview> | undefined,
  offered: ItemOf<typeof template> | undefined,
  kept: string | null = null,
): Promise<HourRead> {
  const lock = dayLock(rows);
  const minute = (wall: number) => minuteOfDay(date, zone, wall) + (wall % 60_000) / 60_000;
  const dated = ({ id, at, content }: ItemOf<typeof templateVersion>): DatedVersion => ({ id, at: minute(at), content });
  const here = async (id: string) => (id ? await r.item(templateVersion, home, id) : undefined);
  const published = async (of: string) => (of ? (await r.children(templateVersion, of)).filter(one => one.space === home).map(dated) : []);

  if (!held?.startedAt) {
    const versions = await published(offered?.id ?? '');
    const version = dayVersion(versions, { id: offered?.version ?? '', since: inUseSince(offered, minute) }, lock);
    const own = versions.find(one => one.id === version);
    return own ? { version, ...hourOf(own, versions, [], lock) } : { ...noHour, version };
  }
  const recorded = [...new Set([held.version, ...lostVersions(held)])];
  const apart = (await Promise.all(recorded.map(here))).filter(one => one !== undefined).map(dated);
  const wanted = kept ?? held.version;
  const own = wanted ? ((await here(wanted)) ?? null) : null;
  if (wanted && !own) return { ...noHour, version: held.version };
  const of = own?.content.template || apart[0]?.content.template || (offered?.id ?? '');
  const empty = { id: '', at: minute(held.startedAt), content: { ...emptyContent, template: of } };
  return { version: held.version, ...hourOf(own ? dated(own) : empty, await published(of), apart, lock) };
}

function hourOf(standing: DatedVersion, versions: readonly DatedVersion[], apart: readonly DatedVersion[], lock: DayLock | null) {
  const { themes, added } = withAdditions(standing, versions, apart, lock);
  return { content: themes.length ? { ...standing.content, themes } : null, standing: standing.content.themes, added };
}

/** When what is in use was taken into use. */
function inUseSince(offered: ItemOf<typeof template> | undefined, minute: (wall: number) => number): number {
  const wall = offered?.row.cells['version']?.wall;
  return wall === undefined ? -Infinity : minute(wall);
}

/** What devices apart recorded of the same hour, and the winner replaced. */
function lostVersions(held: ItemOf<typeof interview>): string[] {
  return (held.row.cells['version']?.lost ?? []).map(({ value }) => value).filter(value => typeof value === 'string');
}
