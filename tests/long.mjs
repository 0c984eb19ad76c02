// `npm run test:long`: what takes minutes, and is as much a part of the suite as `npm test`. CONTRIBUTING.md has the list.
import { failure, finish, prepare, runTests, sum } from './suite.mjs';

await prepare();
const filters = process.argv.slice(2);
// Eight tabs at once need the machine to themselves, but for what gives way to them: they wait much of the time.
const computed = runTests('long-computing', ['long-computing'], filters, { inBackground: true });
const unit = await runTests('long', ['long'], filters);
const browsers = await runTests('long-browsers', ['long-browsers'], filters);
const tests = sum([unit, browsers, await computed]);
const noTests = tests.passed + tests.failed === 0;
finish(sum([tests, ...(noTests ? [failure('there is no such long test')] : [])]));
