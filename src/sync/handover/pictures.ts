/** What moving pictures are made of and read with, fetched together when one is first shown or read. */
export { createFrameCollector } from './frame-collector.ts';
export { framesOf } from './frames.ts';
