/** Which device has which classes, and which of them it recognises: a row for each class, a column for each device. */
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import type { Signal } from '@preact/signals';
import type { Session } from 'hearsay';
import { classesOf } from '../classes.ts';
import { isDark } from '../colour-scheme.ts';
import { words } from '../words/words.ts';
import { type Peer, peersOf } from './peers.ts';
import { shadeOf } from './scale.ts';
import { SelectButton } from './select-button.tsx';
import { useCalm } from './use-calm.ts';

/** Most columns. */
const MOST_SHOWN = 64;
/** Least width of a column. */
const COLUMN_REM = 1.75;

interface LabelMatrixProps {
  session: Session;
  selected: Signal<string | null>;
}

export function LabelMatrix({ session, selected }: LabelMatrixProps) {
  const { classroom } = words.value;
  const say = classroom.labels;
  const all = peersOf(useCalm(session.room, 'labels').value);
  const peers = all.slice(0, MOST_SHOWN);
  return (
    <section
      class={`panel label-matrix${isTaskDigest(session.settings.task) ? ' named' : ''}`}
      aria-labelledby="classroom-labels"
    >
      <h2 id="classroom-labels">{say.heading}</h2>
      <p class="hint">
        {say.legend} {all.length > peers.length && say.first(peers.length, all.length)}
      </p>
      <div class="wide">
        {/* Few are spread over the whole width, many scroll. */}
        <table style={{ minWidth: `${COLUMN_REM * (peers.length + 1)}rem` }}>
          <caption class="visually-hidden">{say.caption}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{say.class}</span>
              </th>
              {peers.map(({ id, slot }) => (
                <th scope="col" key={id}>
                  <SelectButton peer={{ id, slot }} selected={selected}>
                    {slot}
                  </SelectButton>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classesOf(session).map((name, label) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {peers.map((peer) =>
                  peer.counts ? (
                    <Count key={peer.id} peer={peer} label={label} />
                  ) : (
                    <Cell key={peer.id} peer={peer} label={label} held={say.held} />
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Where each device brings its own examples: how many, darker for more. */
function Count({ peer: { counts = [] }, label }: { peer: Peer; label: number }) {
  const most = Math.max(1, ...counts);
  const count = counts[label] ?? 0;
  const shade = shadeOf(count / most, isDark.value);
  return (
    <td
      class={count > 0 ? 'held' : undefined}
      style={count === 0 ? undefined : { background: shade.fill, color: shade.ink }}
    >
      {words.value.format.count(count)}
    </td>
  );
}

function Cell({ peer, label, held }: { peer: Peer; label: number; held: string }) {
  const share = peer.perClass[label];
  const isHeld = peer.held.includes(label);
  const shade = share === undefined ? null : shadeOf(share, isDark.value);
  return (
    <td
      class={isHeld ? 'held' : undefined}
      style={shade === null ? undefined : { background: shade.fill, color: shade.ink }}
    >
      {share === undefined ? '–' : Math.round(100 * share)}
      {isHeld && <span class="visually-hidden">, {held}</span>}
    </td>
  );
}
