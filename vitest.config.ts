import { defineConfig } from 'vitest/config';

// Two projects: `unit` is quick and needs no browser; `browsers` drives real tabs, one file at a time,
// because two files at once would compete for the same two cores.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // A machine may be busy with something else.
          testTimeout: 60_000,
          include: [
            '{shared,client/library,client/site,signaling-server}/src/**/*.test.ts',
            'tools/**/*.test.ts',
            'docs/build/**/*.test.ts',
            'tests/peers/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'browsers',
          include: ['tests/browsers/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
