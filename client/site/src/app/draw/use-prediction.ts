/** What the room's model makes of something, asked again and again for as long as it is shown. */
import { useEffect, useRef } from 'preact/hooks';
import { createLivePrediction, type LivePrediction } from './live-prediction.ts';

export function usePrediction(predict: (inputs: Float32Array) => Promise<number[]>): LivePrediction {
  const live = useRef<LivePrediction | null>(null);
  live.current ??= createLivePrediction({
    predict,
    after: (seconds, callback) => setTimeout(callback, 1000 * seconds),
    isVisible: () => !document.hidden,
  });
  useEffect(() => () => live.current?.stop(), []);
  return live.current;
}
