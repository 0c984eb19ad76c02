/** `npm run papers`: every claim of a paper, beside what is measured here. */

import { buildClient } from '../../signaling-server/launch/prepare.mjs';
import { ensureBrowsers } from '../browsers/find-browsers.mjs';
import { chartGrid } from '../command-line/chart.ts';
import { writeChart } from '../command-line/files.ts';
import { flag, oneOf, parseFlags, text } from '../command-line/flags.ts';
import { formatDuration, formatNumber } from '../command-line/numbers.ts';
import { createProgress } from '../command-line/progress.ts';
import { runCommand } from '../command-line/run-command.ts';
import { formatTable } from '../command-line/table.ts';
import type { Paper, Row, StudyReport } from './paper.ts';
import { PAPERS } from './papers.ts';
import { reproduce } from './reproduce.ts';

await runCommand(async () => {
  const { values, positionals } = parseFlags(
    {
      command: 'npm run papers --',
      summary: 'Reproduces what papers claim. Ends with 1 where a claim does not hold.',
      positionals: {
        ...oneOf(PAPERS.map(({ name }) => name)),
        name: 'paper',
        help: 'which papers; all where none is named',
        least: 0,
        most: PAPERS.length,
      },
      flags: {
        full: { ...flag(), initial: false, help: 'at the papers’ sizes: minutes, not seconds' },
        tabs: { ...flag(), initial: false, help: 'what is claimed of real tabs instead: some minutes' },
        json: { ...flag(), initial: false, help: 'prints JSON alone' },
        charts: { ...text(), initial: '.cache/charts', help: 'the directory of the charts' },
      },
    },
    process.argv.slice(2),
  );
  const { full, tabs, json, charts } = values;
  const rows: Row[] = [];
  for (const paper of PAPERS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const began = performance.now();
    const progress = createProgress({ total: 1, label: paper.name });
    const report = await (tabs
      ? inTabs(paper, progress.update)
      : reproduce(paper, full ? 'full' : 'quick', progress.update)
    ).finally(progress.finish);
    rows.push(...report.rows);
    if (json || report.rows.length === 0) continue;
    console.log(`${paper.title}\n\n${toTable(report.rows)}\n`);
    const took = formatDuration((performance.now() - began) / 1000);
    if (report.charts.length === 0) {
      console.log(`${took}.\n`);
      continue;
    }
    const path = `${charts}/${paper.name}.svg`;
    await writeChart(path, chartGrid(report.charts, 2));
    console.log(`${took}. Charts: ${path}\n`);
  }
  if (json) console.log(JSON.stringify({ rows }));
  if (rows.some(({ holds }) => !holds)) process.exitCode = 1;
});

/** Needs Chromium and a built client. */
async function inTabs(paper: Paper, onProgress: (done: number) => void): Promise<StudyReport> {
  await buildClient();
  ensureBrowsers();
  return { rows: (await paper.inTabs?.(onProgress)) ?? [], charts: [] };
}

function toTable(rows: readonly Row[]): string {
  return formatTable(
    ['claim', { name: 'law', align: 'right' }, 'measured', { name: 'tolerance', align: 'right' }, 'holds'],
    rows.map(({ claim, law, measured, tolerance, relation, holds }) => [
      claim,
      relation === 'within' ? formatNumber(law) : `${relation} ${formatNumber(law)}`,
      measured,
      relation === 'within' ? `${formatNumber(100 * tolerance)} %` : '',
      holds ? 'yes' : 'NO',
    ]),
  );
}
