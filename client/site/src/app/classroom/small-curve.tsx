/** A few lines over time, small, without a library: what they are at now stands beside them. */
import { words } from '../words/words.ts';
import type { Moment } from './moments.ts';

export interface Line {
  readonly name: string;
  /** As it is now, in words. */
  readonly value: string;
  readonly of: (moment: Moment) => number | null;
  readonly kind: 'first' | 'second' | 'law';
}

interface SmallCurveProps {
  title: string;
  lines: readonly Line[];
  moments: readonly Moment[];
  /** Upper end of the axis; null fits all but the earliest data. */
  top: number | null;
  /** A value beside the axis. */
  tick(value: number): string;
  note: string;
}

/** Of the drawing's own coordinates. */
const WIDTH = 240;
const HEIGHT = 80;
const HEADROOM = 1.1;
/** The axis does not fit what is this early, as a share of all moments: at the start some figures are far off. */
const EARLY = 0.4;
/** Width of the time axis before there is as much to show, in seconds. */
const SHORTEST_TIME = 30;

export function SmallCurve({ title, lines, moments, top, tick, note }: SmallCurveProps) {
  const { classroom, format } = words.value;
  const newer = moments.slice(Math.floor(moments.length * EARLY));
  const values = lines.flatMap(({ of }) => newer.map(of)).filter((value) => value !== null);
  const highest = top ?? niceAbove(HEADROOM * Math.max(...values, 0));
  const time = Math.max(SHORTEST_TIME, moments.at(-1)?.seconds ?? 0);
  const reading = lines.map(({ name, value }) => `${name} ${value}`).join(', ');
  return (
    <figure class="small-curve">
      <figcaption>
        <h3>{title}</h3>
        <dl>
          {lines.map(({ name, value, kind }) => (
            <div key={kind} data-line={kind}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </figcaption>
      <div class="axes">
        <span class="high" aria-hidden="true">
          {tick(highest)}
        </span>
        <span class="low" aria-hidden="true">
          {tick(0)}
        </span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={classroom.figures.drawing(title, reading)}
        >
          {[0, 0.5, 1].map((share) => (
            <line key={share} class="grid" x1={0} x2={WIDTH} y1={share * HEIGHT} y2={share * HEIGHT} />
          ))}
          {lines.map(({ of, kind }) => (
            <path key={kind} data-line={kind} d={pathOf(moments, of, time, highest)} />
          ))}
        </svg>
        <span class="end" aria-hidden="true">
          {format.clock(time)}
        </span>
      </div>
      <p class="hint">{note}</p>
    </figure>
  );
}

function pathOf(moments: readonly Moment[], of: Line['of'], time: number, highest: number): string {
  let draws = false;
  const parts: string[] = [];
  for (const moment of moments) {
    const value = of(moment);
    if (value === null) {
      draws = false;
      continue;
    }
    const x = (WIDTH * moment.seconds) / time;
    const y = HEIGHT * (1 - Math.min(1, value / highest));
    parts.push(`${draws ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
    draws = true;
  }
  return parts.join('');
}

/** The next of 1, 2, 5, 10, 20 and so on, or what lies between them half-way. */
function niceAbove(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const mantissa = [1, 1.5, 2, 3, 5, 7.5, 10].find((one) => one * power >= value) ?? 10;
  return mantissa * power;
}
