/** Importing this mends tfjs's wasm backend: what it lacks, what it gets wrong, and what it is slow at in training. */
import '@tensorflow/tfjs-backend-wasm';
import { replaceConvolutions } from './convolution.ts';
import { replaceMatrixProduct } from './matrix-product.ts';
import { replaceMaxPoolGradient } from './max-pool-gradient.ts';

replaceConvolutions();
replaceMatrixProduct();
replaceMaxPoolGradient();
