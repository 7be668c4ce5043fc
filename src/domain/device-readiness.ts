/** What is known of a device before a visit day. Times in milliseconds. */
export interface ReadinessFacts {
  app: 'here' | 'fetching' | 'missing' | 'no-worker';
  isUpdateWaiting: boolean;
  /** Whether anything can be stored now. */
  canStore: boolean;
  /** The programme and the visit's schedule; `stale` when the server was not asked since yesterday. */
  plan: 'here' | 'away' | 'empty' | 'stale';
  /** `none`: nobody has taken one into use. `away`: its questions are not on this device. `unneeded`: whoever uses the device sees no notes. */
  template: 'here' | 'away' | 'none' | 'unneeded';
  notes: 'here' | 'away' | 'unneeded';
  /** How many photos more there is room for; null where the browser does not say. */
  photos: number | null;
  isPersisted: boolean | null;
  /** `tab-apart`: a tab where the installed app would have a storage of its own, and this one may be cleared. */
  place: 'installed' | 'tab' | 'tab-apart';
  canKeepAwake: boolean;
  /** Server clock − device clock; null when it is not known. */
  clockOff: number | null;
  camera: CameraState;
}

/** `asks`: it asks when it is first used. `unknown`: the browser does not say before that. */
export type CameraState = 'granted' | 'asks' | 'refused' | 'absent' | 'not-offered' | 'unknown';

export const readinessParts = [
  'app',
  'plan',
  'template',
  'notes',
  'background',
  'storage',
  'photos',
  'kept',
  'place',
  'version',
  'awake',
  'clock',
  'camera',
] as const;
export type ReadinessPart = (typeof readinessParts)[number];

/** `missing` keeps the day from being written without a network; `lacks` is worth mending; `unknown` is told and keeps nothing. */
export type PartStanding = 'fine' | 'unknown' | 'lacks' | 'missing';

export interface DeviceReadiness {
  state: 'ready' | 'but' | 'not';
  parts: Record<ReadinessPart, PartStanding>;
}

/** Under this many photos there is little room: a team takes some dozens in a day. */
const fewPhotos = 50;
/** A clock this wrong is seen on the device itself; the times of notes are mended. */
export const clockBound = 2 * 60_000;

export function readinessOf(facts: ReadinessFacts): DeviceReadiness {
  const parts: DeviceReadiness['parts'] = {
    app: facts.app === 'here' ? 'fine' : 'missing',
    version: facts.isUpdateWaiting ? 'lacks' : 'fine',
    storage: facts.canStore ? 'fine' : 'missing',
    plan: { here: 'fine', away: 'missing', empty: 'lacks', stale: 'lacks' }[facts.plan] as PartStanding,
    template: { here: 'fine', unneeded: 'fine', away: 'missing', none: 'lacks' }[facts.template] as PartStanding,
    notes: facts.notes === 'away' ? 'missing' : 'fine',
    background: 'unknown',
    photos: facts.photos === null ? 'unknown' : facts.photos < fewPhotos ? 'lacks' : 'fine',
    kept: facts.isPersisted === null ? 'unknown' : facts.isPersisted ? 'fine' : 'lacks',
    place: facts.place === 'tab-apart' ? 'lacks' : 'fine',
    awake: facts.canKeepAwake ? 'fine' : 'lacks',
    clock: facts.clockOff === null ? 'unknown' : Math.abs(facts.clockOff) > clockBound ? 'lacks' : 'fine',
    camera: facts.camera === 'refused' || facts.camera === 'absent' || facts.camera === 'not-offered' ? 'lacks' : cameraKnown(facts.camera),
  };
  const all = Object.values(parts);
  return { parts, state: all.includes('missing') ? 'not' : all.includes('lacks') ? 'but' : 'ready' };
}

function cameraKnown(camera: CameraState): PartStanding {
  return camera === 'unknown' ? 'unknown' : 'fine';
}
