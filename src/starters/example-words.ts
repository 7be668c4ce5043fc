/** The words of the example that are the app's own, in the newcomer's language. What people wrote stays in theirs. */
export const exampleWords = {
  fi: { programme: 'Esimerkki: luontotyön vertaisvierailu Lehtolassa', subject: 'Luonnon monimuotoisuus', newcomer: 'Sinä' },
  sv: { programme: 'Exempel: kamratbesök om naturarbete i Lehtola', subject: 'Naturens mångfald', newcomer: 'Du' },
  en: { programme: 'Example: a peer visit on nature work in Lehtola', subject: 'Biodiversity', newcomer: 'You' },
};
