/** What a page of somebody else does with the package: a functional model of its own, data of its own. No MNIST anywhere. */

/** Three clouds of points; a peer has two of them, and the room learns all three. */
const CLOUDS = [
  [0, 2],
  [2, -1],
  [-2, -1],
];
const EACH = 60;

/** The same in every page. */
function normal(seed) {
  let state = seed;
  const uniform = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

export function cloudPoints(classes, seed) {
  const draw = normal(seed);
  const xs = [];
  const ys = [];
  for (let i = 0; i < EACH; i++) {
    for (const label of classes) {
      xs.push(CLOUDS[label].map((centre) => centre + 0.5 * draw()));
      ys.push(label);
    }
  }
  return { xs, ys };
}

/** Two branches that meet again, with normalisation in one of them. */
export function functionalModel(tf, units) {
  const input = tf.input({ shape: [2] });
  const one = tf.layers.dense({ units, activation: 'relu' }).apply(input);
  const other = tf.layers.dense({ units: 8, activation: 'tanh' }).apply(input);
  const normalised = tf.layers.batchNormalization().apply(other);
  const both = tf.layers.concatenate().apply([one, normalised]);
  return tf.model({
    inputs: input,
    outputs: tf.layers.dense({ units: 3, activation: 'softmax' }).apply(both),
  });
}

/** Runs the page: `?server=...&room=...&peer=0&units=16`. What came of it is in `window.result`. */
export async function main(tf, { joinRoom }) {
  const query = new URLSearchParams(location.search);
  const peer = Number(query.get('peer'));
  const model = functionalModel(tf, Number(query.get('units') ?? 16));
  const own = cloudPoints([peer, (peer + 1) % 3], 1 + peer);
  const xs = tf.tensor2d(own.xs);
  const before = tf.memory().numTensors;
  const room = await joinRoom(
    { server: query.get('server'), room: query.get('room'), steps: 2, seed: 3, tf },
    { model, data: { xs, ys: own.ys }, test: cloudPoints([0, 1, 2], 99), name: 'clouds' },
  );
  window.trained = room;
  window.events = { progress: 0, neighbours: 0 };
  room.on('progress', () => window.events.progress++);
  room.on('neighbours', () => window.events.neighbours++);
  /** Of a model that is handed out, on the test points: the same as the room says. */
  window.check = async () => {
    const copy = await room.model();
    const test = cloudPoints([0, 1, 2], 99);
    const right = tf.tidy(() => {
      const guesses = copy.predict(tf.tensor2d(test.xs)).argMax(1).dataSync();
      return test.ys.filter((label, i) => guesses[i] === label).length / test.ys.length;
    });
    const one = await room.predict(CLOUDS[0]);
    const several = await room.predictAll(CLOUDS);
    copy.dispose();
    return {
      right,
      evaluated: (await room.evaluate()).accuracy,
      one,
      several,
      leaked: tf.memory().numTensors - before,
      alive: !xs.isDisposed && xs.dataSync().length,
      parameters: [...(await room.roomParameters())],
    };
  };
}
