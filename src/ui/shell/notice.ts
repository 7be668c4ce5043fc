/** Something the app has to tell that no page owns: a login page in the wifi, a new version, a full memory. */
export type Notice = {
  key: string;
  tone: 'info' | 'caution' | 'danger';
  title?: string;
  text: string;
  action?: { label: string; href?: string; onclick?: () => void };
  /** Words may be on the screen only: everything can be taken out right here. */
  rescue?: true;
  /** Absent: it stays until its cause is gone. */
  onclose?: () => void;
};
