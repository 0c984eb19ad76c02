/** The comparison in figures: a column for each run, measured beside what theory says. */
import { gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import type { Lab } from '../../lab/lab.ts';
import { linesOf, rateOf } from '../../lab/lines.ts';
import type { LineName } from '../../lab/measured.ts';
import { meanStaleness } from '../../lab/theory.ts';
import { words } from '../words/words.ts';

export function Figures({ lab }: { lab: Lab }) {
  const { lab: texts } = words.value;
  const { figures: say } = texts;
  const settings = lab.settings.value;
  const { peers, learner, latency, gossip, method } = settings;
  const moments = lab.moments.value;
  const { staleness, error } = lab.theory.value;
  const lines = linesOf(settings);
  const last = moments.at(-1)?.lines;
  const shown = (value: number | null | undefined, format: (value: number) => string): string =>
    value === null || value === undefined ? say.none : format(value);
  const score = (value: number) => texts.score(learner, value);

  const rows: { name: string; of(line: LineName): string; large?: boolean }[] = [
    {
      name: say.exchanges,
      of: (line) =>
        line === 'beside' ? say.ownPace : texts.rate(gossipRateOf(rateOf(settings, line), peers)),
    },
    {
      name: say.staleness,
      of: (line) => shown(moments.length === 0 ? null : meanStaleness(settings, line, moments), texts.number),
      large: true,
    },
    { name: say.law, of: (line) => shown(staleness[line], texts.number) },
    { name: say.mean[learner], of: (line) => shown(last?.[line]?.mean, score) },
    ...(learner === 'quadratic' && latency === 0
      ? [{ name: say.meanLaw, of: (line: LineName) => shown(error[line]?.[moments.length - 1], score) }]
      : []),
    { name: say.worst[learner], of: (line) => shown(last?.[line]?.worst, score) },
  ];
  return (
    <table class="numbers figures">
      <caption>{say.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say.what}</th>
          {lines.map((line) => (
            <th scope="col" key={line} data-line={line}>
              {texts.lineName(line, gossip, method)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, of, large }) => (
          <tr key={name} class={large ? 'large' : undefined}>
            <th scope="row">{name}</th>
            {lines.map((line) => (
              <td key={line}>{of(line)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
