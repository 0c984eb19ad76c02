import * as tf from '@tensorflow/tfjs';
import * as hearsay from 'hearsay';
import { main } from './train.js';

main(tf, hearsay).catch((error) => {
  window.failure = { code: error.code, message: error.message };
});
