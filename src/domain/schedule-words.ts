import type { SlotType } from './slot.ts';

/** What a schedule's words say about a row. Whole words only: `Lounasmaa` is a surname, `työlounas` a lunch. */
export type ScheduleRowType = SlotType;
export type ScheduleLanguage = 'fi' | 'sv' | 'en';

const word = (words: string): RegExp => new RegExp(String.raw`(?<!\p{L})(?:${words})(?!\p{L})`, 'iu');

const TYPES: [Exclude<ScheduleRowType, 'interview' | 'other'>, RegExp][] = [
  [
    'feedback',
    word(String.raw`(?:loppu|väli|suullinen )?palaut(?:e|teen anto|etilaisuus|ekeskustelu|teet)|återkoppling\p{L}*|respons|feedback`),
  ],
  [
    'debrief',
    word(String.raw`(?:\p{L}*)purku(?:keskustelu|tilaisuus|kokous|osuus)?|(?:slut)?genomgång(?:en)?|uppsummering|debrief(?:ing)?|wrap-?up`),
  ],
  [
    'site',
    word(
      String.raw`(?:\p{L}*)(?:kohdekäynti|kohdekäynnit|kohdevierailu|maastokäynti|maastokohde|tutustumiskäynti)|tutustuminen|(?:kiertokäynti|kierros)|(?:plats|studie|fält)besök|rundvandring|site visits?|field (?:visit|trip)|guided (?:tour|walk)|tour`,
    ),
  ],
  [
    'break',
    word(
      String.raw`(?:\p{L}*)lounas(?:tauko)?|lounaalla|(?:\p{L}*)kahvit?|(?:\p{L}*)tauko|kahvitarjoilu|päivällinen|aamiainen|illallinen|(?:\p{L}*)lunch(?:paus|rast)?|(?:\p{L}*)kaffe(?:paus|rast)?|fika|(?:\p{L}*)paus|(?:\p{L}*)rast|middag|(?:coffee|lunch|tea)(?: break)?|break|dinner|breakfast`,
    ),
  ],
  [
    'opening',
    word(
      String.raw`(?:\p{L}*)(?:aloitus|avaus|aloitustilaisuus|aloituskokous|avaustilaisuus)|tervetul\p{L}*|(?:gemensam )?(?:inledning|öppning|start)|välkom\p{L}*|opening|welcome|kick-?off|introduction`,
    ),
  ],
];

const OTHER = word(
  String.raw`siirtyminen|siirtymä|majoittuminen|saapuminen|lähtö|ilmoittautuminen|valmistautuminen|varattu|vapaa(?:ta)?|transport|förflyttning|ankomst|avfärd|registrering|förberedelse|reserverat|transfer|arrival|departure|registration|preparation|reserved|free time`,
);

const AUDIENCE = word(
  String.raw`kaikki|vierailijat|tiimit?|vertaisarvioijat|isännät|alla|samtliga|besökare|besökarna|teamen|everyone|everybody|all|visitors|teams?|hosts?`,
);

/** What a row is by the words in its name cell; null when they do not say. */
export function typeOfWords(text: string): ScheduleRowType | null {
  const found = TYPES.find(([, words]) => words.test(text));
  if (found) return found[0];
  return OTHER.test(text) ? 'other' : null;
}

/** `Kaikki`, `Vierailijat`: for whom a common hour is, where an interview has a title. */
export function isAudience(text: string): boolean {
  return text.trim().length <= 40 && AUDIENCE.test(text);
}

/** The language an interview is held in, when a remark says so: *Haastattelu ruotsiksi*, *på svenska*, *in English*. */
export function languageOfRemark(remark: string): ScheduleLanguage | null {
  if (/ruotsi|svensk|swedish/iu.test(remark)) return 'sv';
  if (/englan|engelsk|english/iu.test(remark)) return 'en';
  if (/suomeksi|suomenk|finska|finnish/iu.test(remark)) return 'fi';
  return /^(?:sv|fi|en)$/iu.test(remark.trim()) ? (remark.trim().toLowerCase() as ScheduleLanguage) : null;
}
