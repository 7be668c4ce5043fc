import { clockAt, localDate, shortDate } from '#i18n/format.ts';
import { locale } from '#i18n/locale.ts';
import { m } from '#i18n/messages.ts';
import type { DeviceLine } from './devices-reading.ts';

/** What a device is called: what it named itself, else its shape. */
export function deviceWords({ label, shape }: Pick<DeviceLine, 'label' | 'shape'>): string {
  return label || { phone: m.devices_phone, tablet: m.devices_tablet, computer: m.devices_computer }[shape]();
}

/** `16.55` today, `ti 13.10. 16.55` on another day. */
export function momentWords(instant: number, now: number, zone: string): string {
  const time = clockAt(locale(), instant, zone);
  const date = localDate(instant, zone);
  return date === localDate(now, zone) ? time : `${shortDate(locale(), date)} ${time}`;
}
