/** What `npm run papers` found, as a page to read: `docs/papers.md`. */
import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { formatInterval } from './interval.ts';
import { type Form, type Paper, type Row, type StudyReport, verdictOf } from './paper.ts';

export interface PaperReport {
  readonly paper: Paper;
  readonly report: StudyReport;
  /** The chart's path from the page's directory; null where there is none. */
  readonly chart: string | null;
}

const HOW_TO_READ =
  'A figure that differs from seed to seed is the mean over its seeds, five where nothing else is said, ± half the width of ' +
  'its 95 % interval by Student’s t. What is compared, two methods or two sizes, is compared seed by seed. A claim holds ' +
  'where the *whole* interval lies on the right side of its bound, or as near to the law as the tolerance says. It is ' +
  'unclear where the bound, or the edge of the tolerance, lies inside the interval: the seeds do not tell, which counts as not ' +
  'holding. A figure without ± is the same for every seed, or of one run.';

export function toMarkdown(reports: readonly PaperReport[], form: Form): string {
  return pageOf(
    reports.map(({ paper }) => paper),
    reports.map(section),
    form,
  );
}

/**
 * The page with the sections of some papers made anew, and what stands at its top with them.
 * @param papers all of the page, in its order
 */
export function updateMarkdown(
  page: string,
  papers: readonly Paper[],
  reports: readonly PaperReport[],
  form: Form,
): string {
  const old = page.trimEnd().split(/\n\n(?=## )/);
  const found = papers.flatMap((paper) => {
    const report = reports.find((one) => one.paper === paper);
    const text = report ? section(report) : old.find((one) => one.startsWith(`## ${paper.title}\n`));
    return text === undefined ? [] : [{ paper, text }];
  });
  return pageOf(
    found.map(({ paper }) => paper),
    found.map(({ text }) => text),
    form,
  );
}

/** @param sections one for each paper. What holds is counted in them, so that those of an older page count too. */
function pageOf(papers: readonly Paper[], sections: readonly string[], form: Form): string {
  const command = `npm run papers${form === 'full' ? ' -- --full' : ''}`;
  const claims = sections.flatMap((text, i) => verdictsIn(text).map((one) => ({ ...one, paper: papers[i] })));
  const failed = claims.filter(({ verdict }) => verdict !== 'yes');
  const parts = [
    '# The papers, and what is seen of them here',
    `Made by \`${command}\` (${form === 'full' ? 'the papers’ sizes' : 'small sizes'}). Every number is a simulation’s, from ` +
      'the very code that runs in a tab, and comes out the same again. ' +
      `${claims.length - failed.length} of ${claims.length} claims hold.`,
    HOW_TO_READ,
    ...(failed.length === 0
      ? []
      : [
          `Those that do not:\n\n${failed
            .map(({ paper, claim, verdict, reason }) => {
              const why = reason ?? 'no reason is known';
              return `- ${paper.name}: ${claim} (${verdict === 'unclear' ? `unclear: ${why}` : why})`;
            })
            .join('\n')}`,
        ]),
    ...sections,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What a section says of each of its claims. */
function verdictsIn(section: string): { claim: string; verdict: string; reason?: string }[] {
  const reasons = section.split('\n').filter((line) => line.startsWith('- '));
  return [...section.matchAll(/^\| (.*?) \|.* \| (yes|\*\*no\*\*|\*\*unclear\*\*) \|$/gm)].map(
    ([, cell, verdict]) => {
      const claim = cell.replaceAll('\\|', '|');
      const line = reasons.find((one) => one.startsWith(`- ${claim}: `));
      const reason = line?.slice(`- ${claim}: `.length);
      return { claim, verdict: verdict.replaceAll('*', ''), ...(reason === undefined ? {} : { reason }) };
    },
  );
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
  const cells = rows.map((row) => {
    const { claim, law, measured, halfWidth = null, tolerance, relation } = row;
    const verdict = verdictOf(row);
    return [
      claim,
      law === null ? '' : relation === 'within' ? formatNumber(law) : `${relation} ${formatNumber(law)}`,
      formatInterval({ mean: measured, halfWidth }),
      relation === 'within' ? `${formatNumber(100 * tolerance)} %` : '',
      verdict === 'yes' || verdict === '' ? verdict : `**${verdict}**`,
    ];
  });
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
