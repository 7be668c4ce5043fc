/** A ready interview template: plain texts in three languages, from which a page makes drafts. Minutes add up to the hour. */
export type TemplateStarter = {
  key: 'energy' | 'nature';
  content: Record<'fi' | 'sv' | 'en', StarterContent>;
};

export type StarterContent = {
  name: string;
  /** Sentences read aloud before the first question: who we are, and honestly what happens to the notes. */
  opening: string[];
  closing: string[];
  themes: StarterTheme[];
};

export type StarterTheme = { title: string; short: string; minutes: number; questions: string[] };
