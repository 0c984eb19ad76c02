/** Predicted values over true ones, in an SVG of 320 by 320. */

const SIZE = 320;
const MARGIN = 36;
const STEP = 200;

const SVG = 'http://www.w3.org/2000/svg';

function draw(parent: Element, name: string, attributes: Record<string, string | number>, text = ''): void {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  parent.append(element);
}

export function drawScatter(svg: SVGElement, truth: readonly number[], predicted: readonly number[]): void {
  const most = Math.ceil(Math.max(...truth) / STEP) * STEP;
  const at = (value: number): number => (Math.max(0, Math.min(most, value)) / most) * (SIZE - 1.5 * MARGIN);
  const x = (value: number): number => MARGIN + at(value);
  const y = (value: number): number => SIZE - MARGIN - at(value);
  svg.replaceChildren();
  for (let value = 0; value <= most; value += STEP) {
    draw(svg, 'line', { x1: x(0), x2: x(most), y1: y(value), y2: y(value), stroke: 'var(--line)' });
    const label = { 'font-size': 11, fill: 'var(--quiet)' };
    draw(svg, 'text', { ...label, x: x(0) - 5, y: y(value) + 4, 'text-anchor': 'end' }, String(value));
    draw(
      svg,
      'text',
      { ...label, x: x(value), y: SIZE - MARGIN + 16, 'text-anchor': 'middle' },
      String(value),
    );
  }
  draw(svg, 'line', { x1: x(0), y1: y(0), x2: x(most), y2: y(most), stroke: 'var(--second)' });
  for (const [i, value] of truth.entries()) {
    draw(svg, 'circle', { cx: x(value), cy: y(predicted[i]), r: 3, fill: 'var(--accent)' });
  }
}
