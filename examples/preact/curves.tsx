/** Curves over time, each with its name at its end. */
import type { Point } from './use-room.ts';

export interface Curve {
  readonly name: string;
  readonly points: readonly Point[];
  readonly isOwn: boolean;
}

const WIDTH = 400;
const HEIGHT = 240;
const LEFT = 52;
const RIGHT = 62;
const BOTTOM = 28;
const TOP = 10;
const LABELS = [0, 0.25, 0.5, 0.75, 1];

const y = (accuracy: number): number => TOP + (1 - accuracy) * (HEIGHT - TOP - BOTTOM);

export function Curves({ curves }: { readonly curves: readonly Curve[] }) {
  const seconds = Math.max(10, ...curves.flatMap(({ points }) => points.map((point) => point.seconds)));
  const x = (at: number): number => LEFT + (at / seconds) * (WIDTH - LEFT - RIGHT);
  const described = curves.map(
    ({ name, points }) => `${name} ${Math.round((points.at(-1)?.accuracy ?? 0) * 100)} %`,
  );
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Accuracy by tab: ${described.join(', ') || 'none yet'}`}
    >
      {LABELS.map((label) => (
        <g key={label}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(label)} y2={y(label)} stroke="var(--line)" />
          <text x={LEFT - 6} y={y(label) + 5} text-anchor="end" font-size="14" fill="var(--quiet)">
            {label * 100} %
          </text>
        </g>
      ))}
      <text x={WIDTH - RIGHT} y={HEIGHT - 6} text-anchor="end" font-size="14" fill="var(--quiet)">
        {Math.round(seconds)} s
      </text>
      {curves.map(({ name, points, isOwn }) => {
        const end = points.at(-1);
        if (end === undefined) return null;
        const colour = isOwn ? 'var(--accent)' : 'var(--second)';
        return (
          <g key={name}>
            <polyline
              points={points.map((point) => `${x(point.seconds)},${y(point.accuracy)}`).join(' ')}
              fill="none"
              stroke={colour}
              stroke-width={isOwn ? 3 : 1.5}
              stroke-dasharray={isOwn ? undefined : '6 3'}
            />
            <text x={x(end.seconds) + 4} y={y(end.accuracy) + (isOwn ? 4 : 20)} font-size="14" fill={colour}>
              {isOwn ? 'this tab' : name}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
