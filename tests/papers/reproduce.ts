/** Runs a paper's studies, all their runs together, on all cores. */
import { runAll } from '../experiments/run-all.ts';
import type { Form, Paper, StudyReport } from './paper.ts';

/** @param onProgress told now and then which share is done, 0 to 1 */
export async function reproduce(
  paper: Paper,
  form: Form,
  onProgress: (done: number) => void = () => {},
): Promise<StudyReport> {
  const studies = paper.studies(form);
  const specifications = studies.flatMap((study) => study.specifications);
  const results = await runAll(specifications, (done) => onProgress(done / specifications.length));
  let next = 0;
  const reports = studies.map((study) => {
    next += study.specifications.length;
    return study.report(results.slice(next - study.specifications.length, next));
  });
  return {
    rows: reports.flatMap(({ rows }) => rows),
    charts: reports.flatMap(({ charts }) => charts),
  };
}
