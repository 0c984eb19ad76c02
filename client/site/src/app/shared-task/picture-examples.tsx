/** Pictures: from the camera while a button is held, from files, folders and the clipboard; what the camera shows is what the network is asked about. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { pictureOfVideo } from '../../data/pictures/picture-of-video.ts';
import { usePrediction } from '../draw/use-prediction.ts';
import { words } from '../words/words.ts';
import { AllClasses } from './all-classes.tsx';
import { createCamera } from './camera.ts';
import { CameraPart } from './camera-part.tsx';
import { CollectFrame, useCollecting } from './collect-frame.tsx';
import { createFileReading } from './file-reading.ts';
import type { CollectedRun } from './open-shared.ts';
import { readClipboard, usePasting } from './pasting.ts';
import { PictureCard } from './picture-card.tsx';
import { ReadingNews } from './reading-news.tsx';

/** Milliseconds between two pictures of the camera. */
const FRAME_MS = 200;

export function PictureExamples({ run }: { run: CollectedRun }) {
  const { collect: say } = words.value.shared;
  const { collection, session, shared } = run;
  const side = shared.data.kind === 'pictures' ? shared.data.side : 0;
  const collecting = useCollecting(run);
  const { classes } = collecting;
  const video = useRef<HTMLVideoElement>(null);
  const camera = useOnce(() => createCamera(navigator.mediaDevices));
  const reading = useOnce(() => createFileReading(side, collection, classes));
  const live = usePrediction(session.predict);
  /** What to do so that something is pasted. */
  const pasteHelp = useSignal('');
  const isOn = camera.state.value === 'on';

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
  usePasting((transfer, label) => {
    pasteHelp.value = label === null ? say.pasteWhere : '';
    if (label === null) return;
    if ([...transfer.items].some(({ kind }) => kind === 'file')) reading.take(transfer, label);
    else pasteHelp.value = say.pasteNothing;
  });
  const paste = async (label: number): Promise<void> => {
    pasteHelp.value = '';
    const found = await readClipboard(navigator.clipboard);
    if (found === 'by-key') pasteHelp.value = say.pasteByKey(classes[label]);
    else if (found.length === 0) pasteHelp.value = say.pasteNothing;
    else reading.choose(found, label);
  };
  return (
    <CollectFrame
      {...{ run, collecting }}
      hints={[say.pictureFirst, say.pictureMore]}
      probabilities={live.probabilities}
      area={<CameraPart camera={camera} video={video} />}
      tools={
        isOn && (
          <button type="button" onClick={camera.stop}>
            {say.cameraOff}
          </button>
        )
      }
      news={
        <>
          <ReadingNews reading={reading} classes={classes} />
          <output class="hint">{pasteHelp}</output>
        </>
      }
      cards={classes.map((name, label) => (
        <PictureCard
          key={name}
          {...{ run, side, name, label, isOn, reading }}
          everyMs={FRAME_MS}
          onFrame={record}
          onEnd={() => collecting.add(label, frames.splice(0))}
          onPaste={() => void paste(label)}
        />
      ))}
    >
      <AllClasses classes={classes} reading={reading} />
    </CollectFrame>
  );
}

function useOnce<T>(make: () => T): T {
  const made = useRef<{ value: T } | null>(null);
  made.current ??= { value: make() };
  return made.current.value;
}
