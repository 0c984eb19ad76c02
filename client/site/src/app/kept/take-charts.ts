/** The charts of a session as files: SVG, and PNG made of it. */
import { testedByAll } from '@hearsay/shared/room/tested.ts';
import type { Session } from 'hearsay';
import { runFileName } from 'hearsay/files';
import { classesOf } from '../classes.ts';
import { sharedRunOf } from '../shared-task/open-shared.ts';
import { aloneLimit } from '../words/knowledge.ts';
import { needWords, words } from '../words/words.ts';
import { chartsOfRun } from './run-charts.ts';

/** Pixels of the PNG to one of the SVG, so that letters stay sharp on paper. */
const SCALE = 2;

/** The charts of the run as it is now, in the page's language; the name is without an ending. */
export async function chartsOf(session: Session): Promise<{ name: string; svg: string }> {
  await needWords('kept');
  const { kept, format } = words.peek();
  const { settings, task } = session;
  const status = session.status.peek();
  const classes = classesOf(session);
  const own = sharedRunOf(session);
  const svg = chartsOfRun(
    {
      title: own?.shared.title ?? kept.charts.titleOf(task.name),
      room: settings.room,
      updates: status.updates,
      devices: status.size,
      history: session.history.peek(),
      classes,
      perClass: own ? testedByAll(session.room.peek(), classes.length).perClass : status.roomPerClass,
      limit: own ? null : aloneLimit(status.labels),
      ownTests: own !== undefined,
    },
    kept.charts,
    format,
  );
  return { name: `${runFileName(session)}.charts`, svg };
}

/** Rejects where the browser does not draw it. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SCALE * image.naturalWidth;
    canvas.height = SCALE * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (png) => (png ? resolve(png) : reject(new Error('The browser made no PNG.'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
