/** A module and all that it imports as the text of one script, for a page that is written by the page: `import code from './x.ts?script'`. */
import { build, type Plugin } from 'vite';

const QUERY = '?script';

export function scriptText(): Plugin {
  return {
    name: 'script-text',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(QUERY)) return null;
      const entry = id.slice(0, -QUERY.length);
      this.addWatchFile(entry);
      const built = await build({
        configFile: false,
        // There are no components in such a script, which are half of Preact's signals.
        resolve: { alias: { '@preact/signals': '@preact/signals-core' } },
        logLevel: 'warn',
        build: {
          write: false,
          target: 'es2022',
          lib: { entry, formats: ['iife'], name: 'page', fileName: 'page' },
        },
      });
      const [{ output }] = Array.isArray(built) ? built : [];
      return `export default ${JSON.stringify(output[0].code)};`;
    },
  };
}
