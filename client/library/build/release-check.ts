/** `npm run release:check`: whether what is published is what others can use. Ends with 1 where it is not. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const DIST = resolve(fileURLToPath(new URL('..', import.meta.url)), 'dist');
/** Of what a page loads before it trains, without tfjs and its Worker: gzipped. */
const BUDGET_BYTES = 120_000;
const GZIP_LEVEL = 9;

/** @returns bytes that a page may load of the package, without its Worker */
function pageBytes(dist: string): number {
  const scripts = readdirSync(dist).filter((name) => /^index.*\.js$/.test(name));
  return scripts.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(dist, name)), { level: GZIP_LEVEL }).length,
    0,
  );
}

async function problemsOf(): Promise<string[]> {
  const problems: string[] = [];
  const { messages, pkg } = await publint({ pkgDir: DIST, strict: true });
  problems.push(...messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`));

  const packed = execFileSync('npm', ['pack', '--json', '--silent'], { cwd: DIST, encoding: 'utf8' });
  const [{ filename }]: { filename: string }[] = JSON.parse(packed);
  const tarball = readFileSync(join(DIST, filename));
  rmSync(join(DIST, filename));
  const types = await checkPackage(createPackageFromTarballData(tarball));
  if (types.types === false) problems.push('attw: there are no types');
  // It is for `import` alone, as tfjs in a page is: a `require` of it is not promised.
  else {
    const wrong = types.problems.filter(
      (problem) =>
        !('resolutionKind' in problem) || !['node10', 'node16-cjs'].includes(problem.resolutionKind),
    );
    problems.push(...wrong.map(({ kind }) => `attw: ${kind}`));
  }

  const bytes = pageBytes(DIST);
  console.log(
    `A page loads ${(bytes / 1000).toFixed(1)} kB of it, gzipped, besides tfjs (most: ${BUDGET_BYTES / 1000} kB).`,
  );
  if (bytes > BUDGET_BYTES) problems.push(`A page loads ${bytes} bytes, which is more than ${BUDGET_BYTES}.`);
  return problems;
}

const problems = await problemsOf();
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log('The package can be published.');
