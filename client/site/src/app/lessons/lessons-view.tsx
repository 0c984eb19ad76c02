/** Lessons for teachers: what there are, and a page of each, to start it from and to print. */
import './lessons.css';
import { useEffect, useRef } from 'preact/hooks';
import type { Page } from '../page.ts';
import { useTitle } from '../use-title.ts';
import { language, words } from '../words/words.ts';
import { LESSON_NAMES, lessonIn, pageOf } from './lesson-names.ts';
import { LessonPage } from './lesson-page.tsx';

export function LessonsView({ page }: { page: Page }) {
  // Follows the address, which is read anew whenever the page's reading of it is.
  const lesson = page.reading.value && lessonIn(location.hash);
  const view = useRef<HTMLDivElement>(null);
  const shown = useRef(lesson);
  // What a link leads to takes the focus along; the first page leaves it where it is.
  useEffect(() => {
    if (shown.current === lesson) return;
    shown.current = lesson;
    view.current?.querySelector('h1')?.focus();
    scrollTo(0, 0);
  }, [lesson]);
  useTitle(() => words.value.lessons.documentTitle);
  return (
    <div class="lessons" ref={view}>
      {lesson === null ? <AllLessons /> : <LessonPage key={lesson} lesson={lesson} />}
    </div>
  );
}

function AllLessons() {
  const say = words.value.lessons;
  return (
    <>
      <div class="intro">
        <h1 tabIndex={-1}>{say.heading}</h1>
        <p class="lead">{say.lead}</p>
        <p>
          <a href="#view=room">{say.back}</a>
        </p>
      </div>
      <ul class="lesson-cards">
        {LESSON_NAMES.map((name) => {
          const { title, summary } = say.lessons[name];
          return (
            <li class="panel" key={name}>
              <h2>
                <a href={pageOf(name, language.value)}>{title}</a>
              </h2>
              <p>{summary}</p>
              <p class="hint">{say.time}</p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
