// What `npm test`, `npm run test:long` and `npm run test:flaky` share: setting up, running, counting. Read before any package is
// installed.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join, relative } from 'node:path';
import { buildClient, checkNode, installPackages, ROOT } from '../signaling-server/launch/prepare.mjs';
import { ensurePrograms } from '../tools/browsers/find-browsers.mjs';

const REPORTS = join(ROOT, '.cache');

/** Sets everything up that tests need, and ends with 1 where that cannot be. */
export async function prepare() {
  try {
    checkNode();
    await installPackages();
    await buildClient();
    ensurePrograms(['chromium', 'firefox', 'Xvfb'], 'The browser tests');
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/**
 * Runs a program of the project's packages.
 * @param {(text: string) => void} print is given its output as it comes
 * @param {boolean} inBackground whether it gives way to all others
 * @returns {Promise<boolean>} whether it succeeded
 */
function run(program, args, print, inBackground = false) {
  return new Promise((resolve) => {
    const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
    const child = spawn('npx', ['--no-install', program, ...args], {
      cwd: ROOT,
      env: { ...process.env, ...colours },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    if (inBackground) giveWay(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', print);
    }
    child.on('error', (error) => {
      print(`${error.message}\n`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

/** What it starts gives way too. */
function giveWay({ pid }) {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It runs as it is.
  }
}

/** A check that passes or fails as a whole. @returns {Promise<Counts>} */
export async function runCheck(title, program, args) {
  let output = '';
  const passed = await run(program, args, (text) => {
    output += text;
  });
  console.log(`\n> ${title}${output === '' ? '' : `\n${output.trimEnd()}`}`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, failures: passed ? [] : [title] };
}

/**
 * Runs the tests of some of vitest's projects, see `vitest.config.ts`.
 * @param {string} name of the report @param {string[]} projects
 * @param {string[]} filters as vitest has them
 * @param {{print?: (text: string) => void, inBackground?: boolean}} [how] see `run`
 * @returns {Promise<Counts>} of no tests where none is named so
 */
export async function runTests(
  name,
  projects,
  filters,
  { print = (text) => process.stdout.write(text), inBackground } = {},
) {
  const report = join(REPORTS, `test-report-${name}.json`);
  mkdirSync(REPORTS, { recursive: true });
  rmSync(report, { force: true });
  const succeeded = await run(
    'vitest',
    [
      'run',
      ...projects.map((project) => `--project=${project}`),
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    print,
    inBackground,
  );
  const counts = readReport(report) ?? none();
  // What vitest says of more than tests counts too: a file that cannot be loaded, an error between tests.
  if (!succeeded && counts.failed === 0) return sum([counts, failure(`the tests of ${name}, as a whole`)]);
  return counts;
}

/** @typedef {{passed: number, failed: number, failures: string[]}} Counts */

/** @returns {Counts} */
const none = () => ({ passed: 0, failed: 0, failures: [] });

/** @returns {Counts} */
export const failure = (what) => ({ passed: 0, failed: 1, failures: [what] });

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
}

/** Says what failed and how many passed, and ends. @param {Counts} counts */
export function finish({ passed, failed, failures }) {
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map((what) => `  ${what}`).join('\n')}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** @returns {Counts | null} null where there is none. One that did not run has not passed. */
function readReport(file) {
  try {
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: numPassedTests,
      failed: numTotalTests - numPassedTests,
      failures: testResults.flatMap(failuresIn),
    };
  } catch {
    return null;
  }
}

function failuresIn({ name, status, assertionResults }) {
  const path = relative(ROOT, name);
  const failed = assertionResults.filter((test) => test.status !== 'passed');
  if (failed.length === 0 && status === 'failed') return [path];
  return failed.map(({ fullName }) => `${path}: ${fullName}`);
}
