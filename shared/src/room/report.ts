/**
 * What a peer tells the whole room of itself, about once a second, in rooms that have a host: for whoever looks at all of it.
 * Reports go from neighbour to neighbour, with a signature of who made them (`identity.ts`): a peer can tell lies of itself, and of no
 * other that signs. Older pages do not, and drop the signatures of what they pass on.
 */
import * as v from 'valibot';
import { PeerIdSchema, ProofSchema } from '../protocol/signalling.ts';
import { MAX_TESTED, SparseConfusionSchema } from './confusion.ts';

/** Most neighbours that a report names. */
export const MAX_REPORTED_NEIGHBOURS = 24;
/** Most reports in one message. */
export const MAX_REPORTS_TOLD = 16;
/** Longest report that is taken, in characters of JSON. */
const MAX_REPORT_LENGTH = 16_384;
/** Seconds from when a report was made until nobody keeps it any more. */
export const REPORT_LIFETIME = 15;
/** Most classes of a task: their labels are the bits of a number. */
const MAX_CLASSES = 32;
const MAX_EXCHANGES = 10_000;
const MAX_EXAMPLES = 10_000_000;
const MAX_ANSWER_SECONDS = 60;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const FieldsSchema = v.object({
  id: PeerIdSchema,
  /** Grows from report to report of a peer; of one that signs also when it is reloaded. */
  number: count,
  slot: count,
  phase: v.picklist(['training', 'paused']),
  /** Number of the newest command that it follows; 0 for none. */
  command: count,
  /** Number of the newest one that it knows the addition of; 0 for none. Absent from older pages, which know of no additions. */
  added: v.optional(count),
  /** Finished local updates. */
  updates: count,
  /** Of the room's model as the peer knows it, on the test subset, 0 to 1; null before the first evaluation, like what follows. */
  accuracy: v.nullable(share),
  /** Nats. */
  loss: v.nullable(amount),
  /** Accuracy on the test examples of each class, to two places; empty before the first evaluation. */
  perClass: v.pipe(v.array(share), v.maxLength(MAX_CLASSES)),
  /** How many examples of its own it has tested with; absent where all peers are tested with the same. */
  tested: v.optional(v.pipe(count, v.maxValue(MAX_TESTED))),
  /** What it took these for, see `confusion.ts`; absent where they are of no classes, or of too many. */
  confusion: v.optional(SparseConfusionSchema),
  /** Which labels it holds examples of: bit l for label l. */
  labels: v.pipe(count, v.maxValue(2 ** MAX_CLASSES - 1)),
  /** How many examples of each label it was given to learn from, where each peer brings its own; absent elsewhere. */
  counts: v.optional(v.pipe(v.array(v.pipe(count, v.maxValue(MAX_EXAMPLES))), v.maxLength(MAX_CLASSES))),
  /** Updates of a neighbour that are missing, on average. */
  staleness: amount,
  /** Exchanges started, and local updates, a second. */
  gossipRate: amount,
  updateRate: amount,
  /** Seconds from an offer to its answer, smoothed; absent where there was no answer yet, or offers are not answered. */
  answerSeconds: v.optional(v.pipe(amount, v.maxValue(MAX_ANSWER_SECONDS))),
  neighbours: v.pipe(v.array(PeerIdSchema), v.maxLength(MAX_REPORTED_NEIGHBOURS)),
  /** How many exchanges it began with each of these neighbours since its last report. */
  exchanges: v.pipe(v.array(v.pipe(count, v.maxValue(MAX_EXCHANGES))), v.maxLength(MAX_REPORTED_NEIGHBOURS)),
  /** How it reaches each of these neighbours: directly, over a relay, or it does not know. Absent from older pages. */
  paths: v.optional(v.pipe(v.string(), v.regex(/^[dr?]*$/), v.maxLength(MAX_REPORTED_NEIGHBOURS))),
  /** Which of these it mostly leaves out, by their places; absent where it leaves out none, and from older pages. */
  limited: v.optional(
    v.pipe(
      v.array(v.pipe(count, v.maxValue(MAX_REPORTED_NEIGHBOURS - 1))),
      v.maxLength(MAX_REPORTED_NEIGHBOURS),
    ),
  ),
  /** See `sketch.ts`; empty before there is a model. */
  sketch: v.pipe(v.string(), v.regex(/^([\w-]{86})?$/)),
});
export type Report = v.InferOutput<typeof FieldsSchema>;

/** Whether what it says more than once is the same. */
function addsUp({ neighbours, exchanges, paths, limited = [], tested = 0, confusion = [] }: Report): boolean {
  return (
    neighbours.length === exchanges.length &&
    (paths === undefined || neighbours.length === paths.length) &&
    limited.every((place) => place < neighbours.length) &&
    confusion.reduce((sum, [, count]) => sum + count, 0) <= tested
  );
}

export const ReportSchema = v.pipe(FieldsSchema, v.check(addsUp));

const ToldReportSchema = v.object({
  /** Seconds since it was made, as far as those know through whose hands it went. */
  age: v.pipe(v.number(), v.minValue(0), v.maxValue(REPORT_LIFETIME)),
  /** With keys that only later versions know, since they are signed, too. */
  report: v.pipe(
    v.looseObject(FieldsSchema.entries),
    v.check((report) => addsUp(report) && JSON.stringify(report).length <= MAX_REPORT_LENGTH),
  ),
  /** By who made it, see `reportText`. */
  proof: v.optional(ProofSchema),
});
export type ToldReport = v.InferOutput<typeof ToldReportSchema>;

/** Some reports that are new to a neighbour. */
export const ReportsSchema = v.object({
  type: v.literal('reports'),
  reports: v.pipe(v.array(ToldReportSchema), v.maxLength(MAX_REPORTS_TOLD)),
});
