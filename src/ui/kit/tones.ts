/** Colours that a component may speak in; what each means is the caller's. `tokens.css` holds them under `data-tone`. */
export type Tone = 'neutral' | 'ink' | 'spruce' | 'moss' | 'cloudberry' | 'lake' | 'heather' | 'caution' | 'danger';

/** Signs that are drawn, not typed: fonts draw ✦ and ≈ differently on each tablet. */
export type Shape = 'triangle' | 'diamond' | 'star' | 'house' | 'question' | 'quote' | 'approx';
