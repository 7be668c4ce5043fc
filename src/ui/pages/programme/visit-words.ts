import { m } from '#i18n/messages.ts';
import type { VisitRow } from './programme-reading.ts';

/** Where a visit stands, in a few words. */
export function stageWords({ step, facts }: VisitRow): string {
  switch (step) {
    case 'date':
      return m.programme_stage_date();
    case 'teams':
      return m.programme_stage_teams();
    case 'schedule':
      return m.programme_stage_schedule();
    case 'people':
      return m.programme_stage_people({ count: facts.people });
    case 'template':
      return m.programme_stage_template();
    case 'publish':
      return m.programme_stage_publish();
    case 'invite':
      return facts.named === 0 ? m.programme_stage_invite_none() : m.programme_stage_invite({ joined: facts.joined, named: facts.named });
    case 'confirm':
      return m.programme_stage_confirm({ count: facts.unconfirmed });
    case 'ready':
      return m.programme_stage_ready();
    case 'held':
      return m.programme_stage_held();
    case 'cancelled':
      return m.programme_stage_cancelled();
  }
}

/** The row's next action; without an address it is done in the visit's dialog. */
export function actionOf({ step, visit }: VisitRow): { label: string; href?: string } {
  const at = `/visits/${visit.id}`;
  switch (step) {
    case 'date':
      return { label: m.programme_act_date() };
    case 'teams':
      return { label: m.programme_act_teams() };
    case 'schedule':
      return { label: m.programme_act_schedule(), href: `${at}/import` };
    case 'people':
      return { label: m.programme_act_people(), href: `${at}/plan` };
    case 'template':
      return { label: m.programme_act_template() };
    case 'publish':
      return { label: m.programme_act_publish(), ...(visit.template && { href: `/templates/${visit.template}` }) };
    case 'invite':
      return { label: m.programme_act_invite(), href: `${at}/invite` };
    case 'confirm':
      return { label: m.programme_act_confirm(), href: `${at}/plan` };
    case 'ready':
      return { label: m.programme_act_ready(), href: at };
    case 'held':
      return { label: m.programme_act_held(), href: `${at}/kooste` };
    case 'cancelled':
      return { label: m.programme_act_cancelled() };
  }
}

/** How far a date is from today (both YYYY-MM-DD): *tänään*, *9 päivän päästä*, *pidetty*. */
export function distanceWords(date: string, today: string): string {
  if (date === today) return m.programme_today();
  if (date < today) return m.programme_held();
  return m.programme_in_days({ count: Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000) });
}
