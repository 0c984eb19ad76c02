/** `npm run papers`: every claim of a paper, beside what is measured here. */

import { readFile, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { chartGrid } from '@hearsay/shared/charts/chart.ts';
import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { buildClient } from '../../signaling-server/launch/prepare.mjs';
import { ensurePrograms } from '../browsers/find-browsers.mjs';
import { writeChart } from '../command-line/files.ts';
import { flag, oneOf, parseFlags, text } from '../command-line/flags.ts';
import { formatDuration } from '../command-line/numbers.ts';
import { createProgress } from '../command-line/progress.ts';
import { runCommand } from '../command-line/run-command.ts';
import { formatTable } from '../command-line/table.ts';
import { formatInterval } from './interval.ts';
import { type Paper, type Row, type StudyReport, verdictOf } from './paper.ts';
import { PAPERS } from './papers.ts';
import { type PaperReport, toMarkdown, updateMarkdown } from './report.ts';
import { reproduce } from './reproduce.ts';

const PAGE = 'docs/papers.md';
const PAGE_CHARTS = 'docs/papers';

await runCommand(async () => {
  const { values, positionals } = parseFlags(
    {
      command: 'npm run papers --',
      summary:
        'Reproduces what papers claim. All together make docs/papers.md. Ends with 1 where a claim does not hold for no ' +
        'reason that is known.',
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
        page: { ...flag(), initial: false, help: 'makes the named papers’ sections of docs/papers.md anew' },
        json: { ...flag(), initial: false, help: 'prints JSON alone' },
        charts: {
          ...text(),
          initial: null,
          help: 'the directory of the charts; .cache/charts, and docs/papers for all papers together',
        },
      },
    },
    process.argv.slice(2),
  );
  const { full, tabs, json } = values;
  const form = full ? 'full' : 'quick';
  // Of all papers together there is a page to read.
  const page = json || tabs || (positionals.length > 0 && !values.page) ? null : PAGE;
  const charts = values.charts ?? (page === null ? '.cache/charts' : PAGE_CHARTS);
  const reports: PaperReport[] = [];
  for (const paper of PAPERS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    const began = performance.now();
    const progress = createProgress({ total: 1, label: paper.name });
    const report = await (tabs
      ? inTabs(paper, progress.update)
      : reproduce(paper, form, progress.update)
    ).finally(progress.finish);
    const path = report.charts.length === 0 ? null : `${charts}/${paper.name}.svg`;
    const chart = path === null ? null : relative(dirname(PAGE), path).replaceAll('\\', '/');
    reports.push({ paper, report, chart });
    if (json || report.rows.length === 0) continue;
    if (path !== null) await writeChart(path, chartGrid(report.charts, 2));
    const took = formatDuration((performance.now() - began) / 1000);
    console.log(
      `${paper.title}\n\n${report.table ? formatTable([...report.table.header], report.table.rows) : toTable(report.rows)}\n`,
    );
    for (const sentence of report.conclusions ?? []) console.log(sentence);
    console.log(`${took}.${path === null ? '' : ` Charts: ${path}`}\n`);
  }
  const rows = reports.flatMap(({ report }) => report.rows);
  if (json) console.log(JSON.stringify({ rows }));
  if (page !== null) {
    const text =
      positionals.length > 0
        ? updateMarkdown(await readFile(page, 'utf8'), PAPERS, reports, form)
        : toMarkdown(reports, form);
    await writeFile(page, text);
    console.log(`All of it is in ${page}.`);
  }
  if (rows.some(({ holds, reason }) => !holds && reason === undefined)) process.exitCode = 1;
});

/** Needs Chromium and a built client. */
async function inTabs(paper: Paper, onProgress: (done: number) => void): Promise<StudyReport> {
  await buildClient();
  ensurePrograms(['chromium', 'Xvfb'], 'Papers in real tabs');
  return { rows: (await paper.inTabs?.(onProgress)) ?? [], charts: [] };
}

function lawText(law: number | null, relation: Row['relation']): string {
  if (law === null) return '';
  return relation === 'within' ? formatNumber(law) : `${relation} ${formatNumber(law)}`;
}

function toTable(rows: readonly Row[]): string {
  return formatTable(
    [
      'claim',
      { name: 'law', align: 'right' },
      { name: 'measured', align: 'right' },
      { name: 'tolerance', align: 'right' },
      'holds',
    ],
    rows.map((row) => [
      row.claim,
      lawText(row.law, row.relation),
      formatInterval({ mean: row.measured, halfWidth: row.halfWidth ?? null }),
      row.relation === 'within' ? `${formatNumber(100 * row.tolerance)} %` : '',
      verdictOf(row).replace('no', 'NO'),
    ]),
  );
}
