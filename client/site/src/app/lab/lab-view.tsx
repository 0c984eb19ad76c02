/** The lab: the simulator in the page, at two gossip rates side by side. */
import { ruleIn } from '@hearsay/shared/settings/rules.ts';
import './lab.css';
import { formatLabSettings } from '@hearsay/shared/settings/lab-settings.ts';
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { createLab, type Lab } from '../../lab/lab.ts';
import { startLabWorker } from '../../lab/start-worker.ts';
import { settles } from '../../lab/theory.ts';
import { runPart, withRun } from '../fragment.ts';
import { useTitle } from '../use-title.ts';
import { viewOf } from '../view-name.ts';
import { words } from '../words/words.ts';
import { scoreMeasures, stalenessMeasure, TimeChart } from './comparison-charts.tsx';
import { Figures } from './figures.tsx';
import { comparisonSentence, scalingSentence } from './findings.ts';
import { LabControls } from './lab-controls.tsx';
import { RunBar } from './run-bar.tsx';
import { ScalingChart } from './scaling-chart.tsx';

/** One for as long as the view is shown. */
export function LabView() {
  const lab = useSignal<Lab | null>(null);
  useEffect(() => {
    const made = createLab({
      readFragment: () => runPart(location.hash),
      // replaceState, unlike setting location.hash, makes no `hashchange`.
      writeFragment: (run) => history.replaceState(null, '', `#${withRun(location.hash, run)}`),
      makeWorker: startLabWorker,
    });
    const follow = (): void => {
      if (viewOf(location.hash) === 'lab') made.addressChanged();
    };
    addEventListener('hashchange', follow);
    lab.value = made;
    return () => {
      removeEventListener('hashchange', follow);
      made.close();
    };
  }, [lab]);
  useTitle(() => words.value.lab.documentTitle);
  return lab.value ? <LabPage lab={lab.value} /> : <div class="lab-waits" />;
}

function LabPage({ lab }: { lab: Lab }) {
  const { lab: say } = words.value;
  const settings = lab.settings.value;
  const { peers, updates } = settings;
  // Charts are made anew for new settings.
  const key = formatLabSettings(settings);
  const [mean, worst] = scoreMeasures(settings);
  return (
    <div class="lab">
      <div class="lab-intro">
        <h1 tabIndex={-1}>{say.title}</h1>
        {say.lead.map((text) => (
          <p class="lead" key={text}>
            {text}
          </p>
        ))}
        <Problems lab={lab} />
      </div>
      <RunBar lab={lab} />
      <section aria-labelledby="lab-figures" class="findings">
        <h2 id="lab-figures">{say.figures.title(peers)}</h2>
        <p class="finding">{comparisonSentence(settings, lab.moments.value)}</p>
        <Figures lab={lab} />
        {!settles(settings, 'constant', peers, updates) && <p class="hint">{say.tooShort}</p>}
        {settings.churn !== 'none' && <p class="hint">{say.churnNote}</p>}
      </section>
      {/* Where there is little room, what was found comes first. */}
      <LabControls lab={lab} />
      <section aria-labelledby="lab-scaling" class="findings scaling">
        <h2 id="lab-scaling">{say.scalingTitle}</h2>
        <p class="finding">{scalingSentence(settings, lab.points.value)}</p>
        <ScalingChart key={key} lab={lab} />
      </section>
      <section class="lab-charts" aria-labelledby="lab-charts">
        <h2 id="lab-charts">{say.chartsTitle(peers)}</h2>
        <TimeChart key={`staleness ${key}`} lab={lab} measure={stalenessMeasure()} />
        <TimeChart key={`mean ${key}`} lab={lab} measure={mean} />
        <TimeChart key={`worst ${key}`} lab={lab} measure={worst} />
      </section>
      <Voice lab={lab} />
    </div>
  );
}

function Problems({ lab }: { lab: Lab }) {
  const { lab: say, rules } = words.value;
  const problems = lab.problems.value;
  const trouble = lab.trouble.value;
  if (problems.length === 0 && trouble === null) return null;
  return (
    <div class="notice error" role="alert">
      {trouble !== null && <p>{say.run.failed(trouble)}</p>}
      {problems.map(({ name, value, rule, fatal }) => (
        <p key={name}>{fatal ? say.problem(name, value, ruleIn(rules, rule)) : say.unknown(name)}</p>
      ))}
    </div>
  );
}

/** Says to screen readers what was found, when a stage is through. */
function Voice({ lab }: { lab: Lab }) {
  const said = useSignal('');
  const stage = useComputed(() => lab.progress.value.stage);
  useSignalEffect(() => {
    if (lab.phase.value === 'done') said.value = scalingSentence(lab.settings.peek(), lab.points.peek());
    else if (stage.value === 'scaling')
      said.value = comparisonSentence(lab.settings.peek(), lab.moments.peek());
  });
  return <output class="visually-hidden">{said}</output>;
}
