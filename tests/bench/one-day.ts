import { hocuspocusDay } from './hocuspocus-day.ts';
import { verttiDay } from './vertti-day.ts';

/* The devices of one day, in a process of their own: `node tests/bench/one-day.ts vertti|hocuspocus <devices>`. Prints its figures as JSON. */
const [, , which, devices] = process.argv;
const figures = await (which === 'hocuspocus' ? hocuspocusDay : verttiDay)(Number(devices));
console.log(JSON.stringify(figures));
process.exit();
