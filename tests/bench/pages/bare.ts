import { mount } from 'svelte';
import Bare from './Bare.svelte';

mount(Bare, { target: document.body });

addEventListener('load', () => void navigator.serviceWorker.register('/bare-worker.js'));
