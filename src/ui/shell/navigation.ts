import type { Component } from 'svelte';

/** A place of the navigation. On a phone only the first four are shown. */
export type Place = { href: string; label: string; icon: Component; current: boolean };
