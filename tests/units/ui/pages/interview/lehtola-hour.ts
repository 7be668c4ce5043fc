import { fireEvent, screen } from '@testing-library/svelte';
import { note } from '#domain/note.ts';
import { interviewee, slot, track } from '#domain/slot.ts';
import { notesSpace, programmeSpace, visitSpace } from '#domain/spaces.ts';
import { versionId } from '#domain/template-content.ts';
import { template, templateVersion, type TemplateContent } from '#domain/template.ts';
import { visit } from '#domain/visit.ts';
import { draft } from '#notebook/draft.ts';
import type { Notebook } from '#notebook/notebook.ts';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import { memoryNotebook, type visitPeople } from '../../../../support/memory-notebook.ts';
import { pageApp, showPage, type PageApp } from '../../../../support/page-app.ts';

const question = (id: string, words: string) => ({ id, words });

export const content: TemplateContent = {
  template: 't',
  name: 'Luonto',
  language: 'fi',
  opening: ['Olemme vertaisia.', 'Kirjaamme muistiinpanoja.'],
  closing: ['Mikä toimii?'],
  themes: [
    {
      id: 'lead',
      title: 'Johtajuus ja sitoutuminen',
      short: 'Johtajuus',
      minutes: 30,
      questions: [question('q1', 'Mikä on visio?'), question('q2', 'Ketkä osallistuivat?')],
    },
    { id: 'org', title: 'Organisointi', short: 'Organisointi', minutes: 30, questions: [question('q3', 'Miten roolit on määritelty?')] },
  ],
};

/** The visit of 14 October with two tracks, as Lehtola planned it; the clock stands at 9.34. */
export async function lehtolaHour(who: keyof typeof visitPeople = 'liisa') {
  const made = await memoryNotebook('tuula');
  const version = versionId(content);
  const home = { space: programmeSpace('p') };
  const plan = { space: visitSpace('v') };
  const row = (id: string, start: string, end: string, on: string, more: object = {}) =>
    draft(slot, { ...plan, id }, { type: 'interview', start, end, track: on, room: on === 't1' ? 'Valtuustosali' : 'Nh 2', ...more });
  await must(
    made.notebook.write([
      draft(template, { ...home, id: 't' }, { name: 'Luonto', version }),
      draft(templateVersion, { ...home, id: version }, { parent: 't', content }),
      draft(visit, { ...home, id: 'v' }, { template: 't' }),
      draft(track, { ...plan, id: 't1' }, { name: 'Valtuustosali', order: 0 }),
      draft(track, { ...plan, id: 't2' }, { name: 'Nh 2', order: 1 }),
      row('s0', '09:00', '09:30', '', { type: 'opening', title: 'Yhteinen aloitus' }),
      row('s1', '09:30', '10:30', 't1'),
      row('s2', '09:30', '10:30', 't2'),
      row('s3', '10:45', '11:45', 't1'),
      draft(
        interviewee,
        { ...plan, id: 'i1' },
        { parent: 's1', name: 'Marja-Leena Esimerkki', title: 'Kaupunginjohtaja', group: 'leadership' },
      ),
      draft(interviewee, { ...plan, id: 'i2' }, { parent: 's2', name: 'Åsa Mallström', title: 'Kaavoituspäällikkö', group: 'managers' }),
      draft(interviewee, { ...plan, id: 'i3' }, { parent: 's3', name: 'Jukka Näyte', title: 'Tekninen johtaja', group: 'leadership' }),
    ]),
  );
  const notebook = await made.another({ person: who });
  return { ...made, coordinator: made.notebook, notebook, around: pageApp(notebook), version };
}

async function must(writing: ReturnType<Notebook['write']>): Promise<void> {
  const written = await writing;
  if (!written.ok) throw new Error(JSON.stringify(written.error));
}

/** Opens the mayor's interview and starts it; the field is what is written in. */
export async function inInterview(around: PageApp): Promise<HTMLTextAreaElement> {
  showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
  await fireEvent.click(await screen.findByRole('button', { name: 'Aloita haastattelu' }));
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Muistiinpano' });
  field.focus();
  return field;
}

/** Types letter by letter, as a keyboard does. */
export async function type(field: HTMLTextAreaElement, words: string): Promise<void> {
  for (const letter of words) {
    field.value += letter;
    await fireEvent.input(field);
  }
}

export async function press(field: HTMLTextAreaElement, key: string, more: object = {}): Promise<void> {
  await fireEvent.keyDown(field, { key, ...more });
}

export async function tap(name: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name });
  if (await fireEvent.mouseDown(button)) button.focus();
  await fireEvent.click(button);
}

export const notesIn = (notebook: Notebook, parent = 's1') =>
  notebook
    .read(r => r.children(note, parent, 'deleted-too'))
    .then(all =>
      all.filter(one => one.space === notesSpace('v')).sort((a, b) => a.writtenAt - b.writtenAt || (a.words < b.words ? -1 : 1)),
    );
