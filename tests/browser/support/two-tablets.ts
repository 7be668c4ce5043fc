import { foundVisit, invite, joinDay } from './day-acts.ts';
import { startDevice, type Device } from './day-people.ts';
import { startServer, type RunningServer } from './server.ts';

/** A visit with Liisa's tablet A and Mikko's tablet B, of one team. */
export interface TwoTablets {
  server: RunningServer;
  visit: string;
  a: Device;
  b: Device;
  close(): Promise<void>;
}

export async function startTwoTablets(): Promise<TwoTablets> {
  const server = await startServer();
  const k = await startDevice(server, 'K', { viewport: { width: 1440, height: 900 }, touch: false });
  const visit = await foundVisit(k.page, server.setupToken, { Kaislaniemi: ['Liisa', 'Mikko'] }, '2026-10-14');
  const a = await startDevice(server, 'A');
  await joinDay(a, await invite(k.page, visit, 'Liisa'), { person: 'Liisa' });
  const b = await startDevice(server, 'B');
  await joinDay(b, await invite(k.page, visit, 'Mikko'), { person: 'Mikko' });
  await k.close();
  return {
    server,
    visit,
    a,
    b,
    async close() {
      await a.close();
      await b.close();
      await server.stop();
    },
  };
}
