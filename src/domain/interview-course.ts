import type { AskedState } from './interview.ts';
import type { TemplateContent } from './template.ts';

type Theme = TemplateContent['themes'][number];

/** Where one is in an interview: a theme and a question of it; `question` is '' under a theme without questions or under none. */
export interface Place {
  theme: string;
  question: string;
}

export type AskedStates = ReadonlyMap<string, AskedState>;

function isOpen(states: AskedStates, question: string): boolean {
  return (states.get(question) ?? 'open') === 'open';
}

/** Themes all of whose questions were asked, came up or were passed over. */
export function finishedThemes(themes: readonly Theme[], states: AskedStates): Set<string> {
  return new Set(
    themes.filter(theme => theme.questions.length > 0 && theme.questions.every(({ id }) => !isOpen(states, id))).map(theme => theme.id),
  );
}

/** Where to go on: the first question that is still open, else the last one; null without a template. */
export function firstOpen(themes: readonly Theme[], states: AskedStates): Place | null {
  const places = placesOf(themes);
  return places.find(place => place.question !== '' && isOpen(states, place.question)) ?? places.at(-1) ?? null;
}

/** The first open question of a theme, else its first. */
export function firstOfTheme(theme: Theme, states: AskedStates): Place {
  const question = theme.questions.find(({ id }) => isOpen(states, id)) ?? theme.questions[0];
  return { theme: theme.id, question: question?.id ?? '' };
}

/** The place after `at`; null after the last. */
export function nextPlace(themes: readonly Theme[], at: Place): Place | null {
  const places = placesOf(themes);
  const index = places.findIndex(place => place.theme === at.theme && place.question === at.question);
  return index < 0 ? null : (places[index + 1] ?? null);
}

/** The place before `at`; null before the first. */
export function placeBefore(themes: readonly Theme[], at: Place): Place | null {
  const places = placesOf(themes);
  return places[places.findIndex(place => place.theme === at.theme && place.question === at.question) - 1] ?? null;
}

/** All places of a template in order. */
export function placesOf(themes: readonly Theme[]): Place[] {
  return themes.flatMap(theme =>
    theme.questions.length ? theme.questions.map(({ id }) => ({ theme: theme.id, question: id })) : [{ theme: theme.id, question: '' }],
  );
}
