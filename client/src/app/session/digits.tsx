/** Which digits this tab holds, and how many of each. */
import { formatCount } from '../words/format.ts';

const TEN = Array.from({ length: 10 }, (_, digit) => digit);

export function Digits({ labels }: { labels: readonly number[] }) {
  const most = Math.max(1, ...labels);
  const total = labels.reduce((sum, count) => sum + count, 0);
  return (
    <section aria-labelledby="digits">
      <h2 id="digits">Digits in this tab</h2>
      <ul class="digits">
        {TEN.map((digit) => {
          const count = labels[digit] ?? 0;
          return (
            <li key={digit} class={count === 0 ? 'none' : undefined}>
              <span class="visually-hidden">
                digit {digit}: {formatCount(count)} examples
              </span>
              <span class="count" aria-hidden="true">
                {labels.length === 0 ? '' : count}
              </span>
              <span class="bar" aria-hidden="true">
                <span style={{ height: `${(100 * count) / most}%` }} />
              </span>
              <span class="digit" aria-hidden="true">
                {digit}
              </span>
            </li>
          );
        })}
      </ul>
      <p class="hint">
        {total === 0 ? 'Not loaded yet.' : `${formatCount(total)} examples to learn from, counted by digit.`}
      </p>
    </section>
  );
}
