/** The comparison in figures: a column for each run, measured beside what theory says. */
import { gossipRateOf } from '@hearsay/shared/gossip/schedule/gossip-rate.ts';
import type { Lab } from '../../lab/lab.ts';
import { linesOf, rateOf } from '../../lab/lines.ts';
import type { LineName } from '../../lab/measured.ts';
import { meanStaleness } from '../../lab/theory.ts';
import { labWords } from './words.ts';

const words = labWords.figures;

export function Figures({ lab }: { lab: Lab }) {
  const settings = lab.settings.value;
  const { peers, learner, gossip, method } = settings;
  const moments = lab.moments.value;
  const { staleness, error } = lab.theory.value;
  const lines = linesOf(settings);
  const last = moments.at(-1)?.lines;
  const say = (value: number | null | undefined, format: (value: number) => string): string =>
    value === null || value === undefined ? words.none : format(value);
  const score = (value: number) => labWords.score(learner, value);

  const rows: { name: string; of(line: LineName): string; large?: boolean }[] = [
    {
      name: words.exchanges,
      of: (line) =>
        line === 'beside' ? words.ownPace : labWords.rate(gossipRateOf(rateOf(settings, line), peers)),
    },
    {
      name: words.staleness,
      of: (line) =>
        say(moments.length === 0 ? null : meanStaleness(settings, line, moments), labWords.number),
      large: true,
    },
    { name: words.law, of: (line) => say(staleness[line], labWords.number) },
    { name: words.mean[learner], of: (line) => say(last?.[line]?.mean, score) },
    ...(learner === 'quadratic'
      ? [{ name: words.meanLaw, of: (line: LineName) => say(error[line]?.[moments.length - 1], score) }]
      : []),
    { name: words.worst[learner], of: (line) => say(last?.[line]?.worst, score) },
  ];
  return (
    <table class="numbers figures">
      <caption>{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          {lines.map((line) => (
            <th scope="col" key={line} data-line={line}>
              {labWords.lineName(line, gossip, method)}
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
