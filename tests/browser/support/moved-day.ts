import { addMunicipality, addNatureTemplate, addVisit, foundProgramme, importSchedule, invite, joinDay } from './day-acts.ts';
import { startDevice, type Device } from './day-people.ts';
import { startServer } from './server.ts';

/** The day in Lehtola with its schedule, at a moment of its own: a coordinator, and Liisa and Mikko, one in each track. */
export interface MovedDay {
  visit: string;
  liisa: Device;
  mikko: Device;
  /** All three. */
  devices: readonly Device[];
  close(): Promise<void>;
}

/**
 * @param at the moment that the clocks of server and tablets show, on 14 October 2026, whenever this runs: milliseconds since 1970
 * @param mikkoOptions of his device
 */
export async function startMovedDay(at: number, mikkoOptions: Parameters<typeof startDevice>[2] = {}): Promise<MovedDay> {
  const ahead = at - Date.now();
  const server = await startServer({
    env: { NODE_OPTIONS: `--import ${import.meta.resolve('./moved-clock.ts')}`, VERTTI_CLOCK_AHEAD: String(ahead) },
  });
  const devices: Device[] = [];
  const device = async (name: string, options: Parameters<typeof startDevice>[2] = {}) => {
    const one = await startDevice(server, name, { clockAhead: ahead / 60_000, ...options });
    devices.push(one);
    return one;
  };
  const { page } = await device('K', { viewport: { width: 1440, height: 900 }, touch: false });
  await foundProgramme(page, server.setupToken, 'Luontotyön vertaisoppiminen', 'Tuula');
  await addMunicipality(page, { name: 'Lehtola' });
  await addMunicipality(page, { name: 'Kaislaniemi', team: ['Liisa', 'Mikko'] });
  await addNatureTemplate(page);
  const visit = await addVisit(page, 'Lehtola', '2026-10-14');
  await importSchedule(page, visit, 'tests/fixtures/vierailupaiva.xlsx');
  const [liisa, mikko] = [await device('A'), await device('B', mikkoOptions)];
  await joinDay(liisa, await invite(page, visit, 'Liisa'), { person: 'Liisa', track: 'Valtuustosali' });
  await joinDay(mikko, await invite(page, visit, 'Mikko'), { person: 'Mikko', track: 'Neuvotteluhuone 2' });
  return {
    visit,
    liisa,
    mikko,
    devices,
    async close() {
      for (const one of devices) await one.close();
      await server.stop();
    },
  };
}
