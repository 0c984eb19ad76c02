import { INT8_BLOCK } from '../kernels/codec-kernels.ts';
import { type IntegerForm, scaledIntegers } from './scaled-integers.ts';

export const INT8: IntegerForm = { name: 'int8', id: 2, perByte: 1, largest: 127, block: INT8_BLOCK };

/**
 * A byte a number, -127 to 127, and a scale for each 256 numbers. The mean is right: errors do not add up in one direction
 * however often a model is passed on.
 */
export const int8 = scaledIntegers(INT8);
