/** A page whose room is a component: it joins when that is shown, and leaves when it goes. */
import { Fragment, render } from 'preact';
import { useState } from 'preact/hooks';
import { find, linkTo, partOf, percent, placeOf, stateOf } from '../look/page.ts';
import { Curves } from './curves.tsx';
import { PARTS, trainingOf } from './task.ts';
import { useOthers } from './use-others.ts';
import { useRoom } from './use-room.ts';

const part = partOf(PARTS);
const place = placeOf('six-kinds');
const training = trainingOf(part);
const name = `tab ${Math.floor(Math.random() * 900) + 100}`;

function Learning() {
  const view = useRoom(place, training);
  const others = useOthers(`hearsay-curves-${place.room}`, { name, points: view.points });
  const curves = [
    ...others.map((other) => ({ ...other, isOwn: false })),
    { name, points: view.points, isOwn: true },
  ];
  return (
    <>
      <p role="status">{stateOf(view)}</p>
      {view.problem !== '' && <p role="alert">{view.problem}</p>}
      <div class="split">
        <figure>
          <Curves curves={curves} />
          <figcaption>
            The share of all six kinds that the room’s model recognises: as this tab knows it (a solid line),
            and as other tabs of this browser do (dashed).
          </figcaption>
        </figure>
        <dl class="figures">
          <dt>This tab ({name})</dt>
          <dd id="accuracy">{percent(view.points.at(-1)?.accuracy ?? null)}</dd>
          {others.map((other) => (
            <Fragment key={other.name}>
              <dt>{other.name}</dt>
              <dd>{percent(other.points.at(-1)?.accuracy ?? null)}</dd>
            </Fragment>
          ))}
        </dl>
      </div>
    </>
  );
}

function Page() {
  const [isIn, setIn] = useState(true);
  return (
    <>
      <h1>Curves</h1>
      <p>
        There are six kinds of points, and this tab has seen three of them, made up. Open it in several tabs,
        and see how all come to know all six.
      </p>
      {isIn ? <Learning /> : <p role="status">This tab has left. The others go on.</p>}
      <div class="actions">
        <a href={linkTo((part + 1) % PARTS)} target="_blank" rel="noopener">
          Open a tab with the other three
        </a>
        <button type="button" onClick={() => setIn(!isIn)}>
          {isIn ? 'Leave' : 'Join again'}
        </button>
      </div>
    </>
  );
}

render(<Page />, find('main', HTMLElement));
