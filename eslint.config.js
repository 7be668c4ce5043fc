import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// Only for `.svelte`: oxlint does all `.ts` many times faster, but does not read markup.
export default ts.config(
  { ignores: ['**/*', '!**/*/', '!**/*.svelte', 'dist/', 'node_modules/', 'src/i18n/compiled/'] },
  {
    files: ['**/*.svelte'],
    extends: [...svelte.configs.recommended],
    plugins: { '@typescript-eslint': ts.plugin },
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, projectService: true, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      'svelte/button-has-type': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      'svelte/no-useless-mustaches': 'off',
      // Our router has plain paths and no base; the rule asks for SvelteKit's resolve().
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
);
