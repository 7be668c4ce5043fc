import type { RoleGroup } from './role-group.ts';

export type RoleGroupKey = RoleGroup;

/** Words that name a group by themselves, in the order asked: `johtava asiantuntija` is a specialist, not leadership. */
const NAMED: [RoleGroupKey, RegExp][] = [
  [
    'civil',
    /järjest|asuk|yhdisty|kansalais|paikallis\w*toimij|sidosryhm|förening|organisation|invånar|civilsamh|lokala akt|resident|association|ngo|civil|citizen|communit|third sector|kolmas sektori|tredje sektorn/iu,
  ],
  [
    'elected',
    /luottamus|valtuutet|poliit|päättäj|förtroende|politiker|beslutsfatt|elected|politic|councill|council member|decision.?mak/iu,
  ],
  ['specialists', /asiantunt|sakkunnig|expert|specialist|experts|specialister|professional|suunnittelij|planerare|planner|tjänstem/iu],
  [
    'managers',
    /päällik|lähijohto|keskijohto|esihenkil|esimie|keskijohdo|chefer|^chef|förm[aä]n|mellanchef|manager|supervisor|middle management|head of|heads of/iu,
  ],
  ['leadership', /(?<!puheen)joht|ledning|ledare|direkt[öo]r|leader|executive|senior management|^management|director/iu],
];

/** Titles and short forms say a group less surely: they only suggest it. */
const SUGGESTING: [RoleGroupKey, RegExp][] = [
  [
    'elected',
    /hallituksen (?:\p{L}+ )?(?:puheenjoht|jäsen)|valtuuston|lautakun|styrelsens? ordf|fullmäktige|nämnd|council(?:lor| chair)|board chair|luott\.?/iu,
  ],
  ['civil', /yhd\.|yhdis|as\.|järj|kylä|seura(?:n|sta)?\b|fören|förb|res\.|assoc|ngo|luonnonsuojelu(?:piiri|yhdist)|neuvoston pj/iu],
  ['managers', /pääll|\p{L}*chef\b|manager|rehtori|rektor|principal|esim\.|head of/iu],
  ['leadership', /(?<!puheen)johtaj|(?<!puheen)joht\.|direktör|director|mayor|stadsdirek|borgmäst|pormestar/iu],
  [
    'specialists',
    /asiant|insinööri|suunnittel|koordinaattori|arkkitehti|biologi|tarkastaj|asiamies|neuvoja|ingenjör|planerare|koordinator|arkitekt|biolog|engineer|planner|coordinator|architect|adviser|officer|metsuri|opettaja|lärare|teacher/iu,
  ],
];

/** The group that a cell of the group column names, else null. */
export function roleGroupOfText(text: string): RoleGroupKey | null {
  const bare = text.trim();
  // A short form such as "as.yhd." is a guess, and guesses are asked about.
  if (bare === '' || /\p{L}\.(?:\p{L}|$)/u.test(bare)) return null;
  return NAMED.find(([, words]) => words.test(bare))?.[0] ?? null;
}

/** The likeliest group, from what the cell says and else from the person's title; offered, never chosen silently. */
export function suggestRoleGroup(text: string, title: string): RoleGroupKey | null {
  for (const source of [text, title]) {
    const found = SUGGESTING.find(([, words]) => words.test(source)) ?? NAMED.find(([, words]) => words.test(source));
    if (source.trim() && found) return found[0];
  }
  return null;
}
