/*
 * Preloaded into a server (`node --import`): its clock runs `VERTTI_CLOCK_AHEAD` milliseconds ahead of the machine's, so that a picture of
 * a day shows a day, whenever it is taken.
 */
const ahead = Number(process.env['VERTTI_CLOCK_AHEAD'] ?? 0);
const Right = Date;
globalThis.Date = class extends Right {
  constructor(...args: [] | [number]) {
    super(...(args.length ? args : ([Right.now() + ahead] as [number])));
  }
  static override now = () => Right.now() + ahead;
} as DateConstructor;
