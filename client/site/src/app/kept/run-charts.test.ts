import { describe, expect, it } from 'vitest';
import { kept as german } from '../words/de.ts';
import { kept as english } from '../words/en.ts';
import { createFormat } from '../words/format.ts';
import { type ChartedRun, chartsOfRun } from './run-charts.ts';

const run: ChartedRun = {
  title: 'Leaves <of> "oak" & beech',
  room: 'birch-elk',
  updates: 1234,
  devices: 3,
  history: [
    { seconds: 60, updates: 0, accuracy: 0.1, loss: 2.3, roomAccuracy: 0.1, roomLoss: 2.3 },
    { seconds: 300, updates: 600, accuracy: 0.55, loss: 1.4, roomAccuracy: 0.7, roomLoss: 1.1 },
    { seconds: 600, updates: 1234, accuracy: 0.845, loss: 0.7, roomAccuracy: 0.95, roomLoss: 0.4 },
  ],
  classes: ['oak', 'beech', 'ash'],
  perClass: [1, 0.5, null],
  limit: 0.2,
  ownTests: false,
};
const drawn = (more: Partial<ChartedRun> = {}) =>
  chartsOfRun({ ...run, ...more }, english.charts, createFormat('en'));
/** What is written in the picture, but for its hidden description. */
const written = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
/** How high the points of each line are, as shares of the axis from 0 to 1 that is drawn with so many grid lines. */
function heightsOf(svg: string): number[][] {
  const [panel] = svg.split('<g transform').slice(1);
  const lines = [...panel.matchAll(/<path class="line"[^>]* d="M([^"]*)"/g)].map(([, path]) => path);
  const grid = [...panel.matchAll(/class="grid"[^>]* y1="([^"]*)"/g)].map(([, y]) => Number(y));
  const height = Math.max(...grid) - Math.min(...grid);
  return lines.map((path) => path.split('L').map((point) => 1 - Number(point.split(' ')[1]) / height));
}

describe('the charts of a run', () => {
  it('are closed elements with escaped texts, and light whatever the reader prefers', () => {
    const svg = drawn();
    const open: string[] = [];
    for (const [, end, name, empty] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gi)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg).toContain('Leaves &lt;of&gt; &quot;oak&quot; &amp; beech');
    expect(svg).not.toMatch(/NaN|Infinity|undefined|prefers-color-scheme/);
  });

  it('say what they are of, with axes, units and names of the lines', () => {
    const texts = written(drawn());
    const { charts } = english;
    expect(texts.join(' ')).toContain(charts.about('birch-elk', 3, 1234, '10 min'));
    expect(texts).toEqual(
      expect.arrayContaining([charts.accuracy, charts.accuracyAxis, charts.crossEntropyAxis, '100%', '10']),
    );
    for (const [text, times] of [
      [charts.time.minutes, 2],
      [charts.ofRoom, 2],
      [charts.ofOwn, 2],
      [charts.alone, 1],
    ] as const)
      expect([text, texts.filter((one) => one === text).length]).toEqual([text, times]);
  });

  it('have the run’s figures', () => {
    const [room, own] = heightsOf(drawn());
    run.history.forEach((point, index) => {
      expect(room[index]).toBeCloseTo(point.roomAccuracy, 2);
      expect(own[index]).toBeCloseTo(point.accuracy, 2);
    });
    const svg = drawn();
    expect(svg).toContain(english.charts.description(0.95, 0.845));
    const bars = [...svg.matchAll(/<rect class="(whole|bar)"[^>]* width="([^"]*)"/g)].map(([, , width]) =>
      Number(width),
    );
    expect(
      [bars[1] / bars[0], bars[3] / bars[2], bars[5] / bars[4]].map((share) => share.toFixed(2)),
    ).toEqual(['1.00', '0.50', '0.00']);
    expect(written(svg).slice(-6)).toEqual(['oak', '100%', 'beech', '50%', 'ash', '–']);
  });

  it('are in the language of the page, its numbers too', () => {
    const history = run.history.map((point) => ({ ...point, loss: 0.9, roomLoss: 0.8 }));
    const texts = written(chartsOfRun({ ...run, history }, german.charts, createFormat('de')));
    expect(texts).toEqual(expect.arrayContaining([german.charts.accuracy, '100\u00a0%', '0,2']));
  });

  it('of values show what is explained, also less than nothing, and no classes', () => {
    const [first, ...rest] = run.history;
    const history = [{ ...first, accuracy: -0.4, roomAccuracy: -0.2 }, ...rest];
    const texts = written(drawn({ classes: [], perClass: [], limit: null, ownTests: true, history }));
    expect(texts).toEqual(
      expect.arrayContaining([english.charts.explained, english.charts.ownTests, english.charts.lossAxis]),
    );
    expect(texts.some((text) => /^[-−]\d+%$/.test(text))).toBe(true);
    expect(texts).not.toContain(english.charts.byClass);
  });

  it('say when there is nothing to draw yet', () => {
    expect(written(drawn({ history: [], perClass: [] }))).toContain(english.charts.none);
  });
});
