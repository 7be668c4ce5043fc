/** A point in the drawing's own pixels; `width` is the line's there. */
export interface InkPoint {
  x: number;
  y: number;
  width: number;
}

export const inks = ['black', 'spruce'] as const;
export type Ink = (typeof inks)[number];

/** The colours of ink on paper: the same by day and in the dark, for the picture is looked at in both. */
export const inkColours: Record<Ink, string> = { black: '#1c2421', spruce: '#1f5a44' };
const paper = '#ffffff';

interface Stroke {
  ink: Ink;
  points: readonly InkPoint[];
}

/** What of a pointer's event a drawing needs. `pressure` is 0.5 for what knows none. */
export interface Touch {
  pointerId: number;
  pointerType: string;
  pressure: number;
  x: number;
  y: number;
}

type Canvas = Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'quadraticCurveTo' | 'lineTo' | 'stroke' | 'fillRect'> & {
  strokeStyle: unknown;
  fillStyle: unknown;
  lineWidth: number;
  lineCap: string;
  lineJoin: string;
};

/**
 * Strokes on a sheet. One pointer draws at a time; when a pen draws, a hand that rests on the sheet does not, and what it drew in the moment
 * before the pen came is taken away.
 */
export class Drawing {
  /** What stood on the sheet before each step: undoing goes back by one. */
  #steps = $state.raw<readonly (readonly Stroke[])[]>([]);
  #strokes = $state.raw<readonly Stroke[]>([]);
  #points: InkPoint[] | null = null;
  #pointer: { id: number; type: string } | null = null;
  #hasPen = false;
  ink = $state.raw<Ink>('black');

  get isEmpty(): boolean {
    return this.#strokes.length === 0;
  }

  get mayUndo(): boolean {
    return this.#steps.length > 0;
  }

  /** @returns whether this pointer draws now */
  begin(touch: Touch): boolean {
    const isPen = touch.pointerType === 'pen';
    if (isPen && this.#pointer?.type === 'touch') this.cancel();
    if (this.#pointer || (this.#hasPen && touch.pointerType === 'touch')) return false;
    this.#hasPen ||= isPen;
    this.#pointer = { id: touch.pointerId, type: touch.pointerType };
    this.#points = [pointOf(touch)];
    return true;
  }

  /** @returns whether there is something new to draw */
  move(touch: Touch): boolean {
    if (!this.#points || this.#pointer?.id !== touch.pointerId) return false;
    this.#points.push(pointOf(touch));
    return true;
  }

  /** @returns whether a stroke was added */
  end(touch: Pick<Touch, 'pointerId'>): boolean {
    if (!this.#points || this.#pointer?.id !== touch.pointerId) return false;
    this.#put([...this.#strokes, { ink: this.ink, points: this.#points }]);
    this.#lift();
    return true;
  }

  /** Lets go of the stroke that is being drawn: the system took the pointer away. */
  cancel(): void {
    this.#lift();
  }

  eraseAll(): void {
    if (!this.isEmpty) this.#put([]);
  }

  undo(): void {
    const before = this.#steps.at(-1);
    if (!before) return;
    this.#steps = this.#steps.slice(0, -1);
    this.#strokes = before;
  }

  /** Draws all there is, the stroke under the pointer too. */
  paint(canvas: Canvas, width: number, height: number): void {
    canvas.fillStyle = paper;
    canvas.fillRect(0, 0, width, height);
    for (const stroke of this.#strokes) paintStroke(canvas, stroke);
    if (this.#points) paintStroke(canvas, { ink: this.ink, points: this.#points });
  }

  #put(strokes: readonly Stroke[]): void {
    this.#steps = [...this.#steps, this.#strokes];
    this.#strokes = strokes;
  }

  #lift(): void {
    this.#points = null;
    this.#pointer = null;
  }
}

const lineWidth = 5;

/** A pen's line is as wide as it is pressed; a finger's and a mouse's has one width. */
function pointOf({ pointerType, pressure, x, y }: Touch): InkPoint {
  return { x, y, width: pointerType === 'pen' && pressure > 0 ? lineWidth * (0.5 + pressure) : lineWidth };
}

function paintStroke(canvas: Canvas, { ink, points }: Stroke): void {
  canvas.strokeStyle = inkColours[ink];
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  const [first] = points;
  if (!first) return;
  if (points.length === 1) {
    canvas.lineWidth = first.width * 1.4;
    canvas.beginPath();
    canvas.moveTo(first.x, first.y);
    canvas.lineTo(first.x + 0.1, first.y);
    canvas.stroke();
  }
  // From middle to middle, bent by the points themselves: corners of a slow pointer become curves.
  let from = { x: first.x, y: first.y };
  for (let index = 1; index < points.length; index++) {
    const point = points[index]!;
    const before = points[index - 1]!;
    const isLast = index === points.length - 1;
    const to = isLast ? point : { x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
    canvas.lineWidth = (before.width + point.width) / 2;
    canvas.beginPath();
    canvas.moveTo(from.x, from.y);
    canvas.quadraticCurveTo(before.x, before.y, to.x, to.y);
    canvas.stroke();
    from = to;
  }
}
