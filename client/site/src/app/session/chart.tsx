/** A curve of the room's model and one of the tab's own: a title, what they say now or under the pointer, and the drawing. */
import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import type { Evaluation } from 'hearsay';
import { useEffect, useId, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import type { Plot } from './plot.ts';

export interface ChartProps {
  title: string;
  points: ReadonlySignal<readonly Evaluation[]>;
  /** Of the room's model. */
  measure(point: Evaluation): number;
  /** Of the tab's own. */
  own(point: Evaluation): number;
  /** A value beside the axis. */
  tick(value: number): string;
  /** A value in the text. */
  precise(value: number): string;
  /** The custom property with the curve's colour. */
  colour: string;
  /** Upper end of the axis; null fits the data. */
  top: number | null;
  /** A level drawn as a dashed line. */
  reference: number | null;
  note: string;
}

export function Chart(props: ChartProps) {
  const { title, points, measure, own, tick, precise, colour, top, reference, note } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const pointed = useSignal<number | null>(null);
  const noteId = useId();
  const latestReference = useRef(reference);
  // Until there is something to draw, what draws would only hold up the training code on its way here.
  const hasPoints = useComputed(() => points.value.length > 0).value;

  // The functions are constants of the module that draws this chart; only the level changes.
  useEffect(() => {
    if (!hasPoints) return;
    let gone = false;
    void import('./plot.ts').then(({ createPlot }) => {
      if (gone || !place.current) return;
      const onPoint = (index: number | null) => {
        pointed.value = index;
      };
      plot.current = createPlot(place.current, points, { measure, own, tick, colour, top, onPoint });
      plot.current.setReference(latestReference.current);
    });
    return () => {
      gone = true;
      plot.current?.destroy();
      plot.current = null;
    };
  }, [hasPoints, points, measure, own, tick, colour, top, pointed]);

  useEffect(() => {
    latestReference.current = reference;
    plot.current?.setReference(reference);
  }, [reference]);

  const shown = pointed.value === null ? undefined : points.value[pointed.value];
  const point = shown ?? points.value.at(-1);
  const { curves, format } = words.value;
  const value = point && readingOf(point);

  function readingOf(of: Evaluation): string {
    const [room, ofOwn] = [precise(measure(of)), precise(own(of))];
    return room === ofOwn ? room : curves.both(room, ofOwn);
  }

  const reading = point ? curves.after(`${value}`, format.duration(point.seconds)) : curves.none;
  return (
    <figure class="chart">
      <figcaption>
        <h3>{title}</h3>{' '}
        <span class="reading">{point ? curves.at(`${value}`, format.clock(point.seconds)) : reading}</span>
      </figcaption>
      <div
        ref={place}
        class="drawing"
        role="img"
        aria-label={curves.drawing(title, reading)}
        aria-describedby={noteId}
      />
      <p class="hint" id={noteId}>
        {note}
      </p>
    </figure>
  );
}
