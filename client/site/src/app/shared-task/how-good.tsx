/** How good the room's network is on what its devices kept back, and what that figure means. */
import { testedByAll } from '@hearsay/shared/room/tested.ts';
import { useComputed } from '@preact/signals';
import { words } from '../words/words.ts';
import { ConfusionTable } from './confusion-table.tsx';
import type { SharedRun } from './open-shared.ts';

export function HowGood({ run: { session } }: { run: SharedRun }) {
  const { good: say } = words.value.shared;
  const { format } = words.value;
  const classes = session.task.classes ?? [];
  const tested = useComputed(() => testedByAll(session.room.value, classes.length)).value;
  const { accuracy, worst, perClass, confusion } = tested;
  const missing = classes.filter((_, label) => perClass[label] === null);
  return (
    <section class="panel how-good" aria-labelledby="how-good">
      <h2 id="how-good">{say.heading}</h2>
      {accuracy === null ? (
        <p>{say.none}</p>
      ) : (
        <>
          <p class="knowledge">{classes.length > 0 ? say.accuracy(accuracy) : say.explained(accuracy)}</p>
          <p>{say.basis(tested.examples, tested.peers)}</p>
          {worst !== null && tested.peers > 1 && <p>{say.worst(worst.accuracy, worst.examples)}</p>}
        </>
      )}
      <p class="hint">
        {classes.length === 0 && say.explainedMeaning} {say.meaning}
      </p>
      {perClass.length > 0 && (
        <table class="numbers">
          <caption class="visually-hidden">{say.byClass}</caption>
          <thead>
            <tr>
              <th scope="col">{say.class}</th>
              <th scope="col">{say.right}</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((name, label) => {
              const share = perClass[label];
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{share === null ? '–' : format.percent(share, 0)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {perClass.length > 0 && missing.length > 0 && <p class="hint">{say.missing(format.list(missing))}</p>}
      {confusion.length > 0 && (
        <details>
          <summary>{say.confusion}</summary>
          <ConfusionTable classes={classes} confusion={confusion} />
        </details>
      )}
    </section>
  );
}
