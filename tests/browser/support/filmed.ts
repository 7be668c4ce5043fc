import { closeSync, openSync, writeSync } from 'node:fs';
import type { Chance } from '../../support/chance.ts';

export interface Filming {
  width: number;
  height: number;
  /** Pictures a second. */
  rate: number;
  /** The share of pictures that show half of one code and half of the next, as when the screen changed while the camera looked. */
  lost: number;
  chance: Chance;
}

/**
 * Films codes as a camera would that is held a little aslant: soft, grey and with grain. Writes Y4M, which Chromium plays as its camera.
 * Codes are square rows of '0' and '1' with their quiet zone.
 */
export function filmCodes(file: string, codes: string[][], { width, height, rate, lost, chance }: Filming): void {
  const out = openSync(file, 'w');
  writeSync(out, `YUV4MPEG2 W${width} H${height} F${rate}:1 Ip A1:1 C420jpeg\n`);
  const chroma = new Uint8Array((width * height) / 2).fill(128);
  const size = codes[0]!.length;
  const map = projection(width, height, size);
  let before: Uint8Array | null = null;
  for (const code of codes) {
    const whole = soften(draw(code, map), width, height, chance);
    const torn = before && chance.is(lost) ? tear(before, whole) : whole;
    writeSync(out, 'FRAME\n');
    writeSync(out, torn);
    writeSync(out, chroma);
    before = whole;
  }
  closeSync(out);
}

/** For each pixel the module it shows (y × size + x), or −1 outside the code. */
function projection(width: number, height: number, size: number): Int32Array {
  const map = new Int32Array(width * height).fill(-1);
  const side = Math.min(width, height) * 0.92;
  const [cos, sin] = [Math.cos(0.03), Math.sin(0.03)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [u, v] = [(x - width / 2) / side, (y - height / 2) / side];
      const far = 1 + 0.05 * u + 0.03 * v;
      [u, v] = [u * far, v * far];
      const [column, row] = [Math.floor((cos * u + sin * v + 0.5) * size), Math.floor((cos * v - sin * u + 0.5) * size)];
      if (column >= 0 && row >= 0 && column < size && row < size) map[y * width + x] = row * size + column;
    }
  }
  return map;
}

function draw(code: string[], map: Int32Array): Uint8Array {
  const modules = code.join('');
  return Uint8Array.from(map, module => (module < 0 ? 90 : modules[module] === '1' ? 35 : 215));
}

/** Each pixel with its four neighbours, and grain. */
function soften(picture: Uint8Array, width: number, height: number, chance: Chance): Uint8Array {
  const grain = Int8Array.from({ length: 4_096 }, () => chance.below(17) - 8);
  const shift = chance.below(4_096);
  const soft = new Uint8Array(picture.length);
  for (let at = width; at < width * (height - 1); at++) {
    const sum = picture[at]! * 2 + picture[at - 1]! + picture[at + 1]! + picture[at - width]! + picture[at + width]!;
    soft[at] = Math.round(sum / 6) + grain[(at * 7 + shift) & 4_095]!;
  }
  return soft;
}

function tear(before: Uint8Array, now: Uint8Array): Uint8Array {
  const torn = now.slice();
  torn.set(before.subarray(0, before.length / 2));
  return torn;
}
