import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const define = { __VERTTI_BUILD__: '"test"' };

export default defineConfig({
  test: {
    projects: [
      {
        define,
        test: {
          name: 'node',
          testTimeout: 20_000,
          environment: 'node',
          include: ['tests/*.test.ts', 'tests/{units,contracts,properties,scenarios,server}/**/*.test.ts'],
          exclude: ['tests/units/ui/**'],
        },
      },
      {
        define,
        plugins: [svelte()],
        resolve: { conditions: ['browser'] },
        test: { name: 'ui', testTimeout: 20_000, environment: 'happy-dom', include: ['tests/units/ui/**/*.test.ts'] },
      },
      {
        // Chromium, the built app and a real server: one file at a time, on a machine that may have two cores.
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
