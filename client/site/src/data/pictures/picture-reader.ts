/** Reads pictures one by one: in a Worker, and in the page where Workers cannot draw, or not that picture. */
import { DataError } from '../data-problem.ts';
import type { FromPictures, ToPictures } from './bridge.ts';
import { pageDrawing } from './drawing.ts';
import { readPicture } from './read-picture.ts';

export interface PictureReader {
  /** See `readPicture`. @throws DataError, as a rejection */
  read(blob: Blob, file: string, side: number): Promise<Uint8Array<ArrayBuffer>>;
  /** What is under way is not answered any more. */
  close(): void;
}

/** What is needed of a `Worker`. */
export interface PictureWorker {
  post(message: ToPictures): void;
  close(): void;
}

/** Starts one. @param onError it cannot be started, or broke */
type StartPictureWorker = (onMessage: (message: FromPictures) => void, onError: () => void) => PictureWorker;

const startPictureWorker: StartPictureWorker = (onMessage, onError) => {
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (event: MessageEvent<FromPictures>) => onMessage(event.data);
  worker.onerror = onError;
  return { post: (message) => worker.postMessage(message), close: () => worker.terminate() };
};

interface Asked {
  readonly request: ToPictures;
  resolve(pixels: Uint8Array<ArrayBuffer>): void;
  reject(error: DataError): void;
}

/** @param readHere reads in the page instead: between two pictures it lets the page do what it has to */
export function createPictureReader(
  start: StartPictureWorker = startPictureWorker,
  readHere: PictureReader['read'] = readInPage,
): PictureReader {
  const asked = new Map<number, Asked>();
  let last = 0;
  let worker: PictureWorker | null = start(hear, goOnHere);

  function hear(message: FromPictures): void {
    if (message.kind === 'started') {
      if (!message.able) goOnHere();
      return;
    }
    const one = asked.get(message.id);
    asked.delete(message.id);
    if (message.kind === 'picture') one?.resolve(message.pixels);
    // Firefox 153 makes no bitmap of a JPEG that says it was taken upright, and shows it in a page all the same.
    else if (message.problem.code === 'picture-damaged') askHere(one);
    else one?.reject(new DataError(message.problem));
  }

  function askHere(one: Asked | undefined): void {
    if (one === undefined) return;
    const { request, resolve, reject } = one;
    readHere(request.blob, request.file, request.side).then(resolve, reject);
  }

  function goOnHere(): void {
    worker?.close();
    worker = null;
    const waiting = [...asked.values()];
    asked.clear();
    for (const one of waiting) askHere(one);
  }

  return {
    read(blob, file, side) {
      if (worker === null) return readHere(blob, file, side);
      last += 1;
      const request: ToPictures = { kind: 'read', id: last, blob, file, side };
      const answer = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) =>
        asked.set(request.id, { request, resolve, reject }),
      );
      worker.post(request);
      return answer;
    },
    close() {
      worker?.close();
      asked.clear();
    },
  };
}

async function readInPage(blob: Blob, file: string, side: number): Promise<Uint8Array<ArrayBuffer>> {
  await new Promise((resolve) => setTimeout(resolve));
  return readPicture(blob, file, side, pageDrawing);
}
