import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartGrid, type LineChart, lineChart } from './chart.ts';

const chart: LineChart = {
  title: 'Rounds <b> & "more"',
  x: { label: 'peers', scale: 'log' },
  y: { label: 'rounds', scale: 'linear' },
  series: [
    {
      name: 'measured',
      markers: true,
      points: [
        [8, 3],
        [64, 6],
        [512, 9],
      ],
      band: [
        [8, 2, 4],
        [512, 8, 10],
      ],
    },
    {
      name: 'log n',
      dashed: true,
      points: [
        [8, 2],
        [512, 6.2],
      ],
    },
  ],
};

/** Whether every element that is opened is closed, in the right order, and nothing but names and text. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/?)>/gi,
    (_, end, name, __, empty) => {
      if (end) return open.pop() === name ? '' : '<';
      if (!empty) open.push(name);
      return '';
    },
  );
  return open.length === 0 && !/[<>]/.test(rest) && !/&(?!amp;|lt;|gt;|quot;)/.test(rest);
}

function count(svg: string, pattern: RegExp): number {
  return svg.match(pattern)?.length ?? 0;
}

describe('lineChart', () => {
  it('is an image with a name and a description', () => {
    const svg = lineChart(chart);
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="hearsay-chart" role="img" width="720"/,
    );
    expect(svg).toContain('<title>Rounds &lt;b&gt; &amp; &quot;more&quot;</title>');
    expect(svg).toContain('rounds by peers. Lines: measured, log n.</desc>');
    expect(isWellFormed(svg)).toBe(true);
  });

  it('draws lines, bands, markers, and dashes for laws', () => {
    const svg = lineChart(chart);
    expect(count(svg, /<path class="line/g)).toBe(2);
    expect(count(svg, /<path class="line dashed" stroke="#7d8590" stroke-dasharray="8 5"/g)).toBe(1);
    expect(count(svg, /<path fill="#0072b2" fill-opacity="0.18"/g)).toBe(1);
    expect(count(svg, /<circle/g)).toBe(3);
    expect(count(svg, /class="leader"/g)).toBe(2);
  });

  it('gives a law the colour of what it is about', () => {
    const [measured, law] = chart.series;
    const svg = lineChart({ ...chart, series: [measured!, { ...law!, colorOf: 'measured' }] });
    expect(svg).toContain('<path class="line dashed" stroke="#0072b2"');
  });

  it('has a legend when names would be far from their lines', () => {
    const points = chart.series[1]!.points;
    const series = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({ name, points }));
    const svg = lineChart({ ...chart, series });
    expect(count(svg, /class="leader"/g)).toBe(0);
    expect(count(svg, /<line class="line"/g)).toBe(7);
    // The seventh has the colour of the first, but is not the same.
    expect(count(svg, /<line class="line" stroke="#0072b2" stroke-dasharray="24 4"/g)).toBe(1);
  });

  it('leaves a gap where a point cannot be shown', () => {
    const points = [
      [-1, 5],
      [1, 1],
      [2, 2],
      [3, Number.NaN],
      [4, 4],
    ] as const;
    const svg = lineChart({ ...chart, series: [{ name: 'a', points }] });
    expect(svg).toMatch(/<path class="line" stroke="#0072b2" d="M[\d. ]+L[\d. ]+M[\d. ]+"\/>/);
    expect(count(svg, /<circle/g)).toBe(1);
  });

  it('says when there is nothing to show', () => {
    expect(lineChart({ ...chart, series: [] })).toContain('>no data</text>');
    expect(lineChart({ ...chart, series: [{ name: 'a', points: [[0, 1]] }] })).toContain('>no data</text>');
  });

  it('takes very many points', () => {
    const points = Array.from({ length: 300_000 }, (_, i) => [i + 1, i % 7] as const);
    expect(isWellFormed(lineChart({ ...chart, series: [{ name: 'a', points }] }))).toBe(true);
  });

  it('is well-formed whatever the texts and numbers', () => {
    const number = fc.oneof(fc.double(), fc.integer({ min: -5, max: 600 }));
    const words = fc.string({ unit: 'binary' });
    const series = fc.record({
      name: words,
      points: fc.array(fc.tuple(number, number)),
      dashed: fc.boolean(),
      markers: fc.boolean(),
      band: fc.array(fc.tuple(number, number, number)),
    });
    const axis = fc.record({ label: words, scale: fc.constantFrom('linear' as const, 'log' as const) });
    const charts = fc.record({ title: words, subtitle: words, x: axis, y: axis, series: fc.array(series) });
    fc.assert(
      fc.property(charts, (random) => {
        const svg = lineChart(random);
        expect(isWellFormed(svg)).toBe(true);
        const coordinates = svg.match(/ (?:[xy]|[xy][12]|c[xy]|d|width|height)="[^"]*"/g) ?? [];
        expect(coordinates.join('')).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });
});

describe('chartGrid', () => {
  it('puts charts side by side and in rows', () => {
    const svg = chartGrid([chart, { ...chart, height: 300 }, chart], 2);
    expect(svg).toContain('width="1456" height="896" viewBox="0 0 1456 896"');
    expect(svg).toContain('translate(736 0)');
    expect(svg).toContain('translate(0 456)');
    expect(count(svg, /class="paper"/g)).toBe(3);
    expect(isWellFormed(svg)).toBe(true);
  });

  it('has a heading over all, and a light ground if asked', () => {
    const bars = { title: 'By class', bars: [{ name: 'a', share: 0.5, label: '50%' }] };
    const options = {
      heading: { title: 'A <run>', subtitle: 'of today' },
      dark: false,
      description: 'All & more',
    };
    const svg = chartGrid([chart, bars], 1, options);
    expect(isWellFormed(svg)).toBe(true);
    expect(svg).toContain('<title>A &lt;run&gt;; Rounds');
    expect(svg).toContain('<desc>All &amp; more</desc>');
    expect(svg).not.toContain('prefers-color-scheme');
    expect(lineChart(chart)).toContain('prefers-color-scheme');
    const [whole, part] = [...svg.matchAll(/class="(?:whole|bar)"[^>]* width="([\d.]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(part! / whole!).toBeCloseTo(0.5);
    const [, height] = /^<svg[^>]* height="([\d.]+)"/.exec(svg)!;
    expect(svg).toContain(`<rect class="paper" width="720" height="${height}"/>`);
  });

  it('writes the axis as it is told, and a line that may lie on another one in dots', () => {
    const [series] = chart.series;
    const y = { ...chart.y, format: (value: number) => `${value} rounds` };
    const svg = lineChart({ ...chart, y, series: [{ ...series!, dotted: true }], empty: 'nothing' });
    expect(svg).toContain('>2 rounds</text>');
    expect(svg).toContain('stroke-dasharray="1 7"');
    expect(lineChart({ ...chart, series: [], empty: 'nothing' })).toContain('>nothing</text>');
  });

  it('has no more columns than charts, and takes none', () => {
    expect(chartGrid([chart], 5)).toBe(lineChart(chart));
    expect(isWellFormed(chartGrid([], 2))).toBe(true);
  });
});
