/** The built page's scripts: which of them a tab needs before it trains, and how long they are on their way. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** JavaScript that a tab may need before its first training step, gzipped. */
export const BUDGET_BYTES = 250_000;
const GZIP_LEVEL = 9;
const ASSETS = join(import.meta.dirname, '..', '..', '..', 'client', 'site', 'dist', 'assets');

/** The parts that are loaded when a run begins: the page itself, its words, what joins a room, and the Worker. All others wait for more. */
const ENTRIES = ['index', 'en', 'join', 'worker'];
const STATIC_IMPORT = /(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

/** @param name of a file in `assets/` */
export function gzippedLength(name: string): number {
  return gzipSync(readFileSync(join(ASSETS, name)), { level: GZIP_LEVEL }).length;
}

/** The text of a script. @param entry its name without hash @throws Error unless there is one */
export function scriptText(entry: string): string {
  return readFileSync(join(ASSETS, scriptOf(entry)), 'utf8');
}

/**
 * The entries and all that they import, as names in `assets/`.
 * @throws Error unless the client is built, with one script for each entry
 */
export function scriptsBeforeTraining(): string[] {
  const waiting = ENTRIES.map(scriptOf);
  const needed = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const imports = readFileSync(join(ASSETS, name), 'utf8').matchAll(STATIC_IMPORT);
    waiting.push(...[...imports].map(([, imported]) => imported));
  }
  return [...needed];
}

function scriptOf(entry: string): string {
  const found = readdirSync(ASSETS).filter((name) => new RegExp(`^${entry}-[\\w-]{8}\\.js$`).test(name));
  if (found.length !== 1)
    throw new Error(`There are ${found.length} scripts for ${entry}. Build the client anew.`);
  return found[0];
}
