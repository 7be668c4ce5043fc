/**
 * Every text of the interface, as typed functions: `m.today_now({ name })`, or `m.today_now({ name }, { locale: 'sv' })` on the server.
 *
 * Written in `messages/<locale>/<page>.json`, compiled by `npm run i18n`. A text that depends on a number has its forms as variants:
 * ```json
 * "receipt_waiting": [{
 *   "declarations": ["input count", "local countPlural = count: plural"],
 *   "selectors": ["countPlural"],
 *   "match": { "countPlural=one": "{count} muistiinpano odottaa", "countPlural=other": "{count} muistiinpanoa odottaa" }
 * }]
 * ```
 */
export * as m from './compiled/messages.js';
