import { INT4_BLOCK } from '../kernels/codec-kernels.ts';
import { type IntegerForm, scaledIntegers } from './scaled-integers.ts';

export const INT4: IntegerForm = { name: 'int4', id: 3, perByte: 2, largest: 7, block: INT4_BLOCK };

/**
 * Half a byte a number, -7 to 7 as 1 to 15, and a scale for each 128 numbers. Too coarse for a model as it is; right for
 * differences, where what was rounded away comes with the next.
 */
export const int4 = scaledIntegers(INT4);
