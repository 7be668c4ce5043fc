import type { TabletOptions } from './chromium.ts';
import { startDevice, type Device } from './day-people.ts';
import { openExampleDay, settle, type ExampleDay } from './example-day.ts';
import { startServer, type RunningServer } from './server.ts';

/** A device in the interview that goes on in the example day, without a network from there on. */
export async function inAnInterview(
  options: Partial<TabletOptions> = {},
): Promise<{ server: RunningServer; device: Device; day: ExampleDay }> {
  const server = await startServer();
  const device = await startDevice(server, 'E', options);
  device.page.setDefaultTimeout(8_000);
  const day = await openExampleDay(device.page, server);
  await device.page.goto(day.interview);
  await settle(device.page);
  device.line.cut();
  return { server, device, day };
}
