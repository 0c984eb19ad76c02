/** A learner of somebody's own, in place of tfjs: a line through points, y = a x + b z + c, by least squares. */
const BATCH = 16;

export default function createLearner({ examples, random }) {
  const inputs = new Float32Array(2 * BATCH);
  const targets = new Float32Array(BATCH);
  const lineAt = ([a, b, c], x, z) => a * x + b * z + c;

  return {
    dimension: 3,
    gradient(parameters, gradient) {
      gradient.fill(0);
      examples.read(
        Uint32Array.from({ length: BATCH }, () => random.integer(examples.count)),
        inputs,
        targets,
      );
      let loss = 0;
      for (let i = 0; i < BATCH; i++) {
        const [x, z] = inputs.subarray(2 * i, 2 * i + 2);
        const error = lineAt(parameters, x, z) - targets[i];
        loss += error ** 2 / BATCH;
        for (const [k, factor] of [x, z, 1].entries()) gradient[k] += (2 * error * factor) / BATCH;
      }
      return loss;
    },
    evaluate(parameters, test) {
      let loss = 0;
      for (let i = 0; i < test.count; i++) {
        test.read(Uint32Array.of(i), inputs, targets);
        loss += (lineAt(parameters, inputs[0], inputs[1]) - targets[0]) ** 2 / test.count;
      }
      return { accuracy: Math.max(0, 1 - loss), loss, perClass: [] };
    },
    predict: (parameters, [x, z]) => [lineAt(parameters, x, z)],
  };
}
