/** All that people read about keeping a run and going on with one. */
import type { ModelProblem } from '../../kept/model-file.ts';

export const keepWords = {
  summary: 'Keep this run',
  notKept:
    'This browser lets the page keep nothing, as in some private windows or on a full disk. The run goes on, but a reload would start it anew.',
  kept: (updates: string): string =>
    `Kept in this browser as it was after ${updates} updates. Reload the page, and it goes on from there.`,
  keptLater: 'In a few seconds it will be kept in this browser: reload the page, and it goes on from there.',
  keptLimits:
    'What neighbours had just sent, and the counts of traffic, begin anew then. Leaving the room removes what was kept.',
  log: {
    title: 'The log',
    text: 'Every test of the model and every event, with settings, seed and versions.',
    csv: 'Log as CSV',
    json: 'Log as JSON',
  },
  model: {
    title: 'The model',
    text: 'Two files in TensorFlow.js layers format, which belong together: save both.',
    prepare: 'Take the model as it is now',
    preparing: 'Taking the model…',
    ready: (updates: string): string => `Ready, as it was after ${updates} updates:`,
    failed: 'The model could not be taken. Wait until the tab trains, and try again.',
  },
  again: {
    title: 'The same run again',
    label: 'Link to the same settings and seed',
    text: 'It gives the same task, method with its options, shares of the data, seed and first parameters. Chance in time is not in it: which tab meets which, and when, depends on the devices, so the curves come out alike and not equal. Neither is a model that you started from: choose its files again.',
  },
} as const;

export const resumeWords = {
  title: 'This tab was in the middle of this run',
  goOn: (updates: string, accuracy: string | null): string =>
    accuracy === null
      ? `Go on where you were (${updates} updates)`
      : `Go on where you were (${updates} updates, ${accuracy})`,
  anew: 'Start anew',
} as const;

export const importWords = {
  summary: 'Start from a model of yours',
  label: 'The two files of a model',
  hint: 'Choose the .json and the .weights.bin together, as this page saves them. Any TensorFlow.js layers model of the same network does.',
  reading: 'Reading the files…',
  ready: (task: string, numbers: string): string =>
    `The next run begins from this model: ${task}, ${numbers} numbers.`,
  remove: 'Do without it',
  otherTask: (model: string, asked: string): string =>
    `The model is for the task ${model}, and the form says ${asked}. Choose that task in the form, or do without the model.`,
} as const;

/** Why a model is not taken, and what to do. */
export const importProblems: Readonly<
  Record<ModelProblem | 'two-files' | 'too-large' | 'unreadable', string>
> = {
  'two-files':
    'Choose two files at once: the description, which ends in .json, and the weights, which end in .bin.',
  'too-large':
    'These files are larger than those of any model of this page. Choose the two files of one model.',
  unreadable: 'The browser could not read the files. Are they still there? Choose them again.',
  'not-a-model':
    'The .json file is not the description of a TensorFlow.js layers model. Choose the one that was saved with the weights.',
  'other-network':
    'This model has other layers than the tasks of this page. Choose one that was saved from here, or has the same layers.',
  compressed:
    'The weights of this model are compressed. Save it with plain float32 weights and choose it again.',
  'wrong-length':
    'The weights are not as many as the description says. Choose the two files of one model, both whole.',
  'other-weights':
    'The weights are not those of this description, or were damaged on the way. Choose the two files that were saved together. If you trained the model elsewhere since, take sha256 out of its userDefinedMetadata.',
  'not-finite': 'Some of the weights are not usable numbers: the model has diverged. Choose another one.',
};
