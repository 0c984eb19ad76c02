/** How the room as a whole is, now and over time. */
import { useComputed } from '@preact/signals';
import type { Session } from 'hearsay';
import { thin } from '../session/thin.ts';
import { words } from '../words/words.ts';
import { AdviceLine } from './advice-line.tsx';
import { figuresOf } from './figures.ts';

import type { Moment } from './moments.ts';
import { OpenDetails } from './open-details.tsx';
import { momentsOf } from './record.ts';
import { SmallCurve } from './small-curve.tsx';
import { useCalm } from './use-calm.ts';

const MOST_ROWS = 30;

export function FiguresPanel({ session }: { session: Session }) {
  const { classroom, format } = words.value;
  const say = classroom.figures;
  const { settings } = session;
  const reports = useCalm(session.room, 'figures');
  const moments = useCalm(momentsOf(session), 'figures').value;
  const size = useComputed(() => session.status.value.size).value;
  const now = figuresOf(reports.value, settings, size);
  const share = (value: number | null): string => (value === null ? say.unknown : format.percent(value, 0));
  const amount = (value: number | null): string => (value === null ? say.unknown : format.rate(value));
  const hasLaw = settings.method === 'mitra-ulukus';
  return (
    <section class="panel figures-panel" aria-labelledby="classroom-figures">
      <h2 id="classroom-figures">{say.heading}</h2>
      <SmallCurve
        title={say.accuracy}
        moments={moments}
        top={1}
        tick={(value) => format.percent(value, 0)}
        note={say.accuracyNote}
        lines={[
          { name: say.mean, value: share(now.mean), of: ({ mean }) => mean, kind: 'first' },
          {
            name: now.worstSlot === null ? say.worst : say.worstOf(now.worstSlot),
            value: share(now.worst),
            of: ({ worst }) => worst,
            kind: 'second',
          },
        ]}
      />
      <SmallCurve
        title={say.consensus}
        moments={moments}
        top={null}
        tick={format.rate}
        note={say.consensusNote}
        lines={[
          { name: say.now, value: amount(now.consensus), of: ({ consensus }) => consensus, kind: 'first' },
        ]}
      />
      <SmallCurve
        title={say.staleness}
        moments={moments}
        top={null}
        tick={format.rate}
        note={hasLaw ? say.stalenessNote(now.latency) : say.noLaw}
        lines={[
          {
            name: say.measured,
            value: amount(now.staleness),
            of: ({ staleness }) => staleness,
            kind: 'first',
          },
          ...(hasLaw
            ? [{ name: say.law, value: amount(now.law), of: ({ law }: Moment) => law, kind: 'law' as const }]
            : []),
        ]}
      />
      <AdviceLine session={session} />
      <OpenDetails summary={say.table}>{() => <MomentsTable moments={moments} />}</OpenDetails>
    </section>
  );
}

function MomentsTable({ moments }: { moments: readonly Moment[] }) {
  const { classroom, format } = words.value;
  const say = classroom.figures;
  const share = (value: number | null): string => (value === null ? say.unknown : format.percent(value, 0));
  const amount = (value: number | null): string => (value === null ? say.unknown : format.rate(value));
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">{say.time}</th>
          <th scope="col">
            {say.accuracy}, {say.mean}
          </th>
          <th scope="col">
            {say.accuracy}, {say.worst}
          </th>
          <th scope="col">{say.consensus}</th>
          <th scope="col">{say.staleness}</th>
          <th scope="col">
            {say.staleness}, {say.law}
          </th>
        </tr>
      </thead>
      <tbody>
        {thin(moments, MOST_ROWS).map(({ seconds, mean, worst, consensus, staleness, law }) => (
          <tr key={seconds}>
            <th scope="row">{format.clock(seconds)}</th>
            <td>{share(mean)}</td>
            <td>{share(worst)}</td>
            <td>{amount(consensus)}</td>
            <td>{amount(staleness)}</td>
            <td>{amount(law)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
