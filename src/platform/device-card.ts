/** What the device can say of itself for the list of devices: a name people recognise and its shape. */
export function deviceCardNow(): { label: string; shape: 'phone' | 'tablet' | 'computer' } {
  const agent = navigator.userAgent;
  const touches = navigator.maxTouchPoints > 1;
  // An iPad says that it is a Mac; no Mac has touch points.
  if (/iPad/.test(agent) || (/Macintosh/.test(agent) && touches)) return { label: 'iPad', shape: 'tablet' };
  if (/iPhone/.test(agent)) return { label: 'iPhone', shape: 'phone' };
  if (/Android/.test(agent)) return { label: 'Android', shape: /Mobile/.test(agent) ? 'phone' : 'tablet' };
  const system = /Windows/.test(agent) ? 'Windows' : /Macintosh/.test(agent) ? 'Mac' : /CrOS/.test(agent) ? 'Chromebook' : 'Linux';
  return { label: system, shape: 'computer' };
}

/** Whether the app runs from the home screen or as an installed app, with storage of its own. */
export function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches || ('standalone' in navigator && navigator.standalone === true);
}
