/** Which digits this tab holds, and how many of each. */
import { words } from '../words/words.ts';

const TEN = Array.from({ length: 10 }, (_, digit) => digit);

export function Digits({ labels }: { labels: readonly number[] }) {
  const { data } = words.value;
  const most = Math.max(1, ...labels);
  const total = labels.reduce((sum, count) => sum + count, 0);
  return (
    <section aria-labelledby="digits">
      <h2 id="digits">{data.heading}</h2>
      <ul class="digits">
        {TEN.map((digit) => {
          const count = labels[digit] ?? 0;
          return (
            <li key={digit} class={count === 0 ? 'none' : undefined}>
              <span class="visually-hidden">{data.bar(digit, count)}</span>
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
      <p class="hint">{total === 0 ? data.none : data.total(total)}</p>
    </section>
  );
}
