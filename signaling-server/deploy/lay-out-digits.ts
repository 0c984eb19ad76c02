/** Lays the digits out before the server starts, where it may write nothing when it does. */
import { DATA_DIRECTORY, prepareMnist } from '../src/mnist.ts';

await prepareMnist(DATA_DIRECTORY);
