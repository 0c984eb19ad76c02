/**
 * What must be true before anything of Hearsay runs: a Node that is new enough, installed packages, a built
 * client; and the documentation, which nothing waits for. This file is read before the version of Node is known and before any package is installed, so it
 * imports only what Node has and keeps to syntax that Node 14 reads.
 *
 * Each function throws an Error whose message is one line for people.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's directory. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The oldest Node that Vite and vitest run on. */
const OLDEST_NODE = [20, 19];
/** Holds the hash of the package lists that node_modules was installed from. */
const INSTALLED_STAMP = join(ROOT, 'node_modules', '.hearsay-installed');
/** Holds the hash of the sources that client/site/dist was built from. */
const BUILT_STAMP = join(ROOT, 'client', 'site', 'dist', '.built');
/** Holds the hash of the sources that client/library/dist was built from. Not in there, where it would be published. */
const LIBRARY_BUILT_STAMP = join(ROOT, 'node_modules', '.hearsay-library-built');
/** Holds the hash of the sources that docs/dist was built from. */
const DOCS_BUILT_STAMP = join(ROOT, 'docs', 'dist', '.built');
/** Directories that hold no sources. */
const GENERATED = ['node_modules', 'dist', '.cache', '.vite', '.temp'];
/** Below the others, so that tabs on the same machine learn as fast as without. */
const BACKGROUND_PRIORITY = 10;

/** Throws if this Node is too old. */
export function checkNode() {
  const version = process.versions.node;
  const parts = version.split('.').map(Number);
  const tooOld = parts[0] < OLDEST_NODE[0] || (parts[0] === OLDEST_NODE[0] && parts[1] < OLDEST_NODE[1]);
  if (tooOld) {
    throw new Error(
      `Hearsay needs Node ${OLDEST_NODE.join('.')} or newer, and this is Node ${version}. ` +
        'Install a newer one from https://nodejs.org and try again.',
    );
  }
}

/** Installs the packages if they are missing, or if a package list changed since they were installed. */
export async function installPackages() {
  if (readStamp(INSTALLED_STAMP) === hashOf(packageLists())) return;
  const missing = !existsSync(join(ROOT, 'node_modules'));
  console.log(missing ? 'Installing packages (once, about a minute)...' : 'Updating packages...');
  // Not `npm ci`, which would begin anew after each small change. The lock file stays as it is: only who adds a package
  // changes it, by `npm install`.
  const result = await runNpm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  if (result.code !== 0) {
    throw new Error(
      `The packages could not be installed: ${causeIn(result.output)}. ` +
        'Check the connection to the internet and try again.',
    );
  }
  writeFileSync(INSTALLED_STAMP, hashOf(packageLists()));
}

/** Builds the client into client/site/dist if its sources changed since it was built there. */
export async function buildClient() {
  const sources = hashOf(clientSources());
  if (existsSync(join(ROOT, 'client', 'site', 'dist', 'index.html')) && readStamp(BUILT_STAMP) === sources)
    return;
  console.log('Building the page...');
  const result = await runNpm(['run', '--silent', 'build']);
  if (result.code !== 0) {
    process.stderr.write(result.output);
    throw new Error('The page could not be built; the reason is above.');
  }
  writeFileSync(BUILT_STAMP, sources);
}

/** Builds the package that others install into client/library/dist if its sources changed since it was built there. */
export async function buildLibrary() {
  const sources = hashOf(clientSources());
  const isThere = existsSync(join(ROOT, 'client', 'library', 'dist', 'index.d.ts'));
  if (isThere && readStamp(LIBRARY_BUILT_STAMP) === sources) return;
  console.log('Building the package...');
  const result = await runNpm(['run', '--silent', 'build:library']);
  if (result.code !== 0) {
    process.stderr.write(result.output);
    throw new Error('The package could not be built; the reason is above.');
  }
  writeFileSync(LIBRARY_BUILT_STAMP, sources);
}

/**
 * Builds the documentation into docs/dist if its sources changed since it was built there: its own, and those of the package
 * that it describes. What was there stays until the new one is whole.
 */
export async function buildDocs() {
  const sources = hashOf(docsSources());
  if (existsSync(join(ROOT, 'docs', 'dist', 'index.html')) && readStamp(DOCS_BUILT_STAMP) === sources) return;
  // Not by npm, so that ending the process ends all of it.
  const build = ['--import', 'tsx', join(ROOT, 'docs', 'build', 'main.ts')];
  const result = await run(process.execPath, build, { cwd: ROOT }, true);
  // Ctrl-C is for all programs in a terminal.
  if (result.signal === 'SIGINT') return;
  if (result.code !== 0) {
    process.stderr.write(result.output);
    throw new Error('The documentation could not be built; the reason is above.');
  }
  writeFileSync(DOCS_BUILT_STAMP, sources);
}

function packageLists() {
  const root = join(ROOT, 'package.json');
  const workspaces = JSON.parse(readFileSync(root, 'utf8')).workspaces;
  const lists = workspaces.map((workspace) => join(ROOT, workspace, 'package.json'));
  return [root, join(ROOT, 'package-lock.json')].concat(lists).filter((file) => existsSync(file));
}

function clientSources() {
  return sourcesIn(join(ROOT, 'client'), join(ROOT, 'shared', 'src'));
}

function docsSources() {
  const reference = join(ROOT, 'docs', 'api') + sep;
  const sources = sourcesIn(join(ROOT, 'docs'), join(ROOT, 'client', 'library'), join(ROOT, 'shared', 'src'));
  return sources.filter((file) => file.indexOf(reference) !== 0);
}

/** What a build of the code in these directories depends on. */
function sourcesIn(...directories) {
  let files = [];
  for (const directory of directories) files = files.concat(filesIn(directory));
  return files
    .filter((file) => !/\.(test|suite|fake)\.tsx?$/.test(file))
    .concat(packageLists())
    .concat(join(ROOT, 'tsconfig.base.json'));
}

function filesIn(directory) {
  let files = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && GENERATED.indexOf(entry.name) < 0) files = files.concat(filesIn(path));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

/** One hash over the names and contents of files; their order does not matter. */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of Array.from(new Set(files)).sort()) {
    const content = readFileSync(file);
    // The length keeps two files apart from one that holds both.
    hash.update(`${relative(ROOT, file).split(sep).join('/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Runs npm in the repository, as `run` does. */
function runNpm(args) {
  // Under npm its own script is known; else Windows needs a shell to find npm.cmd.
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  return isNpm
    ? run(process.execPath, [script].concat(args), { cwd: ROOT })
    : run('npm', args, { cwd: ROOT, shell: process.platform === 'win32' });
}

/**
 * Runs a program and keeps its output. Resolves also if it fails or cannot be started.
 * @param {boolean} [inBackground] whether it gives way to others, and ends with this process
 */
function run(program, args, options, inBackground) {
  return new Promise((resolve) => {
    const child = spawn(program, args, options);
    if (inBackground) {
      const end = () => child.kill();
      process.once('exit', end);
      child.once('close', () => process.off('exit', end));
      try {
        setPriority(child.pid, BACKGROUND_PRIORITY);
      } catch (_error) {
        // It runs as it is.
      }
    }
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, signal: null, output: error.message }));
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

/** The line of npm's output that says the most, without npm's decoration. */
function causeIn(output) {
  const lines = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '');
  const saying = lines.filter((line) => !/^(code|errno|syscall|path|A complete log) /.test(line));
  return (saying[0] || lines[0] || 'npm gave no reason').replace(/\.$/, '');
}
