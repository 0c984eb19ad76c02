// `npm test`: sets everything up, then checks types and style and runs all tests but the long ones, and says how many passed.
import { failure, finish, prepare, runCheck, runTests, sum } from './suite.mjs';

/** Each with what it may know of its world: nothing, Node, a browser; and all that runs in Node. */
const PARTS = ['shared', 'signaling-server', 'client', 'tsconfig.node.json'];

/** One by one: each uses several cores. */
async function runChecks() {
  const all = [];
  for (const part of PARTS) all.push(await runCheck(`types: ${part}`, 'tsc', ['-p', part]));
  all.push(await runCheck('lint and format', 'biome', ['check', '--error-on-warnings']));
  all.push(await runCheck('unused code', 'knip', []));
  return sum(all);
}

await prepare();
const filters = process.argv.slice(2);
// Tabs wait for each other much of the time: meanwhile there is a core for the rest.
const [browsers, waiting, [checks, unit]] = await Promise.all([
  runTests('browsers', ['browsers'], filters),
  runTests('browsers-waiting', ['browsers-waiting'], filters),
  runChecks().then(async (checks) => [
    checks,
    await runTests('unit', ['shared', 'unit', 'servers'], filters),
  ]),
]);
const tests = sum([browsers, waiting, unit]);
const noTests = tests.passed + tests.failed === 0;
const nothing = noTests ? [failure('there is no such test; the long ones are in `npm run test:long`')] : [];
finish(sum([checks, tests, ...nothing]));
