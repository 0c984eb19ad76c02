/** Draw a digit, or choose one of the test's, and see what this tab's model makes of it while it learns. */
import { useSignal } from '@preact/signals';
import type { Samples } from 'hearsay';
import { useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import { centreDigit } from './centre.ts';
import { DigitSheet } from './digit-sheet.tsx';
import { PAD_SIDE, Pad } from './pad.tsx';
import { ProbabilityBars } from './probability-bars.tsx';
import { usePrediction } from './use-prediction.ts';

export interface DrawDigitProps {
  predict(pixels: ArrayLike<number>): Promise<number[]>;
  samples: Samples;
  /** Training examples of each digit that this tab holds. */
  labels: readonly number[];
}

const TEN = Array.from({ length: 10 }, (_, digit) => digit);
const TEN_NAMES = TEN.map(String);
const BLANK = new Uint8Array(784);

export function DrawDigit({ predict, samples, labels }: DrawDigitProps) {
  const { draw: say } = words.value;
  /** What the model is shown, 784 amounts of ink; null for nothing. */
  const seen = useSignal<Uint8Array | null>(null);
  /** The test digit that was chosen; null for a drawing. */
  const given = useSignal<Uint8Array | null>(null);
  /** How often each button was pressed: each time it is another one of these digits. */
  const turns = useRef<number[]>(new Array<number>(10).fill(0));
  const live = usePrediction(predict);
  const probabilities = live.probabilities.value;
  const guess = probabilities === null ? null : probabilities.indexOf(Math.max(...probabilities));

  const show = (digit: Float32Array | null) => {
    seen.value = digit && Uint8Array.from(digit, (share) => Math.round(255 * share));
    live.show(digit);
  };
  const choose = (digit: number) => {
    const { inputs, inputLength, targets: of } = samples.test;
    const those = [...of.keys()].filter((example) => of[example] === digit);
    if (those.length === 0) return;
    const example = those[turns.current[digit] % those.length];
    turns.current[digit] += 1;
    const bytes = Uint8Array.from(inputs.subarray(example * inputLength, (example + 1) * inputLength));
    given.value = bytes;
    show(Float32Array.from(bytes, (byte) => byte / 255));
  };
  const clear = () => {
    // Another object, so that the pad is wiped also where nothing was chosen.
    given.value = BLANK.slice();
    show(null);
  };

  return (
    <div class="draw">
      <div class="draw-area">
        <Pad
          label={say.pad}
          given={given.value}
          onBegin={() => {
            given.value = null;
          }}
          onDraw={(ink) => show(centreDigit(ink, PAD_SIDE))}
        />
        <div class="draw-tools">
          <button type="button" onClick={clear} disabled={seen.value === null}>
            {say.clear}
          </button>
          <span class="seen">
            <DigitSheet pixels={seen.value ?? BLANK} columns={1} label={say.seen} />
            <span class="hint" aria-hidden="true">
              {say.seen}
            </span>
          </span>
        </div>
      </div>
      <div class="draw-answer">
        <output class="guess-words">
          {guess === null ? say.empty : say.guess(guess, labels[guess] > 0)}
        </output>
        <ProbabilityBars names={TEN_NAMES} label={say.bars} {...{ probabilities, guess }} />
      </div>
      <fieldset class="test-digits">
        <legend>{say.choose}</legend>
        {TEN.map((digit) => (
          <button key={digit} type="button" aria-label={say.testDigit(digit)} onClick={() => choose(digit)}>
            {digit}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
