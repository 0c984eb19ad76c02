/** The pictures of one class: recorded, chosen, dropped, pasted. */
import { useComputed } from '@preact/signals';
import { words } from '../words/words.ts';
import { choosesFolders, FileButton } from './file-picker.tsx';
import type { FileReading } from './file-reading.ts';
import { HoldButton } from './hold-button.tsx';
import type { CollectedRun } from './open-shared.ts';
import { CARD } from './pasting.ts';
import { PictureSheet } from './picture-sheet.tsx';
import { useDrop } from './use-drop.ts';

/** The newest of a class that are shown. */
const SHOWN = 12;
const PICTURE_FILES = 'image/jpeg,image/png,image/webp,.zip';

interface PictureCardProps {
  run: CollectedRun;
  side: number;
  name: string;
  label: number;
  /** Whether the camera is on. */
  isOn: boolean;
  /** Milliseconds between two pictures of the camera. */
  everyMs: number;
  reading: FileReading;
  onFrame(): void;
  onEnd(): void;
  /** The clipboard’s pictures are wanted. */
  onPaste(): void;
}

export function PictureCard(props: PictureCardProps) {
  const { run, side, name, label, isOn, everyMs, reading, onFrame, onEnd, onPaste } = props;
  const { collect: say, make } = words.value.shared;
  const { counts, store, clear } = run.collection;
  const count = useComputed(() => counts.value[label]).value;
  const isReading = reading.under.value !== null;
  const newest = store.examples.value.filter((example) => example.label === name).slice(-SHOWN);
  const { isOver, handlers } = useDrop((transfer) => reading.take(transfer, label));
  const choose = (files: readonly File[]): void => reading.choose(files, label);
  return (
    <li class={isOver ? 'over' : undefined} {...handlers} {...{ [CARD]: label }}>
      <h3>{name}</h3>
      {isOn && <HoldButton label={say.hold(name)} everyMs={everyMs} onBeat={onFrame} onEnd={onEnd} />}
      <FileButton
        label={say.files}
        of={say.filesOf(name)}
        accept={PICTURE_FILES}
        multiple
        disabled={isReading}
        onFiles={choose}
      />
      <div class="ways">
        {choosesFolders() && (
          <FileButton
            label={say.folder}
            of={say.filesOf(name)}
            folder
            disabled={isReading}
            onFiles={choose}
          />
        )}
        <button type="button" disabled={isReading} onClick={onPaste}>
          {say.paste}
          <span class="visually-hidden"> {say.pasteInto(name)}</span>
        </button>
      </div>
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
