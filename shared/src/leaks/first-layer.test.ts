import { expect, it } from 'vitest';
import { inputFrom, inputsByUnit } from './first-layer.ts';

const LAYER = { inputs: 3, outputs: 2 };
/** What examples change: of each its input times its deltas, and its deltas below. */
function changeBy(...examples: readonly (readonly [input: readonly number[], deltas: readonly number[]])[]) {
  const change = new Float32Array(8);
  for (const [input, deltas] of examples) {
    [...input, 1].forEach((value, i) => {
      deltas.forEach((delta, o) => {
        change[2 * i + o] += value * delta;
      });
    });
  }
  return change;
}

it('one example is the ratio of weights and biases', () => {
  expect([
    ...(inputFrom(
      changeBy([
        [1, -2, 0.5],
        [0.25, -3],
      ]),
      LAYER,
    ) ?? []),
  ]).toEqual([1, -2, 0.5]);
});

it('the larger of two examples that share no unit is what the whole layer gives, and each unit gives its own', () => {
  const change = changeBy(
    [
      [1, 2, 3],
      [0, 1],
    ],
    [
      [-4, 0, 4],
      [0.01, 0],
    ],
  );
  const input = inputFrom(change, LAYER) ?? [];
  for (const [i, value] of [1, 2, 3].entries()) expect(input[i]).toBeCloseTo(value, 2);
  const units = inputsByUnit(change, LAYER);
  expect(units).toHaveLength(2);
  for (const [i, value] of [-4, 0, 4].entries()) expect(units[0][i]).toBeCloseTo(value, 5);
  expect([...units[1]]).toEqual([1, 2, 3]);
});

it('a unit that several examples activate gives their mean, by how much each moves it', () => {
  const [first] = inputsByUnit(
    changeBy(
      [
        [2, 0, 0],
        [3, 0],
      ],
      [
        [0, 4, 0],
        [1, 0],
      ],
    ),
    LAYER,
  );
  expect([...first]).toEqual([1.5, 1, 0]);
});

it('what other layers changed does not matter', () => {
  const change = changeBy([
    [1, -2, 0.5],
    [0.25, -3],
  ]);
  const longer = new Float32Array(20).fill(9);
  longer.set(change);
  expect(inputFrom(longer, LAYER)).toEqual(inputFrom(change, LAYER));
});
