/** The settings. Each change is a new run. */
import {
  COMPARED_METHOD,
  LAB_ATTACKS,
  LAB_CLASSES,
  LAB_LEARNERS,
  LAB_METHODS,
} from '@hearsay/shared/settings/lab-settings.ts';
import type { Lab } from '../../lab/lab.ts';
import { isWide } from '../page-width.ts';
import { words } from '../words/words.ts';
import { Choice, Slider } from './choices.tsx';

const PEERS = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096];
const RATES = [0.25, 0.5, 1, 2, 4, 8];
/** In updates. */
const LATENCIES = [0, 0.1, 0.25, 0.75, 2.5, 5];
const STAYS = ['none', 1000, 200, 100, 50, 25] as const;
const LENGTHS = [50, 100, 200, 400, 1000];
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
/** Of which the liar is chosen; all are alike. */
const MOST_LIARS = 16;
const LABELS = [1, 2, 5, LAB_CLASSES];
const MOST_SEEDS = 2 ** 32;

/** On a wide page at its side; on a narrow one behind a line that says the most important of them. */
export function LabControls({ lab }: { lab: Lab }) {
  const { controls: say } = words.value.lab;
  const { peers, gossip } = lab.settings.value;
  return isWide.value ? (
    <section class="controls-of-lab" aria-labelledby="lab-settings">
      <h2 id="lab-settings">{say.title}</h2>
      <Fields lab={lab} />
    </section>
  ) : (
    <details class="controls-of-lab">
      <summary>
        {say.title}{' '}
        <span class="quiet">
          {say.peersText(peers)}, {say.gossipText(gossip)}
        </span>
      </summary>
      <Fields lab={lab} />
    </details>
  );
}

function Fields({ lab }: { lab: Lab }) {
  const { controls: say } = words.value.lab;
  const { peers, gossip, method, exchange, churn, latency, learner, labels, step, updates, seed } =
    lab.settings.value;
  const { attack, liar, guard } = lab.settings.value;
  return (
    <div class="fields">
      <Slider
        name="peers"
        label={say.peers}
        steps={PEERS}
        value={peers}
        text={say.peersText}
        onChoose={(value) => lab.change({ peers: value })}
      />
      <Slider
        name="gossip"
        label={say.gossip}
        hint={say.gossipHint}
        steps={RATES}
        value={gossip}
        text={say.gossipText}
        onChoose={(value) => lab.change({ gossip: value })}
      />
      <Slider
        name="latency"
        label={say.latency}
        hint={say.latencyHint}
        steps={LATENCIES}
        value={latency}
        text={say.latencyText}
        onChoose={(value) => lab.change({ latency: value })}
      />
      <Choice
        name="churn"
        label={say.churn}
        hint={say.churnHint}
        values={STAYS}
        value={churn}
        text={say.churnText}
        onChoose={(value) => lab.change({ churn: value })}
      />
      <Choice
        name="method"
        label={say.method}
        hint={say.methodHint}
        values={LAB_METHODS}
        value={method}
        text={(value) => (value === COMPARED_METHOD ? say.methodNone : value)}
        onChoose={(value) => lab.change({ method: value })}
      />
      <Choice
        name="attack"
        label={say.attack}
        hint={say.attackHint}
        values={LAB_ATTACKS}
        value={attack}
        text={(value) => (value === 'none' ? say.attackNone : value)}
        onChoose={(value) => lab.change({ attack: value })}
      />
      {attack !== 'none' && (
        <Choice
          name="liar"
          label={say.liar}
          values={Array.from({ length: Math.min(peers, MOST_LIARS) }, (_, place) => place + 1)}
          value={liar}
          text={say.liarText}
          onChoose={(value) => lab.change({ liar: value })}
        />
      )}
      <Choice
        name="guard"
        label={say.guard}
        hint={say.guardHint}
        values={['off', 'on'] as const}
        value={guard}
        text={(value) => say.guardText[value]}
        onChoose={(value) => lab.change({ guard: value })}
      />
      <details>
        <summary>{say.more}</summary>
        <div class="more">
          <Choice
            name="learner"
            label={say.learner}
            values={LAB_LEARNERS}
            value={learner}
            text={(value) => say.learnerText[value]}
            onChoose={(value) => lab.change({ learner: value })}
          />
          {learner === 'classes' && (
            <Choice
              name="labels"
              label={say.labels}
              values={LABELS}
              value={labels}
              text={say.labelsText}
              onChoose={(value) => lab.change({ labels: value })}
            />
          )}
          <Choice
            name="exchange"
            label={say.exchange}
            values={['push', 'swap'] as const}
            value={exchange}
            text={(value) => say.exchangeText[value]}
            onChoose={(value) => lab.change({ exchange: value })}
          />
          <Choice
            name="step"
            label={say.step}
            values={STEPS}
            value={step}
            text={(value) => words.value.format.significant(value, 3)}
            onChoose={(value) => lab.change({ step: value })}
          />
          <Choice
            name="updates"
            label={say.updates}
            values={LENGTHS}
            value={updates}
            text={say.updatesText}
            onChoose={(value) => lab.change({ updates: value })}
          />
          <div class="seed">
            <span>{say.seed(seed)}</span>
            <button type="button" onClick={() => lab.change({ seed: (seed + 1) % MOST_SEEDS })}>
              {say.anotherSeed}
            </button>
          </div>
        </div>
      </details>
      <p class="hint">{say.link}</p>
    </div>
  );
}
