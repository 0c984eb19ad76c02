/** The pad: what is drawn is an example of a class, or is what the network is asked about. */
import { useSignal } from '@preact/signals';
import { DRAWING_LENGTH, DRAWING_SIDE, drawingOf } from '../../data/drawings.ts';
import { DigitSheet } from '../draw/digit-sheet.tsx';
import { PAD_SIDE, Pad } from '../draw/pad.tsx';
import { usePrediction } from '../draw/use-prediction.ts';
import { words } from '../words/words.ts';
import { CollectFrame, useCollecting } from './collect-frame.tsx';
import { NumberFiles } from './number-files.tsx';
import type { CollectedRun } from './open-shared.ts';

/** The newest of a class that are shown. */
const SHOWN = 10;
const BLANK = new Uint8Array(DRAWING_LENGTH);

export function DrawExamples({ run }: { run: CollectedRun }) {
  const { collect: say, make } = words.value.shared;
  const { collection, session } = run;
  const collecting = useCollecting(run);
  const { classes } = collecting;
  const seen = useSignal<Uint8Array<ArrayBuffer> | null>(null);
  const wiped = useSignal<Uint8Array | null>(null);
  const live = usePrediction(session.predict);
  const counts = collection.counts.value;

  const show = (drawing: Uint8Array<ArrayBuffer> | null): void => {
    seen.value = drawing;
    live.show(drawing && Float32Array.from(drawing, (ink) => ink / 255));
  };
  const clear = (): void => {
    // Another object each time, so that the pad is wiped.
    wiped.value = BLANK.slice();
    show(null);
  };
  const addTo = (label: number): void => {
    if (seen.value === null) return;
    collecting.add(label, [seen.value]);
    clear();
  };
  return (
    <CollectFrame
      {...{ run, collecting }}
      hints={[say.drawFirst, say.drawMore]}
      probabilities={live.probabilities}
      area={
        <Pad
          label={say.pad}
          given={wiped.value}
          onBegin={() => {
            wiped.value = null;
          }}
          onDraw={(ink) => show(drawingOf(ink, PAD_SIDE))}
        />
      }
      tools={
        <button type="button" onClick={clear} disabled={seen.value === null}>
          {say.clear}
        </button>
      }
      cards={classes.map((name, label) => (
        <li key={name}>
          <button type="button" class="primary" disabled={seen.value === null} onClick={() => addTo(label)}>
            {say.addAs(name)}
          </button>
          <span class="hint">{make.examples(counts[label])}</span>
          <Newest run={run} name={name} />
        </li>
      ))}
    >
      <NumberFiles collection={collection} classes={classes} side={DRAWING_SIDE} />
    </CollectFrame>
  );
}

function Newest({ run, name }: { run: CollectedRun; name: string }) {
  const { collect: say } = words.value.shared;
  const those = run.collection.store.examples.value.filter((example) => example.label === name).slice(-SHOWN);
  if (those.length === 0) return null;
  const pixels = new Uint8Array(those.length * DRAWING_LENGTH);
  for (const [place, one] of those.entries()) pixels.set(one.pixels, place * DRAWING_LENGTH);
  return <DigitSheet pixels={pixels} columns={Math.min(SHOWN, 5)} label={say.newest(those.length)} />;
}
