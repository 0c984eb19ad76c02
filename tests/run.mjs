// `npm test`: sets everything up, then checks types and style, then runs all tests, and says how many passed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClient,
  buildDocs,
  checkNode,
  installPackages,
  ROOT,
} from '../signaling-server/launch/prepare.mjs';
import { ensurePrograms } from '../tools/browsers/find-browsers.mjs';

const REPORT = join(ROOT, '.cache', 'test-report.json');

/** Runs a program of the project's packages, its output shown. @returns whether it succeeded */
function run(title, program, args) {
  console.log(`\n> ${title}`);
  const { status, error } = spawnSync('npx', ['--no-install', program, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (error) console.error(error.message);
  return status === 0;
}

/** Ends badly at a link that leads nowhere. @returns whether it did not */
async function documentation() {
  console.log('\n> documentation');
  try {
    await buildDocs();
    return true;
  } catch (error) {
    console.error(error.message);
    return false;
  }
}

/** @returns {{passed: number, failed: number}} */
function countTests() {
  try {
    const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(REPORT, 'utf8'));
    return { passed: numPassedTests, failed: numTotalTests - numPassedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

try {
  checkNode();
  await installPackages();
  await buildClient();
  ensurePrograms(['chromium', 'firefox', 'Xvfb'], 'The browser tests');
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const filters = process.argv.slice(2);
mkdirSync(join(ROOT, '.cache'), { recursive: true });
rmSync(REPORT, { force: true });
const checks = [
  ...[
    'shared',
    'signaling-server',
    'client/library',
    'client/library/node',
    'client/site',
    'tools',
    'tests',
    'docs',
  ].map((part) => run(`types: ${part}`, 'tsc', ['-p', part])),
  run('lint and format', 'biome', ['check', '--error-on-warnings']),
  await documentation(),
];
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
const tested = run('tests', 'vitest', ['run', ...reporters, ...filters]);
const tests = countTests();
const failedChecks = checks.filter((ok) => !ok).length;
const failed = tests.failed + failedChecks + (tested || tests.failed > 0 ? 0 : 1);
console.log(`\n${tests.passed + checks.length - failedChecks} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
