import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build as viteBuild, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { buildId } from './src/server/commands/build-app.ts';

const build = buildId();

/**
 * What is opened together travels together: each file costs a start without a network some milliseconds of its own. A group takes what its
 * files import with them; what the pages beside them share is one more, and each page is its own.
 */
const groups = [
  { name: 'day', test: /src\/(main\.ts|ui\/pages\/today\/TodayPage\.svelte)$/, priority: 3 },
  { name: 'hour', test: /src\/ui\/pages\/interview\/InterviewPage\.svelte$/, priority: 2.5 },
  // Nothing of the app's with it: the page at /rescue takes it too.
  { name: 'text', test: /src\/oplog\/text\.ts$/, priority: 2.2 },
  // Fetched when the first screen is there.
  { name: 'hand', test: /src\/(notebook\/hand|sync\/start|storage\/writing)\.ts$/, priority: 2 },
  // Pages that lead to each other: together they take less room than each by itself.
  { name: 'back', test: /src\/ui\/pages\/(bin|changes|history)\/\w+Page\.svelte$/, priority: 2 },
  { name: 'door', test: /src\/ui\/pages\/(join|start)\/\w+Page\.svelte$/, priority: 2 },
  { name: 'safe', test: /src\/ui\/pages\/(receipt|leave|troubles|ready)\/\w+(Page|Line)\.svelte$/, priority: 2 },
  { name: 'set', test: /src\/ui\/pages\/(settings|devices)\/\w+Page\.svelte$/, priority: 2 },
  { name: 'room', test: /src\/ui\/pages\/(debrief|finding|kooste)\/\w+Page\.svelte$/, priority: 2 },
  { name: 'office', test: /src\/ui\/pages\/(plan|import|programme|invite)\/\w+Page\.svelte$/, priority: 2 },
  { name: 'shared', minShareCount: 2, priority: 1 },
];

const alias = [
  // Dexie's default is its build for old browsers, which is not shaken: 2 KB more of the first screen.
  { find: /^dexie$/, replacement: fileURLToPath(import.meta.resolve('dexie/dist/modern/dexie.mjs')) },
  { find: 'lib0/logging', replacement: fileURLToPath(new URL('src/platform/quiet-logging.ts', import.meta.url)) },
];

const shape = {
  target: ['es2022', 'safari16.4'],
  modulePreload: { polyfill: false },
  // A file of its own per asset: the content policy allows no data: fonts or scripts.
  assetsInlineLimit: 0,
};
// How long plugins took on a busy machine is no warning about the build.
const checks = { pluginTimings: false, bundlerTimings: false };

export default defineConfig({
  define: { __VERTTI_BUILD__: JSON.stringify(build) },
  resolve: { alias },
  build: { ...shape, manifest: true, rolldownOptions: { checks, output: { codeSplitting: { groups } } } },
  plugins: [
    svelte(),
    rescuePage(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/platform',
      filename: 'service-worker.ts',
      outDir: 'dist',
      manifest: false,
      injectRegister: false,
      registerType: 'prompt',
      // The worker is built by a Vite of its own, which would else report as if it were the app's.
      integration: { configureCustomSWViteBuild: worker => void (worker.logLevel = 'warn') },
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*.{html,js,css,woff2,svg,png,webmanifest}'],
        // The large icons are for whoever installs the app: the system fetches them then, and keeps them itself.
        globIgnores: ['service-worker.js', 'icons/*-512.png'],
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [withIntegrity],
      },
    }),
    buildRecord(),
  ],
});

type Entry = { url: string; revision: string | null; integrity?: string; isLater?: boolean; size: number };

/** Kept by the address they are opened at. */
const pages: Record<string, string> = { 'index.html': '/', 'rescue.html': '/rescue' };

/** Makers of documents: fetched when all that the day needs is on the device. */
const later = /^assets\/(docx|ics)-/;

/** Gives each file its hash, so that a login page answered in a file's place can never be kept as that file, and asks for the page by its own address. */
function withIntegrity(entries: Entry[]) {
  const manifest = entries.map(entry => ({
    ...entry,
    url: pages[entry.url] ?? `/${entry.url}`,
    ...(later.test(entry.url) && { isLater: true }),
    integrity: `sha256-${createHash('sha256')
      .update(readFileSync(`dist/${entry.url}`))
      .digest('base64')}`,
  }));
  return { manifest, warnings: [] };
}

/**
 * Builds the page at /rescue as a program of its own, so that it opens whatever of the app is broken. The one file it takes of the app's, for
 * the words of texts that were never sealed, it can miss. Before the service worker's list is made.
 */
function rescuePage(): Plugin {
  return {
    name: 'vertti-rescue-page',
    apply: 'build',
    writeBundle: {
      sequential: true,
      handler: async (_, bundle) => {
        const chunks = Object.values(bundle).filter(file => file.type === 'chunk');
        const words = `/${chunks.find(chunk => chunk.facadeModuleId?.endsWith('src/rescue/open-words.ts'))!.fileName}`;
        const root = fileURLToPath(new URL('src/rescue', import.meta.url));
        const input = fileURLToPath(new URL('src/rescue/rescue.html', import.meta.url));
        await viteBuild({
          configFile: false,
          root,
          logLevel: 'warn',
          define: { __VERTTI_BUILD__: JSON.stringify(build) },
          plugins: [
            {
              name: 'vertti-open-words',
              enforce: 'pre',
              resolveId: name => (name === './open-words.ts' ? { id: words, external: 'absolute' } : null),
            },
          ],
          publicDir: fileURLToPath(new URL('public', import.meta.url)),
          resolve: { alias },
          build: {
            ...shape,
            outDir: fileURLToPath(new URL('dist', import.meta.url)),
            copyPublicDir: false,
            emptyOutDir: false,
            rolldownOptions: { input, checks },
          },
        });
      },
    },
  };
}

/** Leaves `dist/build.json`, by which `npm start` knows whether the build is that of these sources. */
function buildRecord(): Plugin {
  return {
    name: 'vertti-build-record',
    apply: 'build',
    writeBundle: () => writeFileSync('dist/build.json', `${JSON.stringify({ build })}\n`),
  };
}
