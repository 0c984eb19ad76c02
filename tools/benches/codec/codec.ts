/** `npm run bench -- codec`: what packing and unpacking a model costs, beside a plain copy of it. */
import { float16 } from '@hearsay/shared/gossip/codec/float16.ts';
import { float32 } from '@hearsay/shared/gossip/codec/float32.ts';
import { int8 } from '@hearsay/shared/gossip/codec/int8.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { type Bench, type BenchRow, median, rowOf } from '../bench.ts';

/** The first is what the targets are for, the second about what `mnist-mlp` has. */
const SIZES = [
  { parameters: 1_000_000, label: '1 M parameters', judged: true },
  { parameters: 200_000, label: '200 k parameters', judged: false },
];
const REPETITIONS = 200;
const WARM_UP = 40;
/** Of the smaller codecs' speed, as a share of the copy's. */
const TARGET = 0.25;
const SMALLER = ['float16', 'int8'];

interface Work {
  readonly name: string;
  readonly judged: boolean;
  run(): void;
}

export const codecBench: Bench = {
  name: 'codec',
  summary: 'packing and unpacking a million parameters, beside a plain copy',
  async run(onProgress) {
    return SIZES.flatMap(({ parameters, label, judged }, size) => {
      const work = workOn(parameters);
      const times = timesOf(work, (done) => onProgress((size + done) / SIZES.length, label));
      const copy = median(times[0]);
      return work.map(({ name, judged: smaller }, i): BenchRow => {
        const ratio = copy / median(times[i]);
        const row = { ...rowOf(`${name}, ${label}`, times[i], 'ms'), ratio };
        return judged && smaller ? { ...row, target: TARGET, meets: ratio >= TARGET } : row;
      });
    });
  },
};

/** The copy, then each codec's two ways. */
function workOn(parameters: number): Work[] {
  const random = createRandom(1, 'codec bench');
  const vector = new Float32Array(parameters).map(() => 0.1 * random.normal());
  const into = new Float32Array(parameters);
  return [
    { name: 'copy', judged: false, run: () => into.set(vector) },
    ...[float32, float16, int8].flatMap((codec, i): Work[] => {
      const packed = new Uint8Array(codec.maxBytes(parameters));
      const judged = SMALLER.includes(codec.name);
      return [
        { name: `${codec.name}: pack`, judged, run: () => void codec.encode(vector, packed, i) },
        { name: `${codec.name}: unpack`, judged, run: () => void codec.decode(packed, into) },
      ];
    }),
  ];
}

/** In turn, so that what else the machine does meets all of them. @returns milliseconds, a list for each */
function timesOf(work: readonly Work[], onProgress: (done: number) => void): number[][] {
  const times = work.map((): number[] => []);
  for (let repetition = -WARM_UP; repetition < REPETITIONS; repetition++) {
    onProgress(Math.max(0, repetition) / REPETITIONS);
    work.forEach(({ run }, i) => {
      const began = performance.now();
      run();
      if (repetition >= 0) times[i].push(performance.now() - began);
    });
  }
  return times;
}
