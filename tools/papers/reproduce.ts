/** Measures a paper's studies, all their measurements together, on all cores. */
import { measureAll } from '../experiments/run-all.ts';
import type { Form, Paper, StudyReport } from './paper.ts';

/** @param onProgress told now and then which share is done, 0 to 1 */
export async function reproduce(
  paper: Paper,
  form: Form,
  onProgress: (done: number) => void = () => {},
): Promise<StudyReport> {
  const studies = paper.studies(form);
  const measurements = studies.flatMap((study) => study.measurements);
  const results = await measureAll(measurements, (done) => onProgress(done / measurements.length));
  let next = 0;
  const reports = studies.map((study) => {
    next += study.measurements.length;
    return study.report(results.slice(next - study.measurements.length, next));
  });
  const tables = reports.flatMap(({ table }) => (table === undefined ? [] : [table]));
  return {
    rows: reports.flatMap(({ rows }) => rows),
    charts: reports.flatMap(({ charts }) => charts),
    ...(tables.length === 1 ? { table: tables[0] } : {}),
    conclusions: reports.flatMap(({ conclusions }) => conclusions ?? []),
  };
}
