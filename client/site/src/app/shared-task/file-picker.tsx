/** Buttons that choose files, or a folder. */
import { type Drop, useDrop } from './use-drop.ts';

interface FileButtonProps {
  label: string;
  /** What is said after it to those who do not see where it stands. */
  of?: string;
  /** As of an `<input type="file">`. */
  accept?: string;
  /** Whether several may be chosen. */
  multiple?: boolean;
  /** Whether a folder is chosen, with all that is in it. */
  folder?: boolean;
  disabled?: boolean;
  /** The id of what says why nothing may be left out here; null where all is well. */
  problemId?: string | null;
  /** What makes it a place to drop files on, too. */
  drop?: Drop;
  onFiles(files: readonly File[]): void;
}

/** Whether this browser lets somebody choose a folder: those of phones say so, and have none to choose. */
export const choosesFolders = (): boolean =>
  'webkitdirectory' in HTMLInputElement.prototype && matchMedia('(any-pointer: fine)').matches;

export function FileButton(props: FileButtonProps) {
  const { label, of, accept, multiple = false, folder = false, disabled = false } = props;
  const { problemId = null, drop, onFiles } = props;
  return (
    <label
      class={`button file-picker${disabled ? ' disabled' : ''}${drop?.isOver ? ' over' : ''}`}
      {...drop?.handlers}
    >
      {label}
      {of !== undefined && <span class="visually-hidden"> {of}</span>}
      <input
        type="file"
        class="visually-hidden"
        accept={accept}
        multiple={multiple}
        {...(folder ? { webkitdirectory: true } : {})}
        disabled={disabled}
        aria-invalid={problemId !== null}
        aria-describedby={problemId ?? undefined}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // So that the same files may be chosen again.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}

/** One on which files may be dropped too. */
export function FilePicker(props: Omit<FileButtonProps, 'drop'>) {
  const { disabled = false, onFiles } = props;
  const drop = useDrop(({ files }) => {
    if (!disabled) onFiles([...files]);
  });
  return <FileButton {...props} drop={drop} />;
}
