/** What is pasted among the classes: into the one whose card has the focus. */
import { useEffect } from 'preact/hooks';

/** The data attribute of a card with the place of its class. */
export const CARD = 'data-class';

/** What the clipboard has, by its button: pictures, none, or what only keys are given. */
export type Clipboard = readonly File[] | 'by-key';

/** Whether there is a file in what is pasted. */
const hasFiles = ({ items }: DataTransfer): boolean => [...items].some(({ kind }) => kind === 'file');

/**
 * Listens to the whole page: browsers tell an element of it that has the focus, or the page where none has.
 * @param onPaste called while the event is handled @param label the place of the class; null where no card has the focus
 */
export function usePasting(onPaste: (transfer: DataTransfer, label: number | null) => void): void {
  useEffect(() => {
    const listen = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event;
      const card = target instanceof Element ? target.closest(`[${CARD}]`) : null;
      if (clipboardData === null) return;
      // What is no file, and meant for no class, is none of ours: text goes into the fields of the page.
      if (card === null && !hasFiles(clipboardData)) return;
      event.preventDefault();
      onPaste(clipboardData, card === null ? null : Number(card.getAttribute(CARD)));
    };
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  });
}

/** @param clipboard of the browser; undefined where it gives a page none, as over plain http */
export async function readClipboard(
  clipboard: Pick<globalThis.Clipboard, 'read'> | undefined,
): Promise<Clipboard> {
  try {
    if (!clipboard?.read) return 'by-key';
    const files: File[] = [];
    for (const item of await clipboard.read()) {
      const type = item.types.find((one) => one.startsWith('image/'));
      if (type !== undefined)
        files.push(new File([await item.getType(type)], `clipboard.${type.slice(6)}`, { type }));
    }
    return files;
  } catch {
    // Not allowed, or not in this moment.
    return 'by-key';
  }
}
