/** What the model makes of a digit, asked again and again, as the model changes while it learns. */
import { type ReadonlySignal, signal } from '@preact/signals';

/** Seconds between two questions: each costs the training a little. */
const INTERVAL_SECONDS = 0.25;

export interface LivePrediction {
  /** A probability for each digit; null while nothing is shown. */
  readonly probabilities: ReadonlySignal<readonly number[] | null>;
  /** What is to be recognised from now on; null for nothing. */
  show(pixels: Float32Array | null): void;
  /** Ends it. */
  stop(): void;
}

export interface LivePredictionParts {
  predict(pixels: Float32Array): Promise<number[]>;
  /** Calls back after so many seconds. */
  after(seconds: number, callback: () => void): void;
  /** Whether anybody can see it. */
  isVisible(): boolean;
}

/** At most one question is under way, and at most one waits. */
export function createLivePrediction({ predict, after, isVisible }: LivePredictionParts): LivePrediction {
  const probabilities = signal<readonly number[] | null>(null);
  let shown: Float32Array | null = null;
  let asking = false;

  const ask = async (): Promise<void> => {
    const pixels = shown;
    asking = pixels !== null;
    if (pixels === null) return;
    try {
      if (isVisible()) {
        const answer = await predict(pixels);
        if (shown !== null) probabilities.value = answer;
      }
    } catch {
      // The tab has left the room, or is not ready: the bars stay as they are.
    }
    after(INTERVAL_SECONDS, () => void ask());
  };

  return {
    probabilities,
    show(pixels) {
      shown = pixels;
      if (pixels === null) probabilities.value = null;
      else if (!asking) void ask();
    },
    stop() {
      shown = null;
    },
  };
}
