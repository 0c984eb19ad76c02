/** How each line looks: by colour, and as well by its dashes or markers, for those to whom the colours are alike. */
import type { LineName } from '../../lab/measured.ts';

export interface LineStyle {
  /** A custom property. */
  readonly colour: string;
  readonly width: number;
  /** Lengths of dashes and gaps; none for a solid line. */
  readonly dash: readonly number[];
  /** Single points in place of a line. */
  readonly marker: 'circle' | 'square' | null;
}

const COLOURS: Record<LineName, string> = {
  constant: '--curve-accuracy',
  ln: '--curve-loss',
  beside: '--ink',
};
const DASHES: Record<LineName, readonly number[]> = { constant: [], ln: [10, 5], beside: [10, 4, 2, 4] };

export const measuredStyle = (line: LineName): LineStyle => ({
  colour: COLOURS[line],
  width: 2.5,
  dash: DASHES[line],
  marker: null,
});

export const predictedStyle = (line: LineName): LineStyle => ({
  colour: COLOURS[line],
  width: 1.5,
  dash: [2, 3],
  marker: null,
});

/** The law of a rate over the number of peers: its dashes tell which one. */
export const lawStyle = (line: LineName): LineStyle => ({ ...measuredStyle(line), width: 1.5 });

export const pointStyle = (line: LineName): LineStyle => ({
  ...measuredStyle(line),
  dash: [],
  marker: line === 'ln' ? 'square' : 'circle',
});
