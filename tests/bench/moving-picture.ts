import { servePicturePage } from '../browser/support/picture-page.ts';
import { handOverByPicture } from '../browser/support/picture-run.ts';
import { chanceOf } from '../support/chance.ts';
import { createFrameCollector } from '#sync/handover/frame-collector.ts';
import { framesOf } from '#sync/handover/frames.ts';

export interface MovingPictureFigures {
  /** Seconds from the first frame that was read to the last, at 15 pictures a second of which 30 % are torn. */
  day: number;
  interview: number;
  /** Frames read ÷ blocks, for one device's day. */
  overhead: number;
}

const kilobyte = 1_024;
const day = 50 * kilobyte;

/** From one page's canvas, filmed, through Chromium's camera to the other page; read by the worker, as Chromium on Linux lends no reader. */
export async function measureMovingPicture(): Promise<MovingPictureFigures> {
  const pages = await servePicturePage();
  try {
    return {
      day: await handOver(pages.origin, day, 320),
      interview: await handOver(pages.origin, 5 * kilobyte, 75),
      overhead: overhead(),
    };
  } finally {
    pages.close();
  }
}

async function handOver(origin: string, length: number, pictures: number): Promise<number> {
  const { sinceFrame, bytes, sent } = await handOverByPicture(origin, { length, pictures, lost: 0.3 });
  if (bytes.length !== sent.length || bytes.some((byte, at) => byte !== sent[at])) throw new Error('What was read is not what was shown');
  return sinceFrame / 1_000;
}

function overhead(): number {
  const runs = 100;
  let read = 0;
  let blocks = 0;
  for (let run = 1; run <= runs; run++) {
    const chance = chanceOf(run);
    const framed = framesOf(Uint8Array.from({ length: day }, () => chance.below(256)));
    if (!framed.ok) throw new Error(framed.error.type);
    const collector = createFrameCollector();
    blocks += framed.value.blocks;
    for (let seed = chance.below(2 ** 32), done = false; !done; seed++) {
      if (chance.is(0.3)) continue;
      read++;
      done = collector.take(framed.value.frame(seed)).type === 'complete';
    }
  }
  return read / blocks;
}
