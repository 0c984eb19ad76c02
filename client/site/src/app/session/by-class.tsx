/** How well the model reads each digit, and which of them this tab has examples of. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { words } from '../words/words.ts';

const TEN = Array.from({ length: 10 }, (_, digit) => digit);

interface ByDigitProps {
  /** Training examples of each digit; empty before they are loaded. */
  labels: ReadonlySignal<readonly number[]>;
  /** Accuracy on the test digits of each label; empty before the first test. */
  perClass: ReadonlySignal<readonly number[]>;
}

export function ByDigit({ labels, perClass }: ByDigitProps) {
  const { byDigit: say, format } = words.value;
  return (
    <section class="panel by-digit" aria-labelledby="by-digit">
      <h2 id="by-digit">
        {say.heading} <span class="quiet">{say.unit}</span>
      </h2>
      <ul class="columns-of-ten tall">
        {TEN.map((digit) => {
          const share = perClass.value[digit] ?? null;
          const held = (labels.value[digit] ?? 0) > 0;
          return (
            <li key={digit} class={held ? 'held' : 'unseen'}>
              <span class="visually-hidden">{say.bar(digit, share, held)}</span>
              <span class="count" aria-hidden="true">
                {share === null ? '' : format.count(100 * share)}
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ transform: `scaleY(${(share ?? 0).toFixed(3)})` }} />
              </span>
              <span class="digit" aria-hidden="true">
                {digit}
              </span>
            </li>
          );
        })}
      </ul>
      <ul class="legend" aria-hidden="true">
        <li class="held">{say.held}</li>
        <li class="unseen">{say.unseen}</li>
      </ul>
      <DigitTable labels={labels} perClass={perClass} />
    </section>
  );
}

function DigitTable({ labels, perClass }: ByDigitProps) {
  const { byDigit: say, format } = words.value;
  const open = useSignal(false);
  return (
    <details
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{say.table}</summary>
      {open.value && (
        <table class="numbers">
          <thead>
            <tr>
              <th scope="col">{say.digit}</th>
              <th scope="col">{say.examples}</th>
              <th scope="col">{say.accuracy}</th>
            </tr>
          </thead>
          <tbody>
            {TEN.map((digit) => (
              <tr key={digit}>
                <th scope="row">{digit}</th>
                <td>{format.count(labels.value[digit] ?? 0)}</td>
                <td>{perClass.value.length === 0 ? '–' : format.percent(perClass.value[digit] ?? 0, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
