/** `npm run bench`: how fast, how big. Figures are of this machine, ratios are what to compare. */

import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { flag, oneOf, parseFlags } from '../command-line/flags.ts';
import { createProgress } from '../command-line/progress.ts';
import { runCommand } from '../command-line/run-command.ts';
import { formatTable } from '../command-line/table.ts';
import type { BenchRow } from './bench.ts';
import { bytesBench } from './bytes/bytes.ts';
import { codecBench } from './codec/codec.ts';
import { convBench } from './conv/conv.ts';
import { exchangeBench } from './exchange/exchange.ts';
import { jankBench } from './jank/jank.ts';
import { joinsBench } from './joins/joins.ts';
import { latencyBench } from './latency/latency.ts';
import { learningBench } from './learning/learning.ts';
import { linkBench } from './link/link.ts';
import { loadBench } from './load/load.ts';
import { signallingBench } from './signalling/signalling.ts';
import { simulatorBench } from './simulator/simulator.ts';
import { skewBench } from './skew/skew.ts';
import { stepBench } from './step/step.ts';
import { taxBench } from './tax/tax.ts';
import { privacyBench } from './trust/privacy.ts';
import { trustBench } from './trust/trust.ts';

const BENCHES = [
  linkBench,
  taxBench,
  trustBench,
  exchangeBench,
  codecBench,
  bytesBench,
  convBench,
  skewBench,
  privacyBench,
  stepBench,
  learningBench,
  latencyBench,
  joinsBench,
  jankBench,
  loadBench,
  signallingBench,
  simulatorBench,
];

await runCommand(async () => {
  const { values, positionals } = parseFlags(
    {
      command: 'npm run bench --',
      summary: BENCHES.map(({ name, summary }) => `${name}: ${summary}`).join('\n'),
      positionals: {
        ...oneOf(BENCHES.map(({ name }) => name)),
        name: 'bench',
        help: 'which benches; all where none is named',
        least: 0,
        most: BENCHES.length,
      },
      flags: { json: { ...flag(), initial: false, help: 'prints JSON alone' } },
    },
    process.argv.slice(2),
  );
  const rows: BenchRow[] = [];
  for (const bench of BENCHES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const progress = createProgress({ total: 1, label: bench.name });
    rows.push(...(await bench.run(progress.update).finally(progress.finish)));
  }
  console.log(
    values.json
      ? JSON.stringify({ ...(positionals.length === 1 ? { bench: positionals[0] } : {}), rows })
      : toTable(rows),
  );
});

function toTable(rows: readonly BenchRow[]): string {
  return formatTable(
    [
      'what',
      { name: 'value', align: 'right' },
      'unit',
      'middle half',
      'ratio',
      { name: 'target', align: 'right' },
      'meets',
    ],
    rows.map(({ name, value, unit, quartiles, ratio, target, meets }) => [
      name,
      formatNumber(value),
      unit,
      quartiles === undefined ? null : quartiles.map(formatNumber).join(' to '),
      ratio ?? null,
      target === undefined ? null : formatNumber(target),
      meets === undefined ? null : meets ? 'yes' : 'NO',
    ]),
  );
}
