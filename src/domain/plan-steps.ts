import { fewestPeople } from './plan-coverage.ts';

/** What is known of a visit on the programme's page. */
export interface VisitFacts {
  date: string;
  isCancelled: boolean;
  teams: number;
  slots: number;
  people: number;
  unconfirmed: number;
  /** `draft`: one is chosen, but nothing of it is published yet, so interviews would begin without questions. */
  template: 'none' | 'draft' | 'ready';
  /** People of the visiting teams and the host contacts who have joined, of how many named. */
  joined: number;
  named: number;
}

export type VisitStep =
  'date' | 'teams' | 'schedule' | 'people' | 'template' | 'publish' | 'invite' | 'confirm' | 'ready' | 'held' | 'cancelled';

/** What comes next for a visit, the most pressing first. `today` is YYYY-MM-DD. */
export function nextStep(facts: VisitFacts, today: string): VisitStep {
  if (facts.isCancelled) return 'cancelled';
  if (!facts.date) return 'date';
  if (facts.date < today) return 'held';
  if (facts.teams === 0) return 'teams';
  if (facts.slots === 0) return 'schedule';
  if (facts.template !== 'ready') return facts.template === 'none' ? 'template' : 'publish';
  if (facts.people < fewestPeople) return 'people';
  if (facts.named === 0 || facts.joined < facts.named) return 'invite';
  return facts.unconfirmed > 0 ? 'confirm' : 'ready';
}

/** Whether the step waits for somebody. */
export function isWaiting(step: VisitStep): boolean {
  return step !== 'ready' && step !== 'held' && step !== 'cancelled';
}
