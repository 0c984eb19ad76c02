import { expect, it } from 'vitest';
import { flag, HelpRequest, integer, list, parseFlags, range, text } from './flags.ts';

it('lists every flag in columns, at most 100 wide', () => {
  const description = {
    command: 'npm run bench --',
    summary: 'Measures how fast the simulator is. '.repeat(5),
    flags: {
      peers: { ...list(integer(1, 512)), initial: [8, 64], help: 'how many tabs' },
      seeds: { ...range(0, 1000), initial: [1, 2, 3], help: 'one run for each' },
      outFile: { ...text(), initial: null, help: 'where the results go, '.repeat(10).trim() },
      quiet: { ...flag(), initial: false, help: 'no progress' },
    },
    positionals: { ...text(), name: 'case', help: 'what to measure', least: 0, most: 3 },
  } as const;
  let usage = '';
  try {
    parseFlags(description, ['nonsense', '--help']);
  } catch (error) {
    if (error instanceof HelpRequest) usage = error.message;
  }
  const lines = usage.split('\n');
  expect(lines[0]).toBe('Usage: npm run bench -- [flags] [case ...]');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(usage).toMatch(/^--peers {2,}how many tabs {2,}a whole number from 1 to 512, or .* 8,64$/m);
  expect(usage).toMatch(/^--seeds .* 1\.\.3$/m);
  expect(usage).toMatch(/^--out-file {2,}where the results go/m);
  expect(usage).toMatch(/^--quiet {2,}no progress$/m);
  expect(usage).toMatch(/^--help {2,}shows this text$/m);
});
