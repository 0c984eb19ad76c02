/**
 * Colours, dashes and letters of the charts.
 *
 * The letters have two sizes: a chart that is shown at less than seven tenths of its width (on a phone, in a
 * narrow column) takes the larger one, so that they stay readable. The layout is made for the larger.
 */
import type { Series } from './types.ts';

/** Text size in pixels where space is tight; what the layout reckons with. */
export const TEXT = 19;
export const TITLE = 22;
/** The distance of two lines of text. */
export const LINE = 23;

const NARROW = 0.7;

/** The style sheet of an SVG that is `width` pixels wide. @param dark whether it is dark for readers who prefer that */
export function styleSheet(width: number, dark: boolean): string {
  return [
    '.hearsay-chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}',
    '.hearsay-chart text{font-size:15px;fill:#3d444d}',
    '.hearsay-chart .title{font-size:19px;font-weight:600;fill:#1f2328}',
    '.hearsay-chart .name{fill:#1f2328}',
    '.hearsay-chart .paper{fill:#fff}',
    '.hearsay-chart .grid{stroke:#d9dee3;stroke-width:1}',
    '.hearsay-chart .whole{fill:none;stroke:#d9dee3;stroke-width:1}',
    '.hearsay-chart .axis{stroke:#818b98;stroke-width:1}',
    '.hearsay-chart .line{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}',
    '.hearsay-chart .dashed{stroke-width:2;stroke-linecap:butt}',
    '.hearsay-chart .leader{fill:none;stroke-width:1.5}',
    ...(dark ? DARK : []),
    `@media (max-width:${Math.round(width * NARROW)}px){`,
    `.hearsay-chart text{font-size:${TEXT}px}.hearsay-chart .title{font-size:${TITLE}px}`,
    '.hearsay-chart .line{stroke-width:3.5}}',
  ].join('\n');
}

const DARK = [
  '@media (prefers-color-scheme:dark){',
  '.hearsay-chart text{fill:#b7bfc8}.hearsay-chart .title,.hearsay-chart .name{fill:#f0f3f6}',
  '.hearsay-chart .paper{fill:#151b23}.hearsay-chart :is(.grid,.whole){stroke:#2f3742}',
  '.hearsay-chart .axis{stroke:#656c76}}',
];

// Okabe and Ito's colours, told apart with any kind of colour vision; without yellow, which is hardly seen on
// white, and black, which is hardly seen on black.
export const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
// A grey that stands out from white and from black.
const GREY = '#7d8590';
const DASHES = ['8 5', '3 4', '12 4 3 4'];
const DOTS = '1 7';
// The second and third time that a colour is used: lines with small holes, hardly to be taken for a law.
const HOLES = [undefined, '24 4', '24 4 4 4'];

export interface Stroke {
  readonly color: string;
  readonly dash: string | undefined;
}

/** One stroke for each series, in their order. From the seventh on, colours come again, with holes. */
export function assignStrokes(series: readonly Series[]): Stroke[] {
  const own = series.filter(({ dashed, colorOf }) => colorOf === undefined && !dashed);
  const ranks = new Map(own.map(({ name }, rank) => [name, rank]));
  let laws = 0;
  return series.map(({ name, dashed, dotted, colorOf }) => {
    const rank = ranks.get(colorOf ?? name);
    const holes = HOLES[Math.floor((rank ?? 0) / COLORS.length) % HOLES.length];
    return {
      color: rank === undefined ? GREY : COLORS[rank % COLORS.length]!,
      dash: dotted ? DOTS : dashed ? DASHES[laws++ % DASHES.length] : holes,
    };
  });
}

/** How wide a text is at most, in pixels. An estimate: the reader's font is not known. */
export function textWidth(text: string, size = TEXT): number {
  return [...text].length * size * 0.63;
}
