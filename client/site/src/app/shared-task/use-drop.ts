/** Files that are dropped on an element, which shows that they may be while they are over it. */
import { useSignal } from '@preact/signals';

export interface Drop {
  readonly isOver: boolean;
  readonly handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(): void;
    onDrop(event: DragEvent): void;
  };
}

/** @param onDrop called while the event is handled */
export function useDrop(onDrop: (transfer: DataTransfer) => void): Drop {
  const isOver = useSignal(false);
  return {
    isOver: isOver.value,
    handlers: {
      onDragOver(event) {
        event.preventDefault();
        isOver.value = true;
      },
      onDragLeave() {
        isOver.value = false;
      },
      onDrop(event) {
        event.preventDefault();
        isOver.value = false;
        if (event.dataTransfer) onDrop(event.dataTransfer);
      },
    },
  };
}
