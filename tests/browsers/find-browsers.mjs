// Where the browsers are that the tests drive, and how to get them. Plain JavaScript, because `npm test` uses it
// before anything is installed.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const wanted = {
  chromium: {
    variable: 'HEARSAY_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'],
    places: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    package: 'chromium',
  },
  // Chromium's tabs are only really hidden, and throttled, on a display.
  Xvfb: { variable: 'HEARSAY_XVFB', names: ['Xvfb'], places: [], package: 'xvfb' },
};

/** @param {keyof typeof wanted} program @returns {string | null} its path */
export function find(program) {
  const { variable, names, places } = wanted[program];
  const chosen = process.env[variable];
  if (chosen) return existsSync(chosen) ? chosen : null;
  const inPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  return [...inPath, ...places].find((path) => existsSync(path)) ?? null;
}

/**
 * Installs what is missing with apt-get where that is possible.
 * @throws {Error} one line that says how to get what is still missing
 */
export function ensureBrowsers() {
  const missing = () => Object.keys(wanted).filter((program) => find(program) === null);
  if (missing().length === 0) return;
  const packages = missing().map((program) => wanted[program].package);
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    console.log(`Installing ${packages.join(' and ')} with apt-get for the browser tests ...`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (...args) =>
      execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    try {
      run('update', '-qq');
      run('install', '-y', '-qq', '--no-install-recommends', ...packages);
    } catch {
      // What is missing is said below.
    }
  }
  const still = missing();
  if (still.length === 0) return;
  const variables = still.map((program) => wanted[program].variable).join(', ');
  throw new Error(
    `The browser tests need ${still.join(' and ')}: install with "sudo apt-get install ${packages.join(' ')}", ` +
      `or set ${variables} to where it is.`,
  );
}
