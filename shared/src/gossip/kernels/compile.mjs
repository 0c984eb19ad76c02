// `npm run kernels`: compiles each kernels' .wat, and writes the bytes to its .generated.ts, which is checked in.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const NAMES = ['codec-kernels', 'matrix-kernels', 'vector-kernels'];

/**
 * @param {string} name
 * @returns {Promise<string>} the compiled module, in base64
 */
export async function compileKernels(name) {
  const wabt = await loadWabt();
  const source = join(import.meta.dirname, `${name}.wat`);
  const parsed = wabt.parseWat(source, await readFile(source, 'utf8'), { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return Buffer.from(buffer).toString('base64');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of NAMES) {
    const lines = [
      `/** ${name}.wat, compiled by \`npm run kernels\`. */`,
      'export const COMPILED =',
      `  '${await compileKernels(name)}';`,
      '',
    ];
    await writeFile(join(import.meta.dirname, `${name}.generated.ts`), lines.join('\n'));
  }
}
