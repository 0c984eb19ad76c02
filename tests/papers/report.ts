/** What `npm run papers` found, as a page to read: `docs/papers.md`. */
import { formatNumber } from '../command-line/numbers.ts';
import type { Form, Paper, Row, StudyReport } from './paper.ts';

export interface PaperReport {
  readonly paper: Paper;
  readonly report: StudyReport;
  /** The chart's path from the page's directory; null where there is none. */
  readonly chart: string | null;
}

export function toMarkdown(reports: readonly PaperReport[], form: Form): string {
  const command = `npm run papers${form === 'full' ? ' -- --full' : ''}`;
  const rows = reports.flatMap(({ report }) => report.rows);
  const claims = rows.filter(({ relation }) => relation !== 'measured');
  const failed = claims.filter(({ holds }) => !holds);
  const parts = [
    '# The papers, and what is seen of them here',
    `Made by \`${command}\` (${form === 'full' ? 'the papers’ sizes' : 'small sizes'}). Every number is a simulation’s, from ` +
      'the very code that runs in a tab, and comes out the same again. ' +
      `${claims.length - failed.length} of ${claims.length} claims hold.`,
    ...(failed.length === 0
      ? []
      : [
          `Those that do not:\n\n${failed
            .map(({ paper, claim, reason = 'no reason is known' }) => `- ${paper}: ${claim} (${reason})`)
            .join('\n')}`,
        ]),
    ...reports.map(section),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section({ paper, report, chart }: PaperReport): string {
  const { title, about, open } = paper;
  const parts = [`## ${title}`, about];
  const { conclusions = [] } = report;
  if (conclusions.length > 0) parts.push(conclusions.map((sentence) => `- ${sentence}`).join('\n'));
  parts.push(
    report.table
      ? markdownTable(report.table.header, report.table.rows.map(texts))
      : claimsTable(report.rows),
  );
  const reasons = report.rows.filter(({ reason }) => reason !== undefined);
  if (reasons.length > 0) parts.push(reasons.map(({ claim, reason }) => `- ${claim}: ${reason}`).join('\n'));
  if (chart !== null) parts.push(`![Charts: ${report.charts.map((one) => one.title).join('; ')}](${chart})`);
  if (open.length > 0) {
    parts.push(
      `What the text leaves open:\n\n${open.map(({ question, decision }) => `- *${question}* ${decision}`).join('\n')}`,
    );
  }
  return parts.join('\n\n');
}

function claimsTable(rows: readonly Row[]): string {
  const cells = rows.map(({ claim, law, measured, tolerance, relation, holds }) => [
    claim,
    law === null ? '' : relation === 'within' ? formatNumber(law) : `${relation} ${formatNumber(law)}`,
    formatNumber(measured),
    relation === 'within' ? `${formatNumber(100 * tolerance)} %` : '',
    relation === 'measured' ? '' : holds ? 'yes' : '**no**',
  ]);
  return markdownTable(['claim', 'law', 'measured', 'tolerance', 'holds'], cells);
}

const texts = (row: readonly (string | number)[]): string[] =>
  row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell));

/** The first column is of words, the others of numbers. */
function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
