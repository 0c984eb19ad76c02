import { describe, expect, it } from 'vitest';
import { errorsIn, readPage, type Sample, samplesOf, writtenPages } from './samples.ts';

const PAGE = `
# A page

<!-- given:
  declare const other: number;
  declare const room: string;
-->

\`\`\`ts
const length = room.length;
\`\`\`

1. In a list:

   \`\`\`ts {1}
   const wrong: string = 1;
   \`\`\`

\`\`\`js
not checked
\`\`\`

\`\`\`ts
const half = ;
\`\`\`
`;

describe('the samples of a page', () => {
  const samples = samplesOf('a.md', PAGE);

  it('are its blocks of TypeScript, with what is given', () => {
    expect(samples.map(({ line, code }) => [line, code.trim()])).toEqual([
      [10, 'const length = room.length;'],
      [16, 'const wrong: string = 1;'],
      [24, 'const half = ;'],
    ]);
    expect(samples[0].given).toContain('declare const room');
    expect(samples[1].given).toBe('');
  });

  it('are compiled, and what is wrong is said with its line in the page', async () => {
    expect(await errorsIn(samples.slice(0, 2))).toEqual([
      { page: 'a.md', line: 16, text: expect.stringMatching(/^TS2322: /) },
    ]);
    expect(await errorsIn(samples)).toEqual([
      { page: 'a.md', line: 24, text: expect.stringMatching(/^TS1109: /) },
    ]);
  });
});

it('all compile', async () => {
  const pages = await writtenPages();
  const samples: Sample[] = [];
  for (const page of pages) samples.push(...samplesOf(page, await readPage(page)));
  expect(samples.length).toBeGreaterThan(0);
  const errors = await errorsIn(samples);
  expect(errors.map(({ page, line, text }) => `docs/${page}:${line} ${text}`)).toEqual([]);
});
