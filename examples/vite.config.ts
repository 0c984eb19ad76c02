import { createRequire } from 'node:module';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import sirv from 'sirv';
import { defineConfig, type Plugin } from 'vite';
import { INSTALLED } from './serve/install.ts';

const tfjs = join(createRequire(import.meta.url).resolve('@tensorflow/tfjs/package.json'), '../dist');

/** The example without a build gets its files as they are, from where a CDN would have them. */
const asTheyAre: Plugin = {
  name: 'as-they-are',
  configureServer({ middlewares, config }) {
    middlewares.use('/hearsay', sirv(INSTALLED, { dev: true }));
    middlewares.use('/tfjs', sirv(tfjs, { dev: true }));
    middlewares.use('/one-file', sirv(join(config.root, 'one-file'), { dev: true }));
  },
};

export default defineConfig({ appType: 'mpa', plugins: [preact(), asTheyAre] });
