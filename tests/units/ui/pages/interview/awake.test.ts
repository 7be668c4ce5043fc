import { cleanup } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import InterviewPage from '#ui/pages/interview/InterviewPage.svelte';
import { showPage } from '../../../../support/page-app.ts';
import { lehtolaHour } from './lehtola-hour.ts';

afterEach(cleanup);

test('the screen is kept lit while an interview is open, and let go after it', async () => {
  const { around } = await lehtolaHour();
  let lit = 0;
  const keepAwake = () => {
    lit++;
    return () => void lit--;
  };
  around.app.abilities = async () => ({ ...(await import('#platform/abilities.ts')), keepAwake });
  showPage(around, InterviewPage, { visit: 'v', slot: 's1' });
  await vi.waitFor(() => expect(lit).toBe(1));
  cleanup();
  await vi.waitFor(() => expect(lit).toBe(0));
});
