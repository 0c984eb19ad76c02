// `npm run kernels`: compiles kernels.wat, and writes the bytes to kernels.generated.ts, which is checked in.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const SOURCE = join(import.meta.dirname, 'kernels.wat');
const COMPILED = join(import.meta.dirname, 'kernels.generated.ts');

/** @returns {Promise<string>} the compiled module, in base64 */
export async function compileKernels() {
  const wabt = await loadWabt();
  const parsed = wabt.parseWat(SOURCE, await readFile(SOURCE, 'utf8'), { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return Buffer.from(buffer).toString('base64');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const compiled = await compileKernels();
  const lines = [
    '/** kernels.wat, compiled by `npm run kernels`. */',
    'export const KERNELS =',
    `  '${compiled}';`,
    '',
  ];
  await writeFile(COMPILED, lines.join('\n'));
}
