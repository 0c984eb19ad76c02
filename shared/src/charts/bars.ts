/** A bar chart as markup, without the `<svg>` around it: headings, and a row for each bar with its name and its share. */
import { cutText } from './labels.ts';
import { drawHeading, MARGIN, WIDTH } from './panel.ts';
import { COLORS, LINE, textWidth } from './style.ts';
import { element, textElement } from './svg.ts';
import type { BarChart } from './types.ts';

const ROW = LINE + 5;
const THICKNESS = 16;
/** The widest that names may be, of the whole. */
const NAMES = 0.4;

/** @returns how tall it is, too */
export function drawBars({ bars, width = WIDTH, ...heading }: BarChart): { markup: string; height: number } {
  const { markup, bottom } = drawHeading(heading, width);
  const names = bars.map(({ name }) => cutText(name, NAMES * width));
  const left = MARGIN + Math.max(0, ...names.map((name) => textWidth(name))) + 8;
  const labels = Math.max(0, ...bars.map(({ label }) => textWidth(label)));
  const longest = Math.max(40, width - left - labels - 8 - MARGIN);
  const rows = bars.map(({ share, label }, index) => {
    const y = bottom + (index + 0.5) * ROW;
    const length = longest * Math.min(1, Math.max(0, share ?? 0));
    const place = { x: left, y: y - THICKNESS / 2, height: THICKNESS };
    return [
      textElement(
        'text',
        { class: 'name', x: left - 8, y, dy: '.35em', 'text-anchor': 'end' },
        names[index]!,
      ),
      // As long as all there could be, so that the bar is seen as a share of it.
      element('rect', { class: 'whole', ...place, width: longest }),
      element('rect', { class: 'bar', fill: COLORS[0], ...place, width: length }),
      textElement('text', { x: left + longest + 8, y, dy: '.35em' }, label),
    ].join('');
  });
  const height = bottom + bars.length * ROW + MARGIN;
  const paper = element('rect', { class: 'paper', width, height, rx: 6 });
  return { markup: [paper, markup, ...rows].join('\n'), height };
}
