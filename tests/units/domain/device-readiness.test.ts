import { describe, expect, it } from 'vitest';
import { readinessOf, readinessParts, type ReadinessFacts } from '#domain/device-readiness.ts';

const whole: ReadinessFacts = {
  app: 'here',
  isUpdateWaiting: false,
  canStore: true,
  plan: 'here',
  template: 'here',
  notes: 'here',
  photos: 900,
  isPersisted: true,
  place: 'installed',
  canKeepAwake: true,
  clockOff: 40,
  camera: 'granted',
};

/** The state, and the parts that are not in order, as `part standing`. */
function judged(change: Partial<ReadinessFacts>): string {
  const { state, parts } = readinessOf({ ...whole, ...change });
  const rest = readinessParts.filter(part => part !== 'background' && parts[part] !== 'fine').map(part => `${part} ${parts[part]}`);
  return [state, ...rest].join(', ');
}

describe('a device', () => {
  it('is ready when all is here', () => {
    expect(judged({})).toBe('ready');
    expect(judged({ place: 'tab' })).toBe('ready');
    expect(judged({ template: 'unneeded', notes: 'unneeded' })).toBe('ready');
  });

  it.each<[Partial<ReadinessFacts>, string]>([
    [{ app: 'fetching' }, 'app missing'],
    [{ app: 'missing' }, 'app missing'],
    [{ app: 'no-worker' }, 'app missing'],
    [{ plan: 'away' }, 'plan missing'],
    [{ template: 'away' }, 'template missing'],
    [{ notes: 'away' }, 'notes missing'],
    [{ canStore: false }, 'storage missing'],
  ])('is not ready without what the day cannot be written without: %o', (change, part) => {
    expect(judged(change)).toBe(`not, ${part}`);
  });

  it.each<[Partial<ReadinessFacts>, string]>([
    [{ isUpdateWaiting: true }, 'version lacks'],
    [{ plan: 'stale' }, 'plan lacks'],
    [{ plan: 'empty' }, 'plan lacks'],
    [{ template: 'none' }, 'template lacks'],
    [{ photos: 49 }, 'photos lacks'],
    [{ isPersisted: false }, 'kept lacks'],
    [{ place: 'tab-apart' }, 'place lacks'],
    [{ canKeepAwake: false }, 'awake lacks'],
    [{ clockOff: -7 * 60_000 }, 'clock lacks'],
    [{ clockOff: 7 * 60_000 }, 'clock lacks'],
    [{ camera: 'refused' }, 'camera lacks'],
    [{ camera: 'absent' }, 'camera lacks'],
    [{ camera: 'not-offered' }, 'camera lacks'],
  ])('is ready but for what can be mended: %o', (change, part) => {
    expect(judged(change)).toBe(`but, ${part}`);
  });

  it('is not held back by what nobody can tell', () => {
    expect(judged({ photos: null, isPersisted: null, clockOff: null, camera: 'unknown' })).toBe(
      'ready, photos unknown, kept unknown, clock unknown, camera unknown',
    );
    expect(judged({ camera: 'asks', clockOff: 2 * 60_000, photos: 50 })).toBe('ready');
  });

  it('says honestly that there is no background material', () => {
    expect(readinessOf(whole).parts.background).toBe('unknown');
  });

  it('is as ready as the worst of it', () => {
    expect(judged({ isPersisted: false, app: 'fetching' })).toBe('not, app missing, kept lacks');
  });
});
