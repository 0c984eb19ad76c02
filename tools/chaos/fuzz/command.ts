/** `npm run chaos -- fuzz`: nearly valid inputs for everything that reads what comes from outside. */
import { sum } from '@hearsay/shared/util/numbers.ts';
import { integer, oneOf, parseFlags } from '../../command-line/flags.ts';
import { createProgress } from '../../command-line/progress.ts';
import { describeError } from '../../command-line/run-command.ts';
import { formatTable } from '../../command-line/table.ts';
import type { Chaos } from '../chaos.ts';
import { type Failure, fuzzSubject } from './fuzz.ts';
import { SUBJECTS } from './subjects.ts';

const NAMES = SUBJECTS.map(({ name }) => name);

export const fuzz: Chaos = {
  name: 'fuzz',
  summary: 'changed bytes and values for everything that reads what comes from outside',
  async run(argv) {
    const { values } = parseFlags(
      {
        command: 'npm run chaos -- fuzz',
        summary:
          'Feeds changed valid inputs to everything that reads what comes from outside: nothing may throw or grow, and what is accepted must be valid.',
        flags: {
          inputs: { ...integer(1, 1e12), initial: 1_000_000, help: 'how many, among all' },
          seed: { ...integer(0, 2 ** 32 - 1), initial: 1, help: 'of the changes' },
          only: { ...oneOf(NAMES), initial: null, help: 'what to feed' },
          from: { ...integer(0, 2 ** 53 - 1), initial: 0, help: 'the episode to begin with, to replay one' },
        },
      },
      argv,
    );
    const { seed, from } = values;
    const subjects = SUBJECTS.filter(({ name }) => values.only === null || name === values.only);
    const inputs = Math.ceil(values.inputs / subjects.length);
    const rows: [string, number, number][] = [];
    const failures: Failure[] = [];
    for (const subject of subjects) {
      const progress = createProgress({ total: inputs, label: subject.name });
      const began = performance.now();
      const result = fuzzSubject(subject, { seed, inputs, from, onProgress: progress.update });
      progress.finish();
      rows.push([subject.name, result.inputs, (performance.now() - began) / 1000]);
      if (result.failure) failures.push(result.failure);
    }
    console.log(
      formatTable(
        ['what', { name: 'inputs', align: 'right' }, { name: 'seconds', align: 'right' }],
        [...rows, ['all', sum(rows.map((row) => row[1])), sum(rows.map((row) => row[2]))]].map(
          ([name, count, seconds]) => [name, String(count), Number(seconds).toFixed(1)],
        ),
      ),
    );
    if (failures.length > 0) throw new Error(failures.map((failure) => replay(failure, seed)).join('; '));
    console.log(`seed ${seed}: nothing threw, nothing grew, and nothing invalid got through`);
  },
};

function replay({ subject, episode, error }: Failure, seed: number): string {
  const command = `npm run chaos -- fuzz --only ${subject} --seed ${seed} --from ${episode} --inputs 1`;
  return `${subject}: ${describeError(error)}. Replay: ${command}`;
}
