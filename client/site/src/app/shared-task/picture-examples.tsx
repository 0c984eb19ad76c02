/** Pictures: from the camera while a button is held, or from files; what the camera shows is what the network is asked about. */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { pictureOfVideo } from '../../data/pictures/picture-of-video.ts';
import { usePrediction } from '../draw/use-prediction.ts';
import { words } from '../words/words.ts';
import { type Camera, createCamera } from './camera.ts';
import { ClassBars } from './class-bars.tsx';
import { CollectionNews } from './collection-news.tsx';
import { createFileReading, type FileReading } from './file-reading.ts';
import { HoldButton } from './hold-button.tsx';
import type { CollectedRun } from './open-shared.ts';
import { PictureSheet } from './picture-sheet.tsx';
import { ReadingNews } from './reading-news.tsx';

/** The newest of a class that are shown. */
const SHOWN = 12;
/** Milliseconds between two pictures of the camera. */
const FRAME_MS = 200;

export function PictureExamples({ run }: { run: CollectedRun }) {
  const { collect: say } = words.value.shared;
  const { collection, session, shared } = run;
  const side = shared.data.kind === 'pictures' ? shared.data.side : 0;
  const classes = session.task.classes ?? [];
  const video = useRef<HTMLVideoElement>(null);
  const camera = useOnce(() => createCamera(navigator.mediaDevices));
  const reading = useOnce(() => createFileReading(side, collection));
  const live = usePrediction(session.predict);
  const told = useSignal('');
  const total = useComputed(() => collection.counts.value.reduce((sum, count) => sum + count, 0)).value;
  const isOn = camera.state.value === 'on';
  const isReading = reading.under.value !== null;

  useEffect(() => () => camera.stop(), []);
  useEffect(() => () => reading.close(), []);
  useEffect(() => {
    if (!isOn) {
      live.show(null);
      return;
    }
    let making = false;
    const show = async (pixels: Uint8Array<ArrayBuffer>): Promise<void> => {
      if (making) return;
      making = true;
      // What cannot be made of it is told with the examples.
      live.show(await collection.inputs.one(pixels).catch(() => null));
      making = false;
    };
    const timer = setInterval(() => {
      const pixels = video.current && pictureOfVideo(video.current, side);
      if (pixels) void show(pixels);
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [isOn]);

  const frames = useOnce<Uint8Array<ArrayBuffer>[]>(() => []);
  const record = (): void => {
    const pixels = video.current && pictureOfVideo(video.current, side);
    if (pixels) frames.push(pixels);
  };
  const finish = (label: number): void => {
    collection.add(label, frames.splice(0));
    told.value = say.added(classes[label], collection.counts.peek()[label]);
  };
  const undo = (): void => {
    told.value = say.undone(collection.undo());
  };
  return (
    <section class="panel collect" aria-labelledby="collect">
      <h2 id="collect">{say.heading}</h2>
      <p class="hint">{total === 0 ? say.pictureFirst : say.pictureMore}</p>
      <div class="draw">
        <div class="draw-area">
          <CameraPart camera={camera} video={video} />
          <div class="draw-tools">
            {isOn && (
              <button type="button" onClick={camera.stop}>
                {say.cameraOff}
              </button>
            )}
            <button type="button" onClick={undo} disabled={total === 0}>
              {say.undo}
            </button>
          </div>
        </div>
        <div class="draw-answer">
          <ClassBars classes={classes} probabilities={live.probabilities} />
        </div>
      </div>
      <ReadingNews reading={reading} />
      <CollectionNews collection={collection} />
      <ul class="class-cards">
        {classes.map((name, label) => (
          <ClassCard
            key={name}
            {...{ run, side, name, label, isOn, isReading, reading }}
            onFrame={record}
            onEnd={() => finish(label)}
          />
        ))}
      </ul>
      <output class="visually-hidden">{told}</output>
    </section>
  );
}

interface ClassCardProps {
  run: CollectedRun;
  side: number;
  name: string;
  label: number;
  /** Whether the camera is on. */
  isOn: boolean;
  isReading: boolean;
  reading: FileReading;
  onFrame(): void;
  onEnd(): void;
}

function ClassCard({ run, side, name, label, isOn, isReading, reading, onFrame, onEnd }: ClassCardProps) {
  const { collect: say, make } = words.value.shared;
  const { counts, store, clear } = run.collection;
  const count = useComputed(() => counts.value[label]).value;
  const isOver = useSignal(false);
  const newest = store.examples.value.filter((example) => example.label === name).slice(-SHOWN);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    isOver.value = false;
    if (event.dataTransfer) reading.take(event.dataTransfer, label);
  };
  return (
    <li
      class={isOver.value ? 'over' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={drop}
    >
      <h3>{name}</h3>
      {isOn && <HoldButton label={say.hold(name)} everyMs={FRAME_MS} onBeat={onFrame} onEnd={onEnd} />}
      <label class={isReading ? 'button disabled' : 'button'}>
        {say.files}
        <span class="visually-hidden"> {say.filesOf(name)}</span>
        <input
          type="file"
          class="visually-hidden"
          accept="image/jpeg,image/png,image/webp,.zip"
          multiple
          disabled={isReading}
          onChange={({ currentTarget }) => {
            reading.choose(currentTarget.files ?? [], label);
            // So that the same files may be chosen again.
            currentTarget.value = '';
          }}
        />
      </label>
      <span class="hint">{make.examples(count)}</span>
      {newest.length > 0 && (
        <PictureSheet
          side={side}
          pictures={newest.map(({ pixels }) => pixels)}
          label={say.newest(newest.length)}
        />
      )}
      {count > 0 && (
        <button type="button" class="quiet-button" onClick={() => clear(label)}>
          {say.clearClass}
          <span class="visually-hidden"> {name}</span>
        </button>
      )}
    </li>
  );
}

function CameraPart({ camera, video }: { camera: Camera; video: { current: HTMLVideoElement | null } }) {
  const { collect: say } = words.value.shared;
  const state = camera.state.value;
  const stream = camera.stream.value;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div class="camera">
      {/* What is seen is a mirror, as people are used to. */}
      <video ref={video} autoplay muted playsInline hidden={state !== 'on'} aria-label={say.cameraLabel} />
      {state !== 'on' && (
        <>
          <p class="hint" role="status">
            {say.cameraStates[state]}
          </p>
          {state !== 'insecure' && (
            <button type="button" disabled={state === 'starting'} onClick={() => void camera.start()}>
              {say.cameraOn}
            </button>
          )}
        </>
      )}
    </div>
  );
}

function useOnce<T>(make: () => T): T {
  const made = useRef<{ value: T } | null>(null);
  made.current ??= { value: make() };
  return made.current.value;
}
