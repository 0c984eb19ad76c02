/** How well the model reads each class, and which of them this tab has examples of. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { words } from '../words/words.ts';

interface ByClassProps {
  /** The names of the classes. */
  classes: readonly string[];
  /** Training examples of each; empty before they are loaded. */
  labels: ReadonlySignal<readonly number[]>;
  /** Accuracy on the test examples of each; empty before the first test. */
  perClass: ReadonlySignal<readonly number[]>;
}

export function ByClass({ classes, labels, perClass }: ByClassProps) {
  const { byClass: say, format } = words.value;
  return (
    <section class="panel by-class" aria-labelledby="by-class">
      <h2 id="by-class">
        {say.heading} <span class="quiet">{say.unit}</span>
      </h2>
      <ul class="columns-of-classes tall" style={{ '--classes': classes.length }}>
        {classes.map((name, label) => {
          const share = perClass.value[label] ?? null;
          const held = (labels.value[label] ?? 0) > 0;
          return (
            <li key={name} class={held ? 'held' : 'unseen'}>
              <span class="visually-hidden">{say.bar(label, share, held)}</span>
              <span class="count" aria-hidden="true">
                {share === null ? '' : format.count(100 * share)}
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ transform: `scaleY(${(share ?? 0).toFixed(3)})` }} />
              </span>
              <span class="digit" aria-hidden="true">
                {name}
              </span>
            </li>
          );
        })}
      </ul>
      <ul class="legend" aria-hidden="true">
        <li class="held">{say.held}</li>
        <li class="unseen">{say.unseen}</li>
      </ul>
      <ClassTable classes={classes} labels={labels} perClass={perClass} />
    </section>
  );
}

function ClassTable({ classes, labels, perClass }: ByClassProps) {
  const { byClass: say, format } = words.value;
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
              <th scope="col">{say.class}</th>
              <th scope="col">{say.examples}</th>
              <th scope="col">{say.accuracy}</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((name, label) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{format.count(labels.value[label] ?? 0)}</td>
                <td>{perClass.value.length === 0 ? '–' : format.percent(perClass.value[label] ?? 0, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
