import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const LONG = '**/*.long.test.ts';
/** In which tabs do little but wait until something is due: they run beside the others. */
const WAITING = ['kept', 'keyed-room', 'page', 'peer-page', 'reconnects', 'without-server'].map(
  (name) => `tests/browsers/${name}.test.ts`,
);
/** Long ones that wait for nobody. */
const COMPUTING = ['tools/papers/**/*.long.test.ts', 'tools/chaos/membership/**/*.long.test.ts'];
/** What unit tests have in common. */
const EQUALITY = 'tests/equal-arrays.ts';
/** A machine may be busy with something else. */
const PATIENCE_MS = 240_000;

const browsers: TestProjectInlineConfiguration['test'] = {
  // Two files of busy tabs at once would compete for the same two cores.
  fileParallelism: false,
  globalSetup: 'tests/browsers/shared-lab.ts',
  testTimeout: 240_000,
  hookTimeout: 120_000,
};

// `npm test` runs `shared`, `unit` and `servers`, and `browsers` and `browsers-waiting`, which drive real tabs. `npm run test:long` runs the rest.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'shared',
          setupFiles: EQUALITY,
          // Nothing there has a state that is not handed in: files need no world of their own.
          isolate: false,
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          include: ['shared/src/**/*.test.ts'],
          exclude: [LONG],
        },
      },
      {
        test: {
          name: 'unit',
          setupFiles: EQUALITY,
          // tfjs, which many of them need, is loaded once then. What a file replaces in the world it puts back.
          isolate: false,
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          include: ['client/{library,site}/src/**/*.test.ts'],
          exclude: [LONG],
        },
      },
      {
        test: {
          name: 'servers',
          // As above: what they start they end, and their servers listen on ports of their own.
          isolate: false,
          setupFiles: EQUALITY,
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          include: ['signaling-server/src/**/*.test.ts', '{docs/build,tools,tests/peers}/**/*.test.ts'],
          exclude: [LONG, '**/node_modules/**'],
        },
      },
      {
        test: {
          ...browsers,
          name: 'browsers',
          include: ['tests/browsers/**/*.test.ts'],
          exclude: [LONG, ...WAITING],
        },
      },
      {
        test: {
          name: 'long',
          setupFiles: EQUALITY,
          testTimeout: PATIENCE_MS,
          hookTimeout: PATIENCE_MS,
          include: [
            '{shared,client,signaling-server,tools}/**/*.long.test.ts',
            'tests/{package,peers,processes}/**/*.long.test.ts',
          ],
          exclude: ['**/node_modules/**', ...COMPUTING],
        },
      },
      { test: { name: 'long-computing', setupFiles: EQUALITY, include: COMPUTING } },
      { test: { ...browsers, name: 'browsers-waiting', include: WAITING } },
      { test: { ...browsers, name: 'long-browsers', include: ['tests/browsers/**/*.long.test.ts'] } },
    ],
  },
});
