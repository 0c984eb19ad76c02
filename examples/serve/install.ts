/** Installs the built package here, as npm would: a copy, so that bundlers treat it as any package, and Node finds it too. */
import { cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** In the workspace `hearsay` is its TypeScript sources, which need the site's own settings of Vite. */
export const INSTALLED = pathOf('../node_modules/hearsay');

export function installLibrary(): void {
  rmSync(INSTALLED, { recursive: true, force: true });
  // What Vite made of the version before.
  rmSync(pathOf('../node_modules/.vite'), { recursive: true, force: true });
  cpSync(pathOf('../../client/library/dist'), INSTALLED, { recursive: true });
}
