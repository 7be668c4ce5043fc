import type { DayLock } from './day-lock.ts';
import type { TemplateContent } from './template.ts';

/** A published version of a template; `at` is when, in minutes of the visit's day. */
export interface DatedVersion {
  id: string;
  at: number;
  content: TemplateContent;
}

/**
 * The version that a day's hours are held with: what was in use when the day opened. What is published later replaces nothing; without any
 * at the opening the first one counts that comes.
 * @param inUse the version in use now ('' for none), and since when in minutes of the visit's day
 */
export function dayVersion(versions: readonly DatedVersion[], inUse: { id: string; since: number }, lock: DayLock | null): string {
  if (!lock || inUse.since <= lock.from) return inUse.id;
  const inOrder = inTime(versions);
  const first = inUse.id ? inOrder[0] : undefined;
  return (inOrder.findLast(one => one.at <= lock.from) ?? first)?.id ?? inUse.id;
}

/** What an hour shows: the version it stands on, word for word, and what was added since. */
export interface HourTemplate {
  themes: TemplateContent['themes'];
  /** The questions that were added. */
  added: ReadonlySet<string>;
}

/**
 * Adds to a version the questions that the day's later ones have beyond it: to the end of their themes, and new themes last. Nothing of the
 * version itself changes, moves or goes. An added question has its newest words, and stays when a still later version is without it.
 * @param others versions that devices apart began the same hour with: their questions are added too, whenever they were published
 */
export function withAdditions(
  standing: DatedVersion,
  versions: readonly DatedVersion[],
  others: readonly DatedVersion[],
  lock: DayLock | null,
): HourTemplate {
  const themes = standing.content.themes.map(theme => ({ ...theme, questions: [...theme.questions] }));
  const own = new Set(themes.flatMap(theme => theme.questions.map(({ id }) => id)));
  const added = new Set<string>();
  const isLater = (one: DatedVersion) => one.at > standing.at && one.at <= (lock?.to ?? standing.at);
  const later = inTime([...new Set([...versions.filter(isLater), ...others])]);
  for (const { content } of later.filter(one => one.content.template === standing.content.template)) {
    for (const theme of content.themes) {
      for (const question of theme.questions.filter(({ id }) => !own.has(id))) {
        const before = themes.flatMap(one => one.questions).find(({ id }) => id === question.id);
        if (before) before.words = question.words;
        else {
          let place = themes.find(({ id }) => id === theme.id);
          // Without minutes of its own, so that those of the others stay theirs.
          if (!place) themes.push((place = { ...theme, minutes: 0, questions: [] }));
          place.questions.push({ ...question });
          added.add(question.id);
        }
      }
    }
  }
  return { themes, added };
}

function inTime(versions: readonly DatedVersion[]): DatedVersion[] {
  return [...versions].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}
