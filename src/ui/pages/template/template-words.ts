import type { ReadinessProblem } from '#domain/template-readiness.ts';
import type { TemplateTextError } from '#domain/template-text.ts';
import { m } from '#i18n/messages.ts';

/** What was wrong with pasted text, and that nothing of it was added. */
export function pasteErrorWords(error: TemplateTextError): string {
  switch (error.type) {
    case 'empty':
      return m.template_paste_empty();
    case 'no-questions':
      return m.template_paste_no_questions();
    case 'too-many-questions':
      return m.template_paste_too_many({ count: error.count, limit: error.limit });
    case 'line-too-long':
      return m.template_paste_line_too_long({ line: error.line, limit: error.limit });
  }
}

/** What keeps a template from being taken into use. */
export function readinessWords(problem: ReadinessProblem): string {
  switch (problem.type) {
    case 'no-name':
      return m.template_problem_no_name();
    case 'no-questions':
      return m.template_problem_no_questions();
    case 'too-many-questions':
      return m.template_problem_too_many({ count: problem.count, limit: problem.limit });
    case 'untitled-theme':
      return m.template_problem_untitled({ number: problem.number });
    case 'empty-question':
      return m.template_problem_empty_question({ title: problem.theme || m.template_untitled() });
    case 'too-few':
      return m.template_problem_too_few({ count: problem.minutes });
    case 'too-many':
      return m.template_problem_over({ count: problem.minutes });
  }
}

/** How the hour stands, in one sentence. */
export function hourWords(minutes: number, themes: number): string {
  if (themes === 0) return m.template_hour_empty();
  if (minutes === 60) return m.template_hour_full();
  return minutes > 60 ? m.template_hour_over({ count: minutes - 60 }) : m.template_hour_under({ count: 60 - minutes });
}
