import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { describe, expect, it } from 'vitest';
import { noRows } from '../data/examples.ts';
import type { DataSource, LoadedData } from '../data/load-data.ts';
import { HearsayError } from '../problems.ts';
import { createChangedSettings } from './changed-settings.ts';
import { decayingLearner, examplesWith, playedRun, startMessage } from './peer-run.fake.ts';
import { createPeerRun, type PeerRun } from './peer-run.ts';

const { settings } = startMessage;
const GIVEN: DataSource = {
  kind: 'given',
  train: noRows(startMessage.task),
  test: noRows(startMessage.task),
};
const OTHERS: RunSettings = { ...settings, partition: { kind: 'iid' } };

function following(loadData: (asked: number) => Promise<LoadedData> = async () => examplesWith([1, 1])) {
  const learned: number[][] = [];
  const { clock, post, said, run } = playedRun(
    {},
    decayingLearner((labels) => learned.push(labels)),
  );
  const runs: PeerRun[] = [];
  const sources: DataSource[] = [];
  let asked = 0;
  const changed = createChangedSettings({
    clock,
    post,
    loadData({ source }) {
      sources.push(source);
      return loadData(++asked);
    },
    ready: () => null,
    createRun: createPeerRun,
    running: () => runs.at(-1) ?? null,
    replace: (next) => runs.push(next),
    goOn: (next) => runs.push(next),
  });
  return {
    said,
    runs,
    learned,
    first: run,
    clock,
    /** Begins with the first run, or goes on. */
    begin: () => runs.push(run),
    change(to: RunSettings) {
      changed.want(to, 2);
      return changed.follow(startMessage);
    },
    follow: () => changed.follow(startMessage),
    give() {
      changed.wantExamples(GIVEN);
      return changed.follow(startMessage);
    },
    goBack: (state: Float32Array<ArrayBuffer>) =>
      changed.goBack(startMessage, { state, versions: [], memories: [] }),
    /** Where examples were asked for. */
    sources,
  };
}

describe('changed settings', () => {
  it('wait until something runs', async () => {
    const { change, follow, begin, runs } = following();
    await change({ ...settings, gossip: 2 });
    expect(runs).toEqual([]);
    begin();
    await follow();
    expect(runs.map((run) => run.settings.gossip)).toEqual([1, 2]);
  });

  it('keep model and examples where only the gossip is other', async () => {
    const { change, begin, runs, first, said } = following();
    begin();
    await change({ ...settings, gossip: 2 });
    expect(runs[1].peer.model).toEqual(first.peer.model);
    expect(runs[1].data).toBe(first.data);
    expect(said).toEqual([]);
  });

  it('load other examples where these are dealt out otherwise', async () => {
    const { change, begin, learned, said } = following();
    begin();
    await change(OTHERS);
    expect(learned).toEqual([[1, 1]]);
    expect(said).toEqual([{ type: 'examples', examples: 2, tests: 2, labels: [0, 2], samples: null }]);
  });

  it('are followed with the examples there are where others cannot be had', async () => {
    const { change, begin, runs, first, said } = following(() =>
      Promise.reject(new HearsayError({ code: 'data-unreachable', url: 'x' })),
    );
    begin();
    await change(OTHERS);
    expect(runs[1].data).toBe(first.data);
    expect(said).toEqual([
      {
        type: 'trouble',
        problem: { code: 'examples-kept', cause: { code: 'data-unreachable', url: 'x' } },
      },
    ]);
  });

  it('that others overtake while their examples load are passed over', async () => {
    let come = (_: LoadedData): void => {};
    const { change, begin, runs } = following((asked) =>
      asked === 1
        ? new Promise((resolve) => {
            come = resolve;
          })
        : Promise.resolve(examplesWith([0])),
    );
    begin();
    const done = change(OTHERS);
    await change({ ...settings, gossip: 3 });
    come(examplesWith([1]));
    await done;
    expect(runs.slice(1).map((run) => run.settings)).toEqual([{ ...settings, gossip: 3 }]);
  });

  it('let the curves go on, but after a reset', async () => {
    const { change, begin, runs, clock } = following();
    begin();
    clock.run(5);
    await change({ ...settings, gossip: 2 });
    expect(runs[1].since).toBe(0);
    await change({ ...settings, resets: 1 });
    expect(runs[2].since).toBe(5);
  });
});

describe('other examples', () => {
  it('are learned from by the peer that there is', async () => {
    const { give, begin, runs, first, learned, said } = following();
    begin();
    await give();
    expect(runs[1].peer).toBe(first.peer);
    expect(runs[1].environment).toBe(first.environment);
    expect(runs[1].data.train.count).toBe(2);
    expect(learned).toEqual([[1, 1]]);
    expect(said).toMatchObject([{ type: 'examples', labels: [0, 2] }]);
  });

  it('wait until something runs, and stay when settings change', async () => {
    const { give, follow, change, begin, sources } = following();
    await give();
    begin();
    await follow();
    await change(OTHERS);
    expect(sources).toEqual([GIVEN, GIVEN]);
  });

  it('and other settings that come while they load are both followed', async () => {
    let come = (_: LoadedData): void => {};
    const { give, change, begin, runs, learned } = following((asked) =>
      asked === 1
        ? new Promise((resolve) => {
            come = resolve;
          })
        : Promise.resolve(examplesWith([0])),
    );
    begin();
    const done = change(OTHERS);
    await give();
    come(examplesWith([1]));
    await done;
    expect(learned).toEqual([[0]]);
    expect(runs.at(-1)?.settings).toEqual(OTHERS);
  });
});

describe('an earlier model', () => {
  const earlier = new Float32Array(6).fill(9);

  it('takes the place of the one there is; settings, examples and counts stay', async () => {
    const { goBack, change, begin, runs, first, clock } = following();
    goBack(earlier);
    expect(runs).toEqual([]);
    begin();
    first.peer.start();
    clock.run(5);
    await change({ ...settings, gossip: 2 });
    goBack(earlier);
    const { peer, data, since, settings: followed, environment } = runs[2];
    expect(peer.model).toEqual(earlier);
    expect(peer.updates).toBe(first.peer.updates);
    expect(peer.updates).toBeGreaterThan(0);
    expect([data, since, followed.gossip]).toEqual([first.data, first.since, 2]);
    expect(environment).not.toBe(runs[1].environment);
  });

  it('of another method changes nothing, and that is told', () => {
    const { goBack, begin, runs, said } = following();
    begin();
    goBack(new Float32Array(7));
    expect(runs).toHaveLength(1);
    expect(said).toEqual([{ type: 'trouble', problem: { code: 'no-earlier-model' } }]);
  });
});
