/** What is in the package besides scripts and types. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Fields that a package has as the workspace has them. */
const KEPT = ['name', 'version', 'description', 'license', 'type', 'keywords', 'repository', 'engines'];

/**
 * Its door has no way to what lies behind it, which the workspace has for tests and tools; nor are the doors of `src/doors/` in
 * it: they are parts of this one, apart so that the site's own page loads what it needs when it needs it.
 */
export function writePackage(library: string, dist: string): void {
  const workspace: Record<string, unknown> = JSON.parse(
    readFileSync(resolve(library, 'package.json'), 'utf8'),
  );
  const kept = Object.fromEntries(KEPT.filter((key) => key in workspace).map((key) => [key, workspace[key]]));
  const description = {
    ...kept,
    sideEffects: ['./worker.js', './node-worker.js'],
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './node': { types: './node.d.ts', default: './node.js' },
      './package.json': './package.json',
    },
    files: ['*'],
    peerDependencies: { '@roamhq/wrtc': '>=0.8', '@tensorflow/tfjs': '^4.22.0' },
    peerDependenciesMeta: {
      '@roamhq/wrtc': { optional: true },
      '@tensorflow/tfjs': { optional: true },
    },
  };
  writeFileSync(resolve(dist, 'package.json'), `${JSON.stringify(description, null, 2)}\n`);
  for (const file of ['README.md', 'CHANGELOG.md']) {
    if (existsSync(resolve(library, file))) copyFileSync(resolve(library, file), resolve(dist, file));
  }
  copyFileSync(resolve(library, '../../LICENSE'), resolve(dist, 'LICENSE'));
}
