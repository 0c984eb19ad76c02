/** The samples of code in the pages, and whether they would compile in a project that has the package. */
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../', import.meta.url));
/** Inside of the repository, where the package is found. */
const PROJECT = join(DOCS, '.cache', 'samples');
/** The repository's; in docs/ there is an older one, which TypeDoc needs. */
const COMPILER = join(
  createRequire(new URL('../../package.json', import.meta.url)).resolve('typescript/package.json'),
  '../bin/tsc',
);

export interface Sample {
  /** The page's path in docs/. */
  readonly page: string;
  /** Of its first line of code in the page, from 1. */
  readonly line: number;
  readonly code: string;
  /** What the reader has already, from a comment before the sample: `<!-- given: declare const room: Room; -->`. */
  readonly given: string;
}

export interface SampleError {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}

/** The paths in docs/ of all pages that are written by hand. */
export async function writtenPages(): Promise<string[]> {
  const files = await readdir(DOCS, { recursive: true });
  return files
    .map((file) => file.split(sep).join('/'))
    .filter((file) => file.endsWith('.md') && !/^(api|dist|node_modules|\.cache|\.vitepress)\//.test(file))
    .sort();
}

export function readPage(page: string): Promise<string> {
  return readFile(join(DOCS, page), 'utf8');
}

/** Every block of the page that is marked as `ts`. */
export function samplesOf(page: string, markdown: string): Sample[] {
  const blocks = /(?:^<!-- given:([\s\S]*?)-->\s*)?^([ \t]*)```ts\b.*\n([\s\S]*?)^\2```/gm;
  return [...markdown.matchAll(blocks)].map(({ 0: all, 1: given = '', 3: code, index }) => {
    const begin = index + all.lastIndexOf(code);
    return { page, line: markdown.slice(0, begin).split('\n').length, code, given: given.trim() };
  });
}

/** Compiles each as a module of its own, against the package as it is here. Where the syntax is wrong of one, the compiler
 * looks at nothing else. */
export async function errorsIn(samples: readonly Sample[]): Promise<SampleError[]> {
  if (samples.length === 0) return [];
  await rm(PROJECT, { recursive: true, force: true });
  await mkdir(PROJECT, { recursive: true });
  const compilerOptions = { rootDir: '../../..', noUnusedLocals: false, noUnusedParameters: false };
  const project = {
    extends: '../../../client/library/node/tsconfig.json',
    compilerOptions,
    include: ['*.ts'],
  };
  await writeFile(join(PROJECT, 'tsconfig.json'), JSON.stringify(project));
  // On one line, so that lines of the sample stay easy to count.
  const before = ({ given }: Sample): string => `${given.replace(/\s*\n\s*/g, ' ')} export {};\n`;
  await Promise.all(
    samples.map((sample, at) => writeFile(join(PROJECT, `${at}.ts`), before(sample) + sample.code)),
  );
  const output = await compile();
  const found = [...output.matchAll(/^(?:.*[\\/])?(\d+)\.ts\((\d+),\d+\): error (TS\d+): (.*(?:\n .*)*)/gm)];
  if (found.length === 0 && output.includes('error TS')) throw new Error(output);
  return found.map(([, at, line, code, text]) => {
    const { page, line: begin } = samples[Number(at)];
    return {
      page,
      line: begin + Number(line) - 2,
      text: `${code}: ${text}`,
    };
  });
}

function compile(): Promise<string> {
  return new Promise((resolve, reject) => {
    const args = [COMPILER, '-p', PROJECT, '--pretty', 'false'];
    const child = spawn(process.execPath, args, { cwd: PROJECT });
    let output = '';
    const keep = (data: unknown): void => {
      output += String(data);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}
