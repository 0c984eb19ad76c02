/** One drawing with its title, its legend, what it says now, and its numbers as a table. */
import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import type { LabData, LabPlotOptions } from './lab-plot.ts';
import type { LineStyle } from './line-styles.ts';

export interface Entry {
  readonly name: string;
  readonly style: LineStyle;
}

interface LabChartProps {
  title: string;
  /** What it shows now, in words. */
  reading: string;
  note: string;
  entries: readonly Entry[];
  data: ReadonlySignal<LabData>;
  /** A constant for as long as the entries are. */
  axes: Pick<LabPlotOptions, 'x' | 'y'>;
  children: ComponentChildren;
}

/** Give it another key for other entries or axes. */
export function LabChart({ title, reading, note, entries, data, axes, children }: LabChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef({ entries, axes });

  useEffect(() => {
    let destroy: (() => void) | null = null;
    let gone = false;
    void import('./lab-plot.ts').then(({ createLabPlot }) => {
      // Each in a task of its own: all charts of the page at once would be a long one.
      setTimeout(() => {
        if (gone || !place.current) return;
        const styles = drawn.current.entries.map(({ style }) => style);
        destroy = createLabPlot(place.current, data, { styles, ...drawn.current.axes });
      });
    });
    return () => {
      gone = true;
      destroy?.();
    };
  }, [data]);

  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>
      </figcaption>
      <ul class="legend">
        {entries.map(({ name, style }) => (
          <li key={name}>
            <Swatch style={style} /> {name}
          </li>
        ))}
      </ul>
      <div ref={place} class="drawing" role="img" aria-label={words.value.lab.charts.label(title, reading)} />
      <p class="hint">{note}</p>
      {children}
    </figure>
  );
}

function Swatch({ style: { colour, width, dash, marker } }: { style: LineStyle }) {
  const stroke = `var(${colour})`;
  return (
    <svg class="swatch" viewBox="0 0 32 12" aria-hidden="true">
      {marker === 'circle' && <circle cx="16" cy="6" r="5" fill={stroke} />}
      {marker === 'square' && <rect x="11" y="1" width="10" height="10" fill={stroke} />}
      {marker === null && (
        <line
          x1="0"
          y1="6"
          x2="32"
          y2="6"
          stroke={stroke}
          stroke-width={width}
          stroke-dasharray={dash.join(' ')}
        />
      )}
    </svg>
  );
}
