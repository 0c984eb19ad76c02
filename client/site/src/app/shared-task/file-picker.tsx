/** A button that chooses files, which may be dropped on it too. */
import { useSignal } from '@preact/signals';

interface FilePickerProps {
  label: string;
  /** As of an `<input type="file">`. */
  accept: string;
  /** Whether several may be chosen. */
  multiple?: boolean;
  disabled?: boolean;
  /** The id of what says why nothing may be left out here; null where all is well. */
  problemId?: string | null;
  onFiles(files: readonly File[]): void;
}

export function FilePicker(props: FilePickerProps) {
  const { label, accept, multiple = false, disabled = false, problemId = null, onFiles } = props;
  const isOver = useSignal(false);
  return (
    <label
      class={`button file-picker${disabled ? ' disabled' : ''}${isOver.value ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        if (!disabled) onFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      {label}
      <input
        type="file"
        class="visually-hidden"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        aria-invalid={problemId !== null}
        aria-describedby={problemId ?? undefined}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // So that the same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}
