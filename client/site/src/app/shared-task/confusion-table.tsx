/** What each class was taken for: a row for each class that examples are of, a column for each that they were taken for. */
import { words } from '../words/words.ts';

interface ConfusionTableProps {
  classes: readonly string[];
  /** Counts, rows first. */
  confusion: readonly (readonly number[])[];
}

export function ConfusionTable({ classes, confusion }: ConfusionTableProps) {
  const { good: say } = words.value.shared;
  const { format } = words.value;
  return (
    // Many classes are wider than a phone.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be scrolled by keys
    <section class="confusion" tabIndex={0} aria-label={say.confusion}>
      <table>
        <caption class="hint">{say.confusionCaption}</caption>
        <thead>
          <tr>
            <td />
            {classes.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, of) => {
            const most = Math.max(1, ...row);
            return (
              <tr key={classes[of]}>
                <th scope="row">{classes[of]}</th>
                {row.map((count, taken) => (
                  <td
                    key={classes[taken]}
                    class={of === taken ? 'right' : undefined}
                    style={{ '--share': (count / most).toFixed(2) }}
                  >
                    {format.count(count)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
