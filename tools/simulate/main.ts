import { writeChart } from '../command-line/files.ts';
import { createProgress } from '../command-line/progress.ts';
import { runCommand } from '../command-line/run-command.ts';
import { runAll } from '../experiments/run-all.ts';
import { readSimulateFlags } from './flags.ts';
import { listedMethods, methodsTable } from './list.ts';
import { toChart, toJson, toSummary, toTable } from './report.ts';

await runCommand(async () => {
  const { listed, specifications, json, chart } = readSimulateFlags(process.argv.slice(2));
  if (listed) {
    console.log(json ? JSON.stringify({ methods: listedMethods() }) : methodsTable());
    return;
  }
  const count = specifications.length;
  const progress = createProgress({
    total: count,
    label: count === 1 ? 'Simulating' : `Simulating ${count} runs`,
  });
  const began = performance.now();
  const results = await runAll(specifications, (done) => progress.update(done)).finally(progress.finish);
  const runs = specifications.map((specification, i) => ({ specification, result: results[i] }));
  const svg = chart === null ? null : toChart(runs);
  if (chart !== null && svg !== null) await writeChart(chart, svg);
  if (json) {
    const objects = runs.map(toJson);
    console.log(JSON.stringify(count === 1 ? objects[0] : { runs: objects }));
    return;
  }
  console.log(toTable(runs));
  const summary = toSummary(runs, (performance.now() - began) / 1000);
  console.log(`\n${summary}${svg === null ? '' : ` Chart: ${chart}`}`);
});
