/**
 * `window.hearsay`: the public handle of a page, for automated tests and the browser's console. Its names and
 * the keys of what it returns are added to, never renamed or dropped.
 */
import type { WishChange } from '@hearsay/shared/room/command.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import type {
  DetailedEvaluation,
  EarlierModel,
  Evaluation,
  HostState,
  Problem,
  Session,
  Status,
} from 'hearsay';
import { initialStatus } from 'hearsay/basics';
import { errorOf, inWords } from 'hearsay/words';
import type { Page } from './app/page.ts';

export interface Hearsay {
  /** Where this tab stands; plain JSON. */
  status(): Status;
  /** The curve of evaluations so far. */
  history(): Evaluation[];
  /** A copy of the tab's own model, one flat vector. Rejects before it exists. */
  parameters(): Promise<Float32Array>;
  /** A copy of the room's model as this tab knows it: the mean of its own and those that neighbours sent last. */
  roomParameters(): Promise<Float32Array>;
  /** The room's model on the test subset. Rejects before that is loaded. */
  evaluate(): Promise<DetailedEvaluation>;
  /** The probability of each class of the task, to the room's model: of MNIST's digits. @param pixels as many numbers as its input
   * has, 0 to 1. Rejects what is anything else. */
  predict(pixels: Float32Array | number[]): Promise<number[]>;
  /** How the peers of the room are, this one first; empty in a room without a host. Plain JSON. */
  room(): Report[];
  /** What the host of the room wishes; null in a room without a host. Plain JSON. */
  host(): HostState | null;
  /** Commands all in the room, as in `{ gossip: 2 }`, `{ run: 'paused' }`, `{ reset: true }`, `{ guard: 'on' }`, or `{ remove: id }` and
   * `{ letIn: id }` with the id of a peer. Rejects where this tab is not the host's. */
  command(change: WishChange): Promise<void>;
  /** Models that this tab had before and this browser still keeps, newest first. Plain JSON. */
  earlierModels(): Promise<EarlierModel[]>;
  /** The tab's own model is that one again, and goes on from there. Rejects where it is not kept any more. @param id of one of
   * `earlierModels` */
  goBackTo(id: number): Promise<void>;
  /** Makes this tab lie to the others from now on, as in `sign-flip` or `noise:10`; null: it says what is true again. Throws where there
   * is no such, and before it has joined. */
  setAttack(attack: string | null): void;
  /** Joins the room that the address names, or goes on after a pause. */
  start(): void;
  /** Stops training; the tab goes on answering its neighbours. */
  pause(): void;
  /** Leaves the room. `start` joins anew. */
  leave(): void;
  /** The room's model as it is now, in tfjs' layers format. Rejects before it exists. */
  exportModel(): Promise<ExportedModel>;
  /**
   * The next run begins from this model; null: from what the seed gives. Rejects with a sentence where it is not a model of
   * a task, is damaged, or while a run is under way, which goes on.
   */
  importModel(model: Pick<ExportedModel, 'description' | 'weights'> | null): Promise<void>;
  /**
   * The log of the run, the contents of two files, and its charts as a third, empty where they cannot be drawn. Rejects before
   * there is one.
   */
  exportLog(): Promise<{ csv: string; json: string; svg: string }>;
}

export interface ExportedModel {
  /** The contents of the JSON file, which names the other one `weightsName`. */
  description: string;
  /** The contents of the other one, as base64. */
  weights: string;
  descriptionName: string;
  weightsName: string;
}

declare global {
  interface Window {
    hearsay: Hearsay;
  }
}

export function createHandle(page: Page): Hearsay {
  const session = (): Session | null => page.session.value;
  const running = (): Session | null => (page.running.value ? session() : null);

  const statusWithoutSession = (): Status => {
    const { settings, problems } = page.reading.value;
    const trouble = page.trouble.value;
    const found: Problem[] = problems.map(({ fatal: _, ...problem }) => ({
      code: 'bad-setting',
      ...problem,
    }));
    if (trouble !== null) found.push(trouble);
    const failed = trouble !== null || (settings.auto && problems.some(({ fatal }) => fatal));
    return {
      ...initialStatus(settings),
      phase: failed ? 'failed' : 'idle',
      errors: found.map((problem) => inWords(problem)),
      problems: found,
    };
  };

  return {
    status() {
      // A run that ended is not the one that is being made.
      const current = page.starting.value ? undefined : session()?.status.value;
      const status = current && current.phase !== 'idle' ? current : statusWithoutSession();
      return structuredClone(status);
    },
    history: () => structuredClone([...(session()?.history.value ?? [])]),
    parameters: () => running()?.parameters() ?? noModel(),
    roomParameters: () => running()?.roomParameters() ?? noModel(),
    evaluate: () => running()?.evaluate() ?? noModel(),
    predict: (pixels) => running()?.predict(pixels) ?? noModel(),
    room: () => structuredClone([...(running()?.room.value ?? [])]),
    host: () => structuredClone(running()?.host.value ?? null),
    command: (change) => running()?.command(change) ?? noModel(),
    earlierModels: () => running()?.earlierModels() ?? noModel(),
    goBackTo: (id) => running()?.goBackTo(id) ?? noModel(),
    setAttack(attack) {
      const current = running();
      if (current === null) throw errorOf({ code: 'no-model', reason: 'not-joined' });
      current.setAttack(attack);
    },
    start() {
      const current = running();
      if (current) {
        current.start();
        return;
      }
      // Its change is told a moment later than it is made.
      page.readAddress();
      if (!page.reading.value.problems.some(({ fatal }) => fatal)) page.join(page.reading.value.settings);
    },
    pause: () => running()?.pause(),
    leave: () => running()?.leave(),
    exportModel: async () => (await import('./handle-files.ts')).exportModel(running() ?? (await noModel())),
    importModel: async (model) => (await import('./handle-files.ts')).importModel(page, model),
    exportLog: async () => (await import('./handle-files.ts')).exportLog(session()),
  };
}

function noModel(): Promise<never> {
  return Promise.reject(errorOf({ code: 'no-model', reason: 'not-joined' }));
}
