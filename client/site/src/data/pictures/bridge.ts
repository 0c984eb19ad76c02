/** What page and Worker tell each other of pictures. */
import type { DataProblem } from '../data-problem.ts';

export type ToPictures =
  /** @param id comes back with the answer @param file what it is called @param side see `readPicture` */
  {
    readonly kind: 'read';
    readonly id: number;
    readonly blob: Blob;
    readonly file: string;
    readonly side: number;
  };

export type FromPictures =
  /** Once, at first. @param able whether this browser's Workers can draw */
  | { readonly kind: 'started'; readonly able: boolean }
  | { readonly kind: 'picture'; readonly id: number; readonly pixels: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: DataProblem };
