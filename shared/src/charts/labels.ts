/** Names of the lines: beside their ends where there is room, else in a legend above the plot. */
import { LINE, TEXT, textWidth } from './style.ts';
import type { Series } from './types.ts';

/** From the end of a line to its name, in pixels. */
export const LEADER = 22;
/** From a line to the name that follows it, in pixels. */
export const SPACE = 8;
/** The piece of line before a name in the legend, in pixels. */
export const SWATCH = 30;
const LEGEND_GAP = 22;
// A name may be this far from the end of its line, in lines of text, and still belong to it.
const FARTHEST = 1.3;

export interface LineEnd {
  readonly x: number;
  readonly y: number;
}

/** The room that names beside the lines need, in pixels; null if it is too much of `width`. */
export function directLabelWidth(series: readonly Series[], width: number): number | null {
  const needed = LEADER + 2 * SPACE + Math.max(0, ...series.map(({ name }) => textWidth(name)));
  return needed <= width * 0.36 ? needed : null;
}

/**
 * The heights of names beside the ends of their lines, as near to the ends as they get without covering each
 * other. Null if that is too far, if a line has no end, or if it ends before `right`, amid the others.
 */
export function placeDirectLabels(
  ends: readonly (LineEnd | null)[],
  plot: { readonly width: number; readonly height: number },
): number[] | null {
  const sorted: { y: number; index: number }[] = [];
  for (const [index, end] of ends.entries()) {
    if (end === null || end.x < plot.width * 0.97 || end.x > plot.width + 1) return null;
    sorted.push({ y: Math.min(plot.height, Math.max(0, end.y)), index });
  }
  const room = plot.height - (sorted.length - 1) * LINE;
  if (room < 0) return null;
  sorted.sort((a, b) => a.y - b.y);
  // Neighbours that are too near form a block around their mean (isotonic regression by pooling).
  const blocks: { sum: number; count: number }[] = [];
  for (const [rank, { y }] of sorted.entries()) {
    let block = { sum: y - rank * LINE, count: 1 };
    for (let above = blocks.at(-1); above !== undefined; above = blocks.at(-1)) {
      if (above.sum / above.count <= block.sum / block.count) break;
      block = { sum: above.sum + block.sum, count: above.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const offsets = blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  const heights: number[] = [];
  for (const [rank, { y, index }] of sorted.entries()) {
    const height = Math.min(room, Math.max(0, offsets[rank]!)) + rank * LINE;
    if (Math.abs(height - y) > FARTHEST * LINE) return null;
    heights[index] = height;
  }
  return heights;
}

export interface LegendItem {
  readonly name: string;
  readonly x: number;
  readonly row: number;
}

/** Names in rows that are `width` pixels wide; longer ones are cut. */
export function layOutLegend(series: readonly Series[], width: number): LegendItem[] {
  let x = 0;
  let row = 0;
  return series.map(({ name }) => {
    const cut = cutText(name, width - SWATCH - SPACE);
    const needed = SWATCH + SPACE + textWidth(cut);
    if (x > 0 && x + needed > width) {
      x = 0;
      row++;
    }
    const item = { name: cut, x, row };
    x += needed + LEGEND_GAP;
    return item;
  });
}

/** A text that is at most `width` pixels wide, with … where something is missing. */
export function cutText(text: string, width: number): string {
  const letters = [...text];
  const most = Math.max(1, Math.floor(width / textWidth('m', TEXT)));
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
