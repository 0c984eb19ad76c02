/** What this tab learns from: how many examples of each digit, and what some of them look like. */
import type { ReadonlySignal } from '@preact/signals';
import type { Samples } from 'hearsay';
import { later } from '../later.tsx';
import { heldLabels } from '../words/knowledge.ts';
import { words } from '../words/words.ts';

// Training need not wait for what draws.
const DigitSheet = later(async () => (await import('../draw/digit-sheet.tsx')).DigitSheet);

/** Pictures in a row. */
const COLUMNS = 10;

interface DigitsProps {
  /** The names of the classes. */
  classes: readonly string[];
  labels: ReadonlySignal<readonly number[]>;
  samples: ReadonlySignal<Samples | null>;
}

export function Digits(props: DigitsProps) {
  const labels = props.labels.value;
  const samples = props.samples.value;
  const { data: say } = words.value;
  const most = Math.max(1, ...labels);
  const total = labels.reduce((sum, count) => sum + count, 0);
  return (
    <section class="panel data" aria-labelledby="digits">
      <h2 id="digits">{say.heading}</h2>
      <ul class="columns-of-classes" style={{ '--classes': props.classes.length }}>
        {props.classes.map((name, label) => {
          const count = labels[label] ?? 0;
          return (
            <li key={name} class={count === 0 ? 'unseen' : 'held'}>
              <span class="visually-hidden">{say.bar(label, count)}</span>
              <span class="count" aria-hidden="true">
                {/* Without the sign between thousands: there is little room. */}
                {labels.length === 0 ? '' : count}
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ transform: `scaleY(${(count / most).toFixed(3)})` }} />
              </span>
              <span class="digit" aria-hidden="true">
                {name}
              </span>
            </li>
          );
        })}
      </ul>
      <p class="hint">{total === 0 ? say.none : say.total(total)}</p>
      <div class="sheet">
        {samples && samples.own.targets.length > 0 && (
          <DigitSheet
            pixels={samples.own.inputs}
            columns={COLUMNS}
            label={say.sheet(samples.own.targets.length, heldLabels(labels))}
          />
        )}
      </div>
    </section>
  );
}
