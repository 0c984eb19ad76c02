/** A page with nothing but what reads and keeps examples, for the tests in real browsers. */
import { startFeatureMaker } from '@hearsay/site/data/features/feature-maker.ts';
import { openExampleStore } from '@hearsay/site/data/kept/example-store.ts';
import { pictureOfVideo } from '@hearsay/site/data/pictures/picture-of-video.ts';
import { createPictureReader } from '@hearsay/site/data/pictures/picture-reader.ts';
import { readPictures } from '@hearsay/site/data/pictures/read-pictures.ts';
import { featureRows, pixelRows } from '@hearsay/site/data/rows/picture-rows.ts';
import { sourcesOfFiles } from '@hearsay/site/data/sources.ts';

const examples = {
  createPictureReader,
  featureRows,
  openExampleStore,
  pictureOfVideo,
  pixelRows,
  readPictures,
  sourcesOfFiles,
  startFeatureMaker,
};

declare global {
  interface Window {
    examples: typeof examples;
  }
}
window.examples = examples;
