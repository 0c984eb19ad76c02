/** Whole tasks from what somebody chose: the network and how it learns follow from what the data are. */
import { denseLayers, type Layer } from './layers.ts';
import { MNIST_DEVIATION, MNIST_MEAN, MNIST_SIDE } from './mnist.ts';
import { tidyName } from './names.ts';
import type { TaskInput } from './read-task.ts';
import {
  type Column,
  readSharedTask,
  refused,
  type SharedData,
  type SharedTaskRead,
  type Target,
} from './shared-task.ts';
import { choiceProblem } from './shared-task-problem.ts';
import { tableWidth } from './table-width.ts';

/** Of a picture whose pixels are learned from. */
const PICTURE_SIDE = 32;

/** What sees the pictures: small convolutions that begin with nothing, or a frozen network that gives `length` numbers for each. */
export type PictureNetwork =
  | 'convolutions'
  | { readonly features: string; readonly side: number; readonly length: number };

interface Classes {
  readonly title: string;
  readonly classes: readonly string[];
}

const LABELS = { loss: 'softmaxCrossEntropy', batchSize: 32 } as const;

/**
 * Pictures of 32 x 32 pixels with red, green and blue from 0 to 1, or rows of features.
 * @param choice `network.features` is the frozen network's name, `network.side` what it takes, in pixels
 */
export function picturesTask(choice: Classes & { readonly network: PictureNetwork }): SharedTaskRead {
  const { title, classes, network } = choice;
  if (network === 'convolutions') {
    return made(
      title,
      { kind: 'pictures', side: PICTURE_SIDE, features: null },
      {
        ...LABELS,
        name: 'pictures',
        classes,
        input: [PICTURE_SIDE, PICTURE_SIDE, 3],
        layers: convolutions(classes.length),
        // About what photographs have; standardised inputs learn faster, see `MNIST_MEAN`.
        normalisation: { mean: 0.5, deviation: 0.25 },
        range: [0, 1],
      },
    );
  }
  const { features, side, length } = network;
  return made(
    title,
    { kind: 'pictures', side, features },
    {
      ...LABELS,
      name: 'picture-features',
      classes,
      input: [length],
      // Nothing between features and logits: these tell classes apart as they are, and devices that have one class each go
      // to and fro less.
      layers: denseLayers([classes.length]),
    },
  );
}

/** Drawings of 28 x 28 shares of ink, from 0 to 1, as MNIST's digits are. */
export function drawingsTask({ title, classes }: Classes): SharedTaskRead {
  return made(
    title,
    { kind: 'drawings' },
    {
      ...LABELS,
      name: 'drawings',
      classes,
      input: [MNIST_SIDE, MNIST_SIDE, 1],
      layers: convolutions(classes.length),
      normalisation: { mean: MNIST_MEAN, deviation: MNIST_DEVIATION },
      range: [0, 1],
    },
  );
}

export type TableChoice = { readonly title: string; readonly columns: readonly Column[] } & (
  | { readonly target: Extract<Target, { kind: 'classes' }>; readonly classes: readonly string[] }
  /** `unit` is what the target is measured in; empty for none. */
  | { readonly target: Extract<Target, { kind: 'number' }>; readonly unit: string }
);

/** Rows of a table: a small network with one hidden layer. */
export function tableTask(choice: TableChoice): SharedTaskRead {
  const { title, columns, target } = choice;
  const learned =
    'classes' in choice
      ? ({ ...LABELS, classes: choice.classes } as const)
      : ({ loss: 'meanSquaredError', batchSize: 32, units: [choice.unit] } as const);
  return made(
    title,
    { kind: 'table', columns, target },
    {
      ...learned,
      name: 'table',
      input: [tableWidth(columns)],
      layers: denseLayers([32, 'classes' in choice ? choice.classes.length : 1]),
    },
  );
}

/** The names that somebody chose are looked at first: what is wrong with them can be said in words of their own. */
function made(title: string, data: SharedData, task: Omit<TaskInput, 'title'>): SharedTaskRead {
  const { columns, target } = data.kind === 'table' ? data : {};
  const problem = choiceProblem({ title, classes: task.classes, columns, target });
  if (problem !== null) return refused(problem);
  return readSharedTask({ version: 1, title, data, task: { ...task, title: tidyName(title) } });
}

/** Two convolutions and two dense layers. @param outputs logits */
function convolutions(outputs: number): Layer[] {
  return [
    { kind: 'convolution', filters: 8, kernel: 3, activation: 'relu' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'convolution', filters: 16, kernel: 3, activation: 'relu' },
    { kind: 'max-pooling', size: 2 },
    { kind: 'flatten' },
    ...denseLayers([64, outputs]),
  ];
}
