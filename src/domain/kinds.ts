import type { Fields, Kind } from '#oplog/kind.ts';
import { attendance } from './attendance.ts';
import { device } from './device.ts';
import { finding, kooste } from './finding.ts';
import { followUp } from './follow-up.ts';
import { harvest } from './harvest.ts';
import { asked, interview, seat } from './interview.ts';
import { municipality } from './municipality.ts';
import { note } from './note.ts';
import { ownQuestion } from './own-question.ts';
import { part } from './part.ts';
import { person } from './person.ts';
import { photo } from './photo.ts';
import { practical } from './practical.ts';
import { programme } from './programme.ts';
import { setAside } from './set-aside.ts';
import { interviewee, slot, track } from './slot.ts';
import { team } from './team.ts';
import { question, template, templateVersion, theme } from './template.ts';
import { trial } from './trial.ts';
import { visit } from './visit.ts';

/** Every kind there is. A new kind is a file of its own and a line here. */
export const kinds = [
  programme,
  municipality,
  team,
  person,
  device,
  visit,
  template,
  theme,
  question,
  templateVersion,
  slot,
  interviewee,
  track,
  practical,
  note,
  photo,
  followUp,
  interview,
  asked,
  ownQuestion,
  seat,
  attendance,
  part,
  harvest,
  setAside,
  trial,
  finding,
  kooste,
] as unknown as readonly Kind<Fields>[];

const byName = new Map(kinds.map(kind => [kind.name, kind]));

/** @returns undefined for a kind this build does not know: its rows wait for the build that does */
export function kindNamed(name: string): Kind<Fields> | undefined {
  return byName.get(name);
}
