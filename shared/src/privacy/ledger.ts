/** What a peer has spent of its budget, and may spend yet. */
import { epsilonOf, stepsWithin } from './accountant.ts';
import type { Budget, Releases } from './mechanism.ts';
import { type PrivacyPlan, planOf } from './plan.ts';

/** Most kinds of releases told apart: as many as there were numbers of examples. */
const MOST_KINDS = 32;
/** By what factor the number of examples may change before there is another plan: the sampling probability stays till then. */
const REPLAN_FACTOR = 2;
/** Steps are put down before they are made, a part of the plan at a time, so that a crash can only cost, never hide any. */
const PARTS = 50;

/** How much of a peer's budget is spent, and what for. Plain JSON, with keys that are added to. */
export interface PrivacyStatus {
  /** Of all steps that are put down: what they have cost so far, rounded up to the next fiftieth of the plan. */
  epsilon: number;
  delta: number;
  /** Epsilon at which training ends. */
  target: number;
  /** Standard deviation of the noise on the sum of the clipped gradients, in units of the clip norm. */
  noise: number;
  /** No example's gradient counts for more than this length. */
  clip: number;
  /** Probability with which an example takes part in a step. */
  sampling: number;
  /** Steps that are counted, with what was kept of earlier ones. */
  steps: number;
  /** How many there are until the budget is used up. */
  planned: number;
  /** Whether it is. */
  ended: boolean;
}

export interface LedgerOptions {
  readonly budget: Budget;
  /** Of the task. */
  readonly batchSize: number;
  /** What was put down before. */
  readonly spent?: readonly Releases[];
  /** Puts down what is spent with the steps to come; they are made once `granted` was called. Without it they are at once. */
  readonly putDown?: (spent: readonly Releases[]) => void;
}

export class PrivacyLedger {
  readonly #budget: Budget;
  readonly #batchSize: number;
  readonly #putDown: ((spent: readonly Releases[]) => void) | null;
  /** Of other plans. */
  #before: readonly Releases[];
  #plan: PrivacyPlan | null = null;
  /** That the plan was made for. */
  #examples = 0;
  /** Steps of this plan: made, that may be made, that were asked for, and most. */
  #made = 0;
  #granted = 0;
  #asked = 0;
  #most = 0;
  /** Of how many steps epsilon is known. */
  #known: { readonly steps: number; readonly epsilon: number } | null = null;

  constructor({ budget, batchSize, spent = [], putDown }: LedgerOptions) {
    this.#budget = budget;
    this.#batchSize = batchSize;
    this.#before = spent;
    this.#putDown = putDown ?? null;
  }

  /**
   * Called with how many examples there are to learn from. Takes a second or so where it leads to a plan: at first, and where they
   * are twice as many as when that was made, or half.
   */
  setExamples(examples: number): void {
    // Who has none for now goes on with the plan there is when some are back.
    if (examples === 0 || this.#fits(examples)) return;
    this.#before = this.spent;
    this.#examples = examples;
    this.#known = null;
    this.#plan = planOf(this.#budget, examples, this.#batchSize);
    this.#made = 0;
    if (this.#plan !== null) {
      const { sampling, noise, steps } = this.#plan;
      const same = this.#before.find((part) => part.sampling === sampling && part.noise === noise);
      this.#before = this.#before.filter((part) => part !== same);
      this.#made = same?.steps ?? 0;
      this.#most =
        this.#before.length === 0
          ? steps
          : Math.min(steps, stepsWithin(this.#budget, this.#before, { sampling, noise }));
    }
    this.#granted = this.#made;
    this.#asked = this.#made;
    this.#ask();
  }

  #fits(examples: number): boolean {
    return examples * REPLAN_FACTOR > this.#examples && examples < this.#examples * REPLAN_FACTOR;
  }

  /** Null before there are examples, and where no noise keeps to the budget. */
  get plan(): PrivacyPlan | null {
    return this.#plan;
  }

  /** Whether the budget is used up. */
  get ended(): boolean {
    return this.#examples > 0 && (this.#plan === null || this.#made >= this.#most);
  }

  /** Whether a step may be made now. */
  get mayStep(): boolean {
    return this.#made < this.#granted;
  }

  /** Counts a step that is about to be made. @returns whether it may be */
  take(): boolean {
    if (!this.mayStep) return false;
    this.#made += 1;
    this.#ask();
    return true;
  }

  /** What was asked for is put down. */
  granted(): void {
    this.#granted = this.#asked;
    this.#ask();
  }

  /** All that is put down: what was made, and what may be made before the next is. */
  get spent(): readonly Releases[] {
    if (this.#plan === null || this.#asked === 0) return this.#before;
    const { sampling, noise } = this.#plan;
    return merged([...this.#before, { sampling, noise, steps: this.#asked }]);
  }

  /** Null before there are examples. Takes a fraction of a second now and then. */
  get status(): PrivacyStatus | null {
    if (this.#plan === null) return null;
    const { clip, noise, sampling } = this.#plan;
    const before = this.#before.reduce((sum, { steps }) => sum + steps, 0);
    return {
      epsilon: this.#epsilon(),
      delta: this.#budget.delta,
      target: this.#budget.epsilon,
      noise,
      clip,
      sampling,
      steps: before + this.#made,
      planned: before + Math.max(this.#made, this.#most),
      ended: this.ended,
    };
  }

  #epsilon(): number {
    if (this.#known?.steps !== this.#asked) {
      this.#known = { steps: this.#asked, epsilon: epsilonOf(this.spent, this.#budget.delta) };
    }
    return this.#known.epsilon;
  }

  /** Puts down the next part of the plan, before this one is made. */
  #ask(): void {
    if (this.#plan === null) return;
    const part = Math.ceil(this.#plan.steps / PARTS);
    const isUnderWay = this.#asked > this.#granted;
    if (isUnderWay || this.#granted - this.#made > part / 2 || this.#asked >= this.#most) return;
    this.#asked = Math.min(this.#most, this.#asked + part);
    if (this.#putDown === null) this.#granted = this.#asked;
    else this.#putDown(this.spent);
  }
}

/** Where there are too many kinds, those that are there count as the worst of them. */
function merged(releases: readonly Releases[]): readonly Releases[] {
  if (releases.length <= MOST_KINDS) return releases;
  return [
    {
      sampling: Math.max(...releases.map(({ sampling }) => sampling)),
      noise: Math.min(...releases.map(({ noise }) => noise)),
      steps: releases.reduce((sum, { steps }) => sum + steps, 0),
    },
  ];
}
