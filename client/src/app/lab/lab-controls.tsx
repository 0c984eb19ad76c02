/** The settings. Each change is a new run. */
import { COMPARED_METHOD, LAB_LEARNERS, LAB_METHODS } from '@hearsay/shared/protocol/lab-settings.ts';
import type { Lab } from '../../lab/lab.ts';
import { Choice, Slider } from './choices.tsx';
import { labWords } from './words.ts';

const PEERS = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const RATES = [0.25, 0.5, 1, 2, 4, 8];
const STAYS = ['none', 1000, 200, 100, 50, 25] as const;
const LENGTHS = [50, 100, 200, 400, 1000];
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const LABELS = [1, 2, 5, 10];
const MOST_SEEDS = 2 ** 32;

const words = labWords.controls;

export function LabControls({ lab }: { lab: Lab }) {
  const { peers, gossip, method, exchange, churn, learner, labels, step, updates, seed } = lab.settings.value;
  return (
    <section class="controls-of-lab" aria-labelledby="lab-settings">
      <h2 id="lab-settings">{words.title}</h2>
      <Slider
        name="peers"
        label={words.peers}
        steps={PEERS}
        value={peers}
        text={words.peersText}
        onChoose={(value) => lab.change({ peers: value })}
      />
      <Slider
        name="gossip"
        label={words.gossip}
        hint={words.gossipHint}
        steps={RATES}
        value={gossip}
        text={words.gossipText}
        onChoose={(value) => lab.change({ gossip: value })}
      />
      <Choice
        name="churn"
        label={words.churn}
        hint={words.churnHint}
        values={STAYS}
        value={churn}
        text={words.churnText}
        onChoose={(value) => lab.change({ churn: value })}
      />
      <Choice
        name="method"
        label={words.method}
        hint={words.methodHint}
        values={LAB_METHODS}
        value={method}
        text={(value) => (value === COMPARED_METHOD ? words.methodNone : value)}
        onChoose={(value) => lab.change({ method: value })}
      />
      <details>
        <summary>{words.more}</summary>
        <div class="more">
          <Choice
            name="learner"
            label={words.learner}
            values={LAB_LEARNERS}
            value={learner}
            text={(value) => words.learnerText[value]}
            onChoose={(value) => lab.change({ learner: value })}
          />
          {learner === 'classes' && (
            <Choice
              name="labels"
              label={words.labels}
              values={LABELS}
              value={labels}
              text={words.labelsText}
              onChoose={(value) => lab.change({ labels: value })}
            />
          )}
          <Choice
            name="exchange"
            label={words.exchange}
            values={['push', 'swap'] as const}
            value={exchange}
            text={(value) => words.exchangeText[value]}
            onChoose={(value) => lab.change({ exchange: value })}
          />
          <Choice
            name="step"
            label={words.step}
            values={STEPS}
            value={step}
            text={String}
            onChoose={(value) => lab.change({ step: value })}
          />
          <Choice
            name="updates"
            label={words.updates}
            values={LENGTHS}
            value={updates}
            text={words.updatesText}
            onChoose={(value) => lab.change({ updates: value })}
          />
          <div class="seed">
            <span>{words.seed(seed)}</span>
            <button type="button" onClick={() => lab.change({ seed: (seed + 1) % MOST_SEEDS })}>
              {words.anotherSeed}
            </button>
          </div>
        </div>
      </details>
      <p class="hint">{words.link}</p>
    </section>
  );
}
