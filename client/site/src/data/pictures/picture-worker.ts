/** The Worker that decodes pictures, so that a page with many of them stays quick. */
import { messageOf } from '@hearsay/shared/util/message-of.ts';
import { DataError, type DataProblem } from '../data-problem.ts';
import type { FromPictures, ToPictures } from './bridge.ts';
import { canDraw, workerDrawing } from './drawing.ts';
import { readPicture } from './read-picture.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromPictures, transfer: Transferable[] = []): void =>
  self.postMessage(message, transfer);

self.onmessage = async ({ data: { id, blob, file, side } }: MessageEvent<ToPictures>) => {
  try {
    const pixels = await readPicture(blob, file, side, workerDrawing);
    post({ kind: 'picture', id, pixels }, [pixels.buffer]);
  } catch (error) {
    post({ kind: 'failed', id, problem: problemOf(error, file) });
  }
};
void canDraw().then((able) => post({ kind: 'started', able }));

/** What nobody foresaw, such as too little memory, is of this picture too: others may go well. */
function problemOf(error: unknown, file: string): DataProblem {
  if (error instanceof DataError) return error.problem;
  console.warn(messageOf(error));
  return { code: 'picture-damaged', file };
}
