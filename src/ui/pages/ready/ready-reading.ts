import { mayRead, mayWrite, rolesIn } from '#domain/access.ts';
import { dayLock, type DayLock } from '#domain/day-lock.ts';
import { nearestVisit, placeSlots } from '#domain/day.ts';
import { device } from '#domain/device.ts';
import { programme } from '#domain/programme.ts';
import { visitor } from '#domain/role.ts';
import { slot } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { trial } from '#domain/trial.ts';
import { localDate } from '#i18n/format.ts';
import type { Notebook } from '#notebook/notebook.ts';
import type { NotebookReader } from '#notebook/reader.ts';
import { leaveOf, readLeave } from '#notebook/safe-to-leave.ts';
import { reachOf } from '#notebook/saved.ts';
import { serverHeadsKey, type ServerHeads } from '#protocol/remembered.ts';
import type { ItemOf } from '#oplog/kind.ts';
import { templateHere, type TemplateHere } from '#ui/items/template-here.ts';

type Shape = ItemOf<typeof device>['shape'];

/** A device of the team. `heard` is when it last spoke of the visit, by the server's clock; `lacks` how many of the visit's changes it has not. */
export interface TeamDevice {
  device: string;
  label: string;
  shape: Shape;
  isThis: boolean;
  heard: number | null;
  lacks: number;
}

/** Somebody of the visiting teams, with the devices they have joined with. */
export interface TeamMember {
  person: string;
  name: string;
  devices: TeamDevice[];
}

/** This device's trial note: where it has been proven to be, and who has answered it. Times in milliseconds by corrected clocks. */
export interface SentTrial {
  sentAt: number;
  isOnServer: boolean;
  holders: string[];
  answers: { device: string; at: number }[];
}

/** A trial note of another device. */
export interface ComeTrial {
  from: string;
  person: string;
  sentAt: number;
  isAnswered: boolean;
}

export interface ReadyDay {
  visit: string;
  host: string;
  date: string;
  zone: string;
  isReadable: boolean;
  seesNotes: boolean;
  mayWrite: boolean;
  /** This device's. */
  shape: Shape;
  interviews: number;
  hasRows: boolean;
  /** `unneeded` where no notes are seen. */
  template: TemplateHere | { type: 'unneeded' };
  /** When the server was last asked for the programme and the plan, by the device's own clock; null when never. */
  fetchedAt: number | null;
  lock: DayLock | null;
  team: TeamMember[];
  sent: SentTrial | null;
  come: ComeTrial[];
}

export const noReadyDay: ReadyDay = {
  visit: '',
  host: '',
  date: '',
  zone: programme.fields.zone.initial,
  isReadable: false,
  seesNotes: false,
  mayWrite: false,
  shape: 'computer',
  interviews: 0,
  hasRows: false,
  template: { type: 'unneeded' },
  fetchedAt: null,
  lock: null,
  team: [],
  sent: null,
  come: [],
};

/** @param wanted the visit's id; '' for the nearest one */
export async function readReady(notebook: Notebook, r: NotebookReader, wanted: string): Promise<ReadyDay> {
  const { me } = notebook;
  const home = programmeSpace(me.programme);
  const [access, about, devices] = await Promise.all([
    notebook.access(r.log),
    r.item(programme, home, me.programme),
    r.items(device, home),
  ]);
  const zone = about?.zone || noReadyDay.zone;
  const mine = [...access.visits.values()].filter(one => mayRead(access, me.person, visitSpace(one.id)));
  const visit = wanted ? mine.find(one => one.id === wanted) : nearestVisit(mine, localDate(notebook.wall(), zone));
  const shape = devices.find(one => one.id === me.device)?.shape ?? noReadyDay.shape;
  if (!visit) return { ...noReadyDay, zone, shape };
  const seesNotes = mayRead(access, me.person, notesSpace(visit.id));
  const plan = await r.items(slot, visitSpace(visit.id));
  const held = plan.filter(one => one.type === 'interview' && !one.isCancelled);
  const heads = await Promise.all([home, visitSpace(visit.id)].map(space => r.log.memory<ServerHeads>(serverHeadsKey(space))));
  return {
    visit: visit.id,
    host: access.municipalities.get(visit.host)?.name ?? '',
    date: visit.date,
    zone,
    isReadable: true,
    seesNotes,
    mayWrite: mayWrite(access, me.person, { space: notesSpace(visit.id), kind: trial.name, id: me.device }),
    shape,
    interviews: held.length,
    hasRows: plan.length > 0,
    template: seesNotes ? await worstTemplate(r, me.programme, visit.template, held) : { type: 'unneeded' },
    fetchedAt: heads.some(one => !one) ? null : Math.min(...heads.map(one => one!.at)),
    lock: dayLock(placeSlots(plan)),
    ...(seesNotes ? await readTeam(notebook, r, visit.id, devices) : { team: [], sent: null, come: [] }),
  };
}

/** The template of all the day's interviews: the least ready of them. */
async function worstTemplate(r: NotebookReader, of: string, common: string, held: readonly ItemOf<typeof slot>[]): Promise<TemplateHere> {
  const ids = new Set(held.length ? held.map(one => one.template || common) : [common]);
  const found = await Promise.all([...ids].map(id => templateHere(r, of, id)));
  return found.find(one => one.type === 'away') ?? found.find(one => one.type === 'none') ?? found[0]!;
}

async function readTeam(
  notebook: Notebook,
  r: NotebookReader,
  visit: string,
  devices: readonly ItemOf<typeof device>[],
): Promise<Pick<ReadyDay, 'team' | 'sent' | 'come'>> {
  const { me } = notebook;
  const space = notesSpace(visit);
  const [access, { known }, trials, copies] = await Promise.all([
    notebook.access(r.log),
    readLeave(notebook, r, visit),
    r.items(trial, space),
    notebook.copies(r.log, space),
  ]);
  const leave = leaveOf(known, notebook.wall());
  const stands = new Map(leave.devices.map(one => [one.device, one]));
  const nameOf = (person: string) => access.people.get(person)?.name ?? '';
  const team = [...access.people.values()]
    .filter(one => rolesIn(access, one.id, space).includes(visitor))
    .map(({ id, name }) => ({
      person: id,
      name,
      devices: devices
        .filter(one => one.person === id && one.state === 'in-use' && !known.aside.has(one.id))
        .map(({ id: own, label, shape }) => {
          const stand = stands.get(own);
          return {
            device: own,
            label,
            shape,
            isThis: own === me.device,
            heard: stand?.heard ?? null,
            lacks: leave.total - (stand?.holds ?? 0),
          };
        }),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fi'));
  const own = trials.find(one => one.id === me.device);
  const answersTo = (one: ItemOf<typeof trial>) => trials.filter(answer => answer.parent === one.id && answer.to === one.sentAt);
  const deviceOf = (answer: ItemOf<typeof trial>) => answer.id.slice(answer.parent.length + 1);
  return {
    team,
    sent: own
      ? {
          sentAt: own.sentAt,
          isOnServer: reachOf([own.row], copies).server,
          holders: copies.devices.filter(one => reachOf([own.row], { server: null, devices: [one] }).devices > 0).map(one => one.device),
          answers: answersTo(own).map(answer => ({ device: deviceOf(answer), at: answer.sentAt })),
        }
      : null,
    come: trials
      .filter(one => one.parent === '' && one.id !== me.device)
      .map(one => ({
        from: one.id,
        person: nameOf(devices.find(found => found.id === one.id)?.person ?? ''),
        sentAt: one.sentAt,
        isAnswered: answersTo(one).some(answer => deviceOf(answer) === me.device),
      })),
  };
}
