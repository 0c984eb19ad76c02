/**
 * What runs in the page that somebody takes home: reads the network that lies in it, and says what it makes of a drawing, a
 * picture or a row. It is built as one script and put into the page's text, so that the page is one file, and needs no server.
 */
import { startDrawing } from './drawings.ts';
import { element, show, taken } from './parts.ts';
import { startPictures } from './pictures.ts';
import { startRows } from './rows.ts';

async function start(): Promise<void> {
  const { table, pictures } = taken;
  if (table !== null) startRows(table);
  else {
    const canvas = element('canvas') as HTMLCanvasElement;
    if (pictures === null) startDrawing(canvas);
    else await startPictures(canvas, pictures);
  }
  show(null);
}
void start();
