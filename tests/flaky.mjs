// `npm run test:flaky`: runs the tests in real tabs again and again, and says which of them failed in how many of the runs.
import util from 'node:util';
import { failure, prepare, runTests, sum } from './suite.mjs';

const USAGE = `npm run test:flaky -- [options] [filter ...]

Runs the tests in real tabs many times. Ends with 1 when any of them failed in any run.

  --times N   how many times (10)
  --long      the long ones too
  --json      what was found, as JSON
  --help      this text`;

function readFlags() {
  try {
    const { values, positionals } = util.parseArgs({
      allowPositionals: true,
      options: {
        times: { type: 'string', default: '10' },
        long: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!/^[1-9]\d{0,3}$/.test(values.times)) throw new Error('--times is a whole number from 1 to 9999.');
    return { ...values, times: Number(values.times), filters: positionals };
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exit(1);
  }
}

/** @returns {{test: string, failed: number, runs: number[]}[]} those that failed most first; runs count from 1 */
function failuresByTest(results) {
  const runs = new Map();
  results.forEach(({ failures }, place) => {
    for (const test of failures) runs.set(test, [...(runs.get(test) ?? []), place + 1]);
  });
  return [...runs]
    .map(([test, of]) => ({ test, failed: of.length, runs: of }))
    .sort((a, b) => b.failed - a.failed);
}

function toTable(failing, times) {
  if (failing.length === 0) return `No test failed in ${times} runs.`;
  const rows = failing.map(({ test, failed, runs }) => [`${failed} of ${times}`, runs.join(', '), test]);
  const all = [['failed in', 'runs', 'test'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...all.map((row) => row[column].length)));
  return all
    .map(([failed, runs, test]) => `${failed.padEnd(widths[0])}  ${runs.padEnd(widths[1])}  ${test}`)
    .join('\n');
}

const { times, long, json, help, filters } = readFlags();
if (help) {
  console.log(USAGE);
  process.exit(0);
}
// Whoever asks for JSON gets nothing else.
if (json) console.log = console.error;
await prepare();
const projects = ['browsers', 'browsers-waiting', ...(long ? ['long-browsers'] : [])];
const results = [];
for (let run = 1; run <= times; run++) {
  let output = '';
  const counts = await runTests('flaky', projects, filters, {
    print: (text) => {
      output += text;
    },
  });
  const result = counts.passed + counts.failed === 0 ? sum([failure('there is no such test')]) : counts;
  results.push(result);
  console.error(`run ${run} of ${times}: ${result.passed} passed, ${result.failed} failed`);
  // Why a test failed is there only now: the next run may not show it.
  if (result.failed > 0) console.error(output);
}
const failing = failuresByTest(results);
const found = { times, runs: results.map(({ passed, failed }) => ({ passed, failed })), failing };
if (json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
else console.log(`\n${toTable(failing, times)}`);
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
