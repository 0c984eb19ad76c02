import { expect, it } from 'vitest';
import { commonOptions } from '../methods/common-options.fake.ts';
import { createMethod } from '../methods/create-method.ts';
import { runExperiment } from '../simulation/experiment.ts';
import { mlp } from '../simulation/learners/mlp.ts';
import type { Objective } from '../simulation/learners/objective.ts';
import { createStatisticsNetwork, peerName } from '../statistics/statistics-network.fake.ts';
import type { TableData } from '../tasks/shared-task.ts';
import { createRandom } from '../util/random/random.ts';
import { drawPenguins, massTable, type PenguinRows, SPECIES, speciesTable } from './penguins.fake.ts';
import { createTableEncoding, type EncodedRows, type TableEncoding } from './table-encoding.ts';
import { spreadsOf, sumsOfTable, tableStatisticsShape } from './table-statistics.ts';
import { valuesObjective } from './values.fake.ts';

const PEERS = 5;
const HIDDEN = 32;
const MODELS = { peers: PEERS, seed: 3, trackedPeers: 0, evaluatedPeers: PEERS, evaluations: 1 };

/** Rows of each peer, as after a lesson: some have many, some few, and one only the large ones. */
function split({ rows, targets }: PenguinRows): PenguinRows[] {
  const parts = Array.from({ length: PEERS }, (): PenguinRows => ({ rows: [], targets: [] }));
  rows.forEach((row, i) => {
    const flipper = Number(row[2] ?? 0);
    const peer = flipper > 215 ? 4 : [0, 0, 0, 1, 1, 2, 3][i % 7];
    parts[peer].rows.push(row);
    parts[peer].targets.push(targets[i]);
  });
  return parts;
}

/** How each peer encodes rows, by what all have told each other of theirs. */
function agree(table: TableData, classes: readonly string[], parts: readonly PenguinRows[]): TableEncoding[] {
  const network = createStatisticsNetwork({ shape: tableStatisticsShape(table, classes), seed: 1 });
  parts.forEach(({ rows, targets }, peer) => {
    network.join(peerName(peer), sumsOfTable(table, classes, rows, targets));
  });
  network.mesh(4);
  expect(network.run(60, () => network.error() < 1e-6)).toBe(true);
  return parts.map((_, peer) => {
    const read = network.at(peerName(peer)).read();
    return createTableEncoding(table, classes, read && spreadsOf(table, read));
  });
}

/** Of the peer that has learned least. */
function learn(objective: Objective, duration: number, rate: number) {
  const name = objective.peers === 1 ? 'local-only' : 'd-psgd';
  const method = createMethod(name, commonOptions({ rate, steps: 5 }));
  const { accuracy, loss } = runExperiment({
    ...MODELS,
    peers: objective.peers,
    method,
    objective,
    duration,
  });
  return { accuracy: accuracy?.worst ?? 0, loss: loss.worst };
}

const concatenated = (parts: readonly Float32Array[]): Float32Array =>
  Float32Array.from(parts.flatMap((part) => [...part]));

it('five peers with a table each learn as much of it as one that has all rows', () => {
  const parts = split(drawPenguins(speciesTable, 330, createRandom(1, 'penguins')));
  const encodings = agree(speciesTable, SPECIES, parts);
  const encoded = parts.map(({ rows, targets }, peer) => encodings[peer].encode(rows, targets));
  const others = drawPenguins(speciesTable, 1000, createRandom(2, 'penguins'));
  const { inputs, targets } = encodings[0].encode(others.rows, others.targets);
  const test = { features: inputs, labels: Uint8Array.from(targets) };
  const train = {
    features: concatenated(encoded.map((part) => part.inputs)),
    labels: Uint8Array.from(encoded.flatMap((part) => [...part.targets])),
  };
  const all = Uint32Array.from(train.labels.keys());
  const ends = encoded.map((_, peer) => lengthsUpTo(encoded, peer));
  const shards = ends.map((end, peer) => all.slice(peer === 0 ? 0 : ends[peer - 1], end));
  const units = [encodings[0].width, HIDDEN, SPECIES.length];
  const [together, pooled] = [shards, [all]].map(
    (those) => learn(mlp({ data: { train, test, shards: those }, units }), 60, 0.1).accuracy,
  );
  expect(pooled).toBeGreaterThan(0.93);
  expect(together).toBeGreaterThan(pooled - 0.02);
});

function lengthsUpTo(encoded: readonly EncodedRows[], last: number): number {
  return encoded.slice(0, last + 1).reduce((sum, { targets }) => sum + targets.length, 0);
}

it('five peers learn a number of it as well as one that has all rows', () => {
  const parts = split(drawPenguins(massTable, 330, createRandom(1, 'penguins')));
  const encodings = agree(massTable, [], parts);
  const encoded = parts.map(({ rows, targets }, peer) => examples(encodings[peer].encode(rows, targets)));
  const others = drawPenguins(massTable, 1000, createRandom(2, 'penguins'));
  const test = examples(encodings[0].encode(others.rows, others.targets));
  const one = {
    inputs: concatenated(encoded.map((part) => part.inputs)),
    targets: concatenated(encoded.map((part) => part.targets)),
  };
  const [together, pooled] = [encoded, [one]].map(
    (shards) => 1 - learn(valuesObjective(shards, test, HIDDEN), 60, 0.02).loss,
  );
  expect(pooled).toBeGreaterThan(0.7);
  expect(together).toBeGreaterThan(pooled - 0.02);
});

const examples = ({ inputs, targets }: EncodedRows) => ({ inputs, targets: Float32Array.from(targets) });
