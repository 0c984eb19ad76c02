// Where the programs are that the tests in real tabs need, and how to get them. Plain JavaScript, because `npm test`
// uses it before anything is installed.
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
  firefox: {
    variable: 'HEARSAY_FIREFOX',
    names: ['firefox-esr', 'firefox', 'firefox.exe'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    package: 'firefox-esr',
  },
  // Chromium's tabs are only really hidden, and throttled, on a display.
  Xvfb: { variable: 'HEARSAY_XVFB', names: ['Xvfb'], places: [], package: 'xvfb' },
  // Behind several processes that serve the same rooms.
  redis: {
    variable: 'HEARSAY_REDIS',
    names: ['redis-server', 'valkey-server'],
    places: [],
    package: 'redis-server',
  },
  // Makes machines out of network namespaces.
  ip: { variable: 'HEARSAY_IP', names: ['ip'], places: ['/usr/sbin/ip', '/sbin/ip'], package: 'iproute2' },
  // Makes routers out of some of them.
  nft: {
    variable: 'HEARSAY_NFT',
    names: ['nft'],
    places: ['/usr/sbin/nft', '/sbin/nft'],
    package: 'nftables',
  },
  // The relay between peers behind such routers.
  turnserver: { variable: 'HEARSAY_TURNSERVER', names: ['turnserver'], places: [], package: 'coturn' },
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
 * @param {(keyof typeof wanted)[]} programs
 * @param {string} purpose what needs them, as the beginning of a sentence
 * @throws {Error} one line that says how to get what is still missing
 */
export function ensurePrograms(programs, purpose) {
  const missing = () => programs.filter((program) => find(program) === null);
  if (missing().length === 0) return;
  const canInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (canInstall) {
    const packages = missing().map((program) => wanted[program].package);
    console.log(`Installing ${packages.join(', ')} with apt-get ...`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = (...args) => {
      try {
        execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
      } catch {
        // What is missing is said below.
      }
    };
    run('update', '-qq');
    // One by one: not every distribution has all of them.
    for (const name of packages) run('install', '-y', '-qq', '--no-install-recommends', name);
  }
  const still = missing();
  if (still.length === 0) return;
  const packages = still.map((program) => wanted[program].package).join(' ');
  const variables = still.map((program) => wanted[program].variable).join(', ');
  throw new Error(
    `${purpose} need ${still.join(' and ')}: install with "sudo apt-get install ${packages}", ` +
      `or set ${variables} to where it is.`,
  );
}
