import type { Component } from 'svelte';

export type Params = Record<string, string>;
/** Every page takes its address's parameters and nothing else. */
export type PageComponent = Component<{ params: Params }>;

export interface Route {
  path: string;
  load: () => Promise<{ default: PageComponent }>;
  /** `open`: shown before the device belongs to anybody. `alone`: without navigation. */
  frame?: 'open' | 'alone';
  /** Which place of the navigation it belongs to. */
  place?: 'today' | 'plan' | 'debrief' | 'kooste' | 'programme' | 'settings';
}

/** The address of every page. A page is a folder in `pages/` and a line here. */
export const routes: readonly Route[] = [
  { path: '/', load: () => import('./pages/today/TodayPage.svelte'), place: 'today' },
  { path: '/visits/:visit', load: () => import('./pages/today/TodayPage.svelte'), place: 'today' },
  { path: '/visits/:visit/notes/new', load: () => import('./pages/note/NotePage.svelte'), frame: 'alone', place: 'today' },
  { path: '/visits/:visit/interviews/:slot', load: () => import('./pages/interview/InterviewPage.svelte'), frame: 'alone', place: 'today' },
  {
    path: '/visits/:visit/interviews/:slot/harvest',
    load: () => import('./pages/harvest/HarvestPage.svelte'),
    frame: 'alone',
    place: 'today',
  },
  { path: '/visits/:visit/search', load: () => import('./pages/search/SearchPage.svelte'), place: 'today' },
  { path: '/visits/:visit/plan', load: () => import('./pages/plan/PlanPage.svelte'), place: 'plan' },
  { path: '/visits/:visit/import', load: () => import('./pages/import/ImportPage.svelte'), place: 'plan' },
  { path: '/visits/:visit/invite', load: () => import('./pages/invite/InvitePage.svelte'), place: 'programme' },
  { path: '/visits/:visit/debrief', load: () => import('./pages/debrief/DebriefPage.svelte'), place: 'debrief' },
  { path: '/visits/:visit/handover', load: () => import('./pages/handover/HandoverPage.svelte') },
  { path: '/visits/:visit/findings/:finding', load: () => import('./pages/finding/FindingPage.svelte'), place: 'debrief' },
  { path: '/visits/:visit/kooste', load: () => import('./pages/kooste/KoostePage.svelte'), place: 'kooste' },
  { path: '/visits/:visit/leave', load: () => import('./pages/leave/LeavePage.svelte') },
  { path: '/visits/:visit/ready', load: () => import('./pages/ready/ReadyPage.svelte') },
  { path: '/ready', load: () => import('./pages/ready/ReadyPage.svelte') },
  { path: '/programme', load: () => import('./pages/programme/ProgrammePage.svelte'), place: 'programme' },
  { path: '/templates/:template', load: () => import('./pages/template/TemplatePage.svelte'), place: 'programme' },
  { path: '/devices', load: () => import('./pages/devices/DevicesPage.svelte'), place: 'programme' },
  { path: '/receipt', load: () => import('./pages/receipt/ReceiptPage.svelte') },
  { path: '/troubles', load: () => import('./pages/troubles/TroublesPage.svelte') },
  { path: '/settings', load: () => import('./pages/settings/SettingsPage.svelte'), place: 'settings' },
  { path: '/history/:family/:scope/:kind/:id', load: () => import('./pages/history/HistoryPage.svelte') },
  { path: '/changes/:family/:scope', load: () => import('./pages/changes/ChangesPage.svelte') },
  { path: '/visits/:visit/bin', load: () => import('./pages/bin/BinPage.svelte') },
  { path: '/bin', load: () => import('./pages/bin/BinPage.svelte') },
  { path: '/setup', load: () => import('./pages/start/SetupPage.svelte'), frame: 'open' },
  { path: '/join', load: () => import('./pages/join/JoinPage.svelte'), frame: 'open' },
  { path: '/welcome', load: () => import('./pages/start/WelcomePage.svelte'), frame: 'open' },
];

/** @returns the route of an address and its parameters; null when there is no such page */
export function matchRoute(pathname: string): { route: Route; params: Params } | null {
  const parts = pathname.split('/').filter(Boolean);
  for (const route of routes) {
    const wanted = route.path.split('/').filter(Boolean);
    if (wanted.length !== parts.length) continue;
    const params: Params = {};
    const fits = wanted.every((part, index) => {
      const given = decodeURIComponent(parts[index]!);
      if (!part.startsWith(':')) return part === given;
      params[part.slice(1)] = given;
      return true;
    });
    if (fits) return { route, params };
  }
  return null;
}
