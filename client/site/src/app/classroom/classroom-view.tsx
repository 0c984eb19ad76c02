/** The room on the wall: how to join it, who learns from whom, how far all are, and the host's hand on it. */
import './classroom.css';
import { isTaskDigest } from '@hearsay/shared/tasks/tasks.ts';
import { useComputed, useSignal } from '@preact/signals';
import type { Session } from 'hearsay';
import { useEffect, useRef } from 'preact/hooks';
import { classesOf } from '../classes.ts';
import { Errors } from '../session/errors.tsx';
import { words } from '../words/words.ts';
import { FiguresPanel } from './figures-panel.tsx';
import { GraphPanel } from './graph-panel.tsx';
import { HostPanel } from './host-panel.tsx';
import { JoinPanel } from './join-panel.tsx';
import { LabelMatrix } from './label-matrix.tsx';
import { NewsVoice } from './news-voice.tsx';
import { PeerTable } from './peer-table.tsx';
import { readingOf } from './reading.ts';
import { useCalm } from './use-calm.ts';

interface ClassroomViewProps {
  session: Session;
  /** Shows this tab's own page instead. */
  onPeerPage(): void;
}

export function ClassroomView({ session, onPeerPage }: ClassroomViewProps) {
  const { classroom, session: say } = words.value;
  const selected = useSignal<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // The status changes several times a second, these hardly ever.
  const size = useComputed(() => session.status.value.size).value;
  const problems = useComputed(() => session.status.value.problems).value;
  const phase = useComputed(() => session.status.value.phase).value;
  const { settings } = session;
  const alone = size <= 1;
  const hasHost = session.host.value !== null;

  // The view is fetched: what led here is gone, and the focus with it.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div class={alone ? 'classroom alone' : 'classroom'}>
      <div class="classroom-top">
        <h1 tabIndex={-1} ref={heading}>
          {isTaskDigest(settings.task) ? (
            session.task.title
          ) : (
            <>
              <span class="quiet">{classroom.heading}</span> {settings.room}
            </>
          )}
        </h1>
        <Sentence session={session} />
        <div class="ways-out">
          <span class="phase">{say.phase(phase, size)}</span>
          <button type="button" class="quiet-button" onClick={onPeerPage}>
            {classroom.toPeer}
          </button>
          <button type="button" class="quiet-button" onClick={() => session.leave()}>
            {say.leave}
          </button>
        </div>
        <Errors problems={problems} />
      </div>
      <JoinPanel settings={settings} alone={alone} />
      {hasHost && !alone && (
        <>
          <div class="middle">
            <GraphPanel session={session} selected={selected} />
            <LabelMatrix session={session} selected={selected} />
          </div>
          <FiguresPanel session={session} />
        </>
      )}
      <HostPanel session={session} />
      {hasHost && !alone && <PeerTable session={session} selected={selected} />}
      <NewsVoice session={session} />
    </div>
  );
}

function Sentence({ session }: { session: Session }) {
  const reports = useCalm(session.room, 'sentence');
  const size = useComputed(() => session.status.value.size).value;
  const reading = readingOf(reports.value, session.settings, size, classesOf(session).length);
  return <p class="reading-of-room">{words.value.classroom.reading(reading)}</p>;
}
