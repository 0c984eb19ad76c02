/** One lesson, on the screen and on paper. */
import { onlyThisDevice } from '../session/link.ts';
import { QrCode } from '../session/qr-code.tsx';
import { language, words } from '../words/words.ts';
import { type LessonName, startOf } from './lesson-names.ts';
import { STATIONS, stationAddress } from './penguins.ts';

export function LessonPage({ lesson }: { lesson: LessonName }) {
  const say = words.value.lessons;
  const { title, about, needs, steps, questions, trouble } = say.lessons[lesson];
  const start = startOf(lesson, language.value);
  return (
    <article class="lesson">
      <p class="on-screen">
        <a href="#view=lessons">{say.all}</a>
      </p>
      <div class="lesson-top">
        <h1 tabIndex={-1}>{title}</h1>
        <p class="hint">{say.time}</p>
        <div class="kept-buttons on-screen">
          <a class="button start-lesson" href={start}>
            {say.start}
          </a>
          <button type="button" onClick={() => print()}>
            {say.print}
          </button>
        </div>
        <StartCode start={start} title={title} about={lesson === 'leaks' ? say.opensHere : say.startsHere} />
      </div>
      <section>
        <h2>{say.parts.about}</h2>
        {about.map((text) => (
          <p key={text}>{text}</p>
        ))}
      </section>
      <section>
        <h2>{say.parts.needs}</h2>
        <ul>
          {needs.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say.parts.steps}</h2>
        <ol>
          {steps.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ol>
      </section>
      {lesson === 'penguins' && <StationFiles />}
      <section>
        <h2>{say.parts.questions}</h2>
        <ol class="questions">
          {questions.map(({ ask, answer }) => (
            <li key={ask}>
              <strong>{ask}</strong> {answer}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{say.parts.trouble}</h2>
        <ul>
          {trouble.map(({ what, help }) => (
            <li key={what}>
              <strong>{what}</strong> {help}
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}

/** On paper, in place of the button. */
function StartCode({ start, title, about }: { start: string; title: string; about: string }) {
  const say = words.value.lessons;
  const address = `${location.href.replace(/#.*$/, '')}${start}`;
  return (
    <div class="start-code on-paper">
      <QrCode link={address} label={say.code(title)} />
      <div>
        <p>{about}</p>
        <p>
          <code>{address}</code>
        </p>
        {onlyThisDevice(location.hostname) && <p>{say.hereOnly}</p>}
      </div>
    </div>
  );
}

function StationFiles() {
  const { stations: say } = words.value.lessons;
  return (
    <section>
      <h2>{say.heading}</h2>
      <ol>
        {STATIONS.map((station, place) => (
          <li key={station}>
            {say.who[place]}.{' '}
            <a class="on-screen" href={stationAddress(station)} download>
              {say.download(station)}
            </a>
          </li>
        ))}
      </ol>
      <p class="hint">{say.credit}</p>
    </section>
  );
}
