/** `npm run bench -- codec`: what packing and unpacking a model costs, beside a plain copy of it. */
import { MODEL_CODECS } from '@hearsay/shared/gossip/codec/codecs.ts';
import { createRandom } from '@hearsay/shared/gossip/random/random.ts';
import { type Bench, type BenchRow, median } from '../bench.ts';

const PARAMETERS = 1_000_000;
const REPETITIONS = 60;
const WARM_UP = 20;
/** Of the smaller codecs' speed, as a share of the copy's. */
const TARGET = 0.25;
const SMALLER = ['float16', 'int8'];

export const codecBench: Bench = {
  name: 'codec',
  summary: 'packing and unpacking a million parameters, beside a plain copy',
  async run(onProgress) {
    const random = createRandom(1, 'codec bench');
    const vector = new Float32Array(PARAMETERS).map(() => 0.1 * random.normal());
    const into = new Float32Array(PARAMETERS);
    const packed = MODEL_CODECS.map((codec) => new Uint8Array(codec.maxBytes(PARAMETERS)));
    const work: { readonly name: string; readonly target: boolean; readonly run: () => void }[] = [
      { name: 'copy', target: false, run: () => into.set(vector) },
      ...MODEL_CODECS.flatMap((codec, i) => [
        {
          name: `${codec.name}: pack`,
          target: SMALLER.includes(codec.name),
          run: () => {
            codec.encode(vector, packed[i], i);
          },
        },
        {
          name: `${codec.name}: unpack`,
          target: SMALLER.includes(codec.name),
          run: () => {
            codec.decode(packed[i], into);
          },
        },
      ]),
    ];
    const times = work.map((): number[] => []);
    // In turn, so that what else the machine does meets all of them.
    for (let repetition = -WARM_UP; repetition < REPETITIONS; repetition++) {
      onProgress(Math.max(0, repetition) / REPETITIONS, 'packing');
      work.forEach(({ run }, i) => {
        const began = performance.now();
        run();
        if (repetition >= 0) times[i].push(performance.now() - began);
      });
    }
    const copy = median(times[0]);
    return work.map(({ name, target }, i): BenchRow => {
      const milliseconds = median(times[i]);
      const ratio = copy / milliseconds;
      const row = { name: `${name}, 1 M parameters`, value: milliseconds, unit: 'ms', ratio };
      return target ? { ...row, target: TARGET, meets: ratio >= TARGET } : row;
    });
  },
};
