// `npm run test:long`: what takes minutes, and is as much a part of the suite as `npm test`. CONTRIBUTING.md has the list.
import { buildDocs } from '../signaling-server/launch/prepare.mjs';
import { failure, finish, prepare, runTests, sum } from './suite.mjs';

/** Ends badly at a link that leads nowhere. */
async function documentation() {
  try {
    await buildDocs();
    return { passed: 1, failed: 0, failures: [] };
  } catch (error) {
    console.error(error.message);
    return failure('documentation');
  }
}

/** One by one: each uses several cores. */
async function compute() {
  const tests = await runTests('long-computing', ['long-computing'], filters, { inBackground: true });
  // Who names a part of the tests means no more than that.
  return { tests, docs: filters.length > 0 ? sum([]) : await documentation() };
}

await prepare();
const filters = process.argv.slice(2);
// Eight tabs at once need the machine to themselves, but for what gives way to them: they wait much of the time.
const computing = compute();
const unit = await runTests('long', ['long'], filters);
const browsers = await runTests('long-browsers', ['long-browsers'], filters);
const computed = await computing;
const tests = sum([unit, browsers, computed.tests]);
const noTests = tests.passed + tests.failed === 0;
finish(sum([tests, computed.docs, ...(noTests ? [failure('there is no such long test')] : [])]));
