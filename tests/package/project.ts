/** A project of somebody else: an empty folder outside the workspace, in which the packed package is installed. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DIST = join(ROOT, 'client', 'library', 'dist');
const PAGES = fileURLToPath(new URL('./pages/', import.meta.url));

export interface Project {
  readonly directory: string;
  /** Runs a program that is installed in it. @returns what it printed @throws Error with that where it fails */
  run(program: string, ...args: string[]): string;
  /** Runs a script of the workspace. @returns what it printed @throws Error with that where it fails */
  check(script: string): string;
  remove(): void;
}

function execute(directory: string, program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: directory,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed.\n${stdout}\n${stderr}`);
  return stdout;
}

/** Builds the package, packs it, and installs the tarball and what a user would beside it. */
export function createProject(packages: readonly string[]): Project {
  execute(ROOT, 'npm', ['run', '--silent', 'build:library']);
  const directory = mkdtempSync(join(tmpdir(), 'hearsay-project-'));
  const packed = execute(DIST, 'npm', ['pack', '--json', '--pack-destination', directory]);
  const [{ filename }]: { filename: string }[] = JSON.parse(packed);
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({ name: 'project', private: true, type: 'module' }),
  );
  execute(directory, 'npm', [
    ...['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
    ...[`./${filename}`, ...packages],
  ]);
  cpSync(PAGES, directory, { recursive: true });
  // For the page without a bundler: what a server of static files has.
  const tfjs = dirname(
    createRequire(join(directory, 'package.json')).resolve('@tensorflow/tfjs/package.json'),
  );
  mkdirSync(join(directory, 'plain'));
  for (const file of ['plain.html', 'own-learner.html', 'own-learner.js', 'train.js'])
    cpSync(join(PAGES, file), join(directory, 'plain', file));
  cpSync(join(tfjs, 'dist', 'tf.min.js'), join(directory, 'plain', 'tf.min.js'));
  cpSync(join(directory, 'node_modules', 'hearsay'), join(directory, 'plain', 'hearsay'), {
    recursive: true,
  });
  return {
    directory,
    run: (program, ...args) => execute(directory, 'npx', ['--no-install', program, ...args]),
    check: (script) => execute(ROOT, process.execPath, ['--import', 'tsx', script]),
    remove: () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}
