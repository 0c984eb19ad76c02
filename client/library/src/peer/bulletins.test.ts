import { readSketch, sketchOf } from '@hearsay/shared/room/sketch.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { expect, it } from 'vitest';
import { createBulletins } from './bulletins.ts';
import { playedRun, startMessage } from './peer-run.fake.ts';
import type { PeerRun } from './peer-run.ts';
import { progressOf } from './run-progress.ts';

function telling() {
  const { clock, post, said, run } = playedRun();
  const current: { run: PeerRun | null } = { run };
  const bulletins = createBulletins({
    clock,
    post,
    running: () => current.run,
    progressOf: (of) => ({ ...progressOf(of, clock.now(), {}), advice: null }),
  });
  const count = (type: string): number => said.filter((one) => one.type === type).length;
  return { bulletins, clock, said, run, current, count };
}

it('progress is told four times a second, and a heartbeat each second, while something runs', () => {
  const { bulletins, clock, current, run, count } = telling();
  bulletins.begin();
  clock.run(2);
  expect([count('progress'), count('heartbeat'), count('report')]).toEqual([8, 2, 0]);
  current.run = null;
  clock.run(2);
  expect(count('progress')).toBe(8);
  current.run = run;
  clock.run(1);
  expect(count('progress')).toBe(12);
});

it('reports come about once a second, with a sketch of the model, until nothing runs', () => {
  const { bulletins, clock, current, run, said, count } = telling();
  bulletins.beginReports(createRandom(1, 'reports', 0));
  clock.run(10);
  expect(count('report')).toBeGreaterThanOrEqual(8);
  expect(count('report')).toBeLessThanOrEqual(13);
  const [first] = said;
  const sketch = first.type === 'report' ? readSketch(first.sketch) : null;
  expect(sketch).toEqual(sketchOf(run.peer.model, startMessage.settings.seed));
  const told = count('report');
  current.run = null;
  clock.run(5);
  current.run = run;
  clock.run(5);
  expect(count('report')).toBe(told);
});
