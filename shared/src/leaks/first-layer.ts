/**
 * What the first layer of a network gives away of its inputs, where it is dense and has biases: one example changes the weights
 * of a unit by its input times what it changes the bias by. L. T. Phong et al.: Privacy-Preserving Deep Learning via Additively
 * Homomorphic Encryption, 2018 (doi 10.1109/TIFS.2017.2787987), section 3; J. Geiping et al.: Inverting Gradients, 2020, arXiv
 * 2003.14053, proposition 3.1.
 */

export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
}

/** By then the share of the second largest singular value is gone unless it is as large as the first. */
const MOST_SWEEPS = 30;
/** Relative, of the squared length. */
const SETTLED = 1e-9;

/**
 * The input of the example that a model learned from in one step. Of one example the change of weights and biases, as a matrix
 * of inputs + 1 rows, has rank one, and its column is the input with a 1 below it: exact, whatever the size of the step, and if
 * the gradient was clipped. Of several, or with noise, it is what the best approximation of rank one has in its place (power
 * iteration, from the changes of the biases on).
 * @param change what the parameters became less what they were, in any unit; the layer's kernel comes first, inputs x outputs,
 * and then its biases
 * @returns as many numbers as there are inputs; null where no bias changed, or numbers are not finite
 */
export function inputFrom(change: Float32Array, { inputs, outputs }: DenseLayer): Float32Array | null {
  const column = new Float64Array(inputs + 1);
  const row = Float64Array.from(change.subarray(inputs * outputs, (inputs + 1) * outputs));
  let before = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    for (let i = 0; i <= inputs; i++) {
      let sum = 0;
      for (let o = 0; o < outputs; o++) sum += change[i * outputs + o] * row[o];
      column[i] = sum;
    }
    const square = squareOf(column);
    if (!(square > 0 && Number.isFinite(square))) return null;
    row.fill(0);
    for (let i = 0; i <= inputs; i++) {
      const share = column[i] / square;
      for (let o = 0; o < outputs; o++) row[o] += share * change[i * outputs + o];
    }
    const length = squareOf(row) * square;
    if (Math.abs(length - before) <= SETTLED * length) break;
    before = length;
  }
  const bias = column[inputs];
  return bias === 0 ? null : Float32Array.from(column.subarray(0, inputs), (value) => value / bias);
}

/**
 * The same of each unit by itself: the mean of the inputs by which it is active, weighted by their derivatives. Where a single
 * example of a batch activates a unit, this is that example (F. Boenisch et al.: When the Curious Abandon Honesty, 2021, arXiv
 * 2112.02918).
 * @returns one for each unit whose bias changed
 */
export function inputsByUnit(change: Float32Array, { inputs, outputs }: DenseLayer): Float32Array[] {
  const units = Array.from({ length: outputs }, (_, o) => o);
  return units
    .filter((o) => change[inputs * outputs + o] !== 0)
    .map((o) =>
      Float32Array.from({ length: inputs }, (_, i) => change[i * outputs + o] / change[inputs * outputs + o]),
    );
}

function squareOf(vector: Float64Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return sum;
}
