/** What peers tell their neighbours of all rows of the room. */
import * as v from 'valibot';
import { PeerIdSchema } from '../protocol/signalling.ts';
import { MAX_HEARTBEATS_TOLD } from './heartbeats.ts';
import { MAX_RECEIPTS_TOLD } from './receipts.ts';

/** Most numbers in one message: 100 columns of numbers, 32 classes, rows and weight. */
const MAX_SUMS = 400;
const MAX_SUM = 1e15;
const MAX_COLUMN = 100;
/** Of a category, in UTF-16 units. */
export const MAX_CATEGORY_LENGTH = 80;
/** Categories that go with one message. */
export const MAX_CATEGORIES_TOLD = 32;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const sum = v.pipe(v.number(), v.finite(), v.minValue(-MAX_SUM), v.maxValue(MAX_SUM));

const ledger = v.pipe(count, v.maxValue(2 ** 32 - 1));
const age = v.pipe(v.number(), v.minValue(0), v.maxValue(1000));

export const StatisticsMessageSchema = v.object({
  type: v.literal('statistics'),
  /** Of the sender's ledger with this partner, chosen at random when it began. */
  ledger,
  /** Grows from message to message of this ledger, from 1. */
  number: v.pipe(count, v.minValue(1)),
  /** The newest number of the partner that came; 0 for none. */
  heard: count,
  /** All that the sender has given this partner so far. */
  sums: v.pipe(v.array(sum), v.maxLength(MAX_SUMS)),
  /** Who is there, as far as the sender knows; see `heartbeats.ts`. */
  alive: v.pipe(v.array(v.tuple([PeerIdSchema, count])), v.maxLength(MAX_HEARTBEATS_TOLD)),
  /** See `receipts.ts`. */
  receipts: v.pipe(
    v.array(v.object({ by: PeerIdSchema, of: PeerIdSchema, number: count, ledger, age })),
    v.maxLength(MAX_RECEIPTS_TOLD),
  ),
  /** Some categories that appear in the room, each with the place of its column. */
  categories: v.pipe(
    v.array(
      v.tuple([
        v.pipe(count, v.maxValue(MAX_COLUMN)),
        v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_CATEGORY_LENGTH)),
      ]),
    ),
    v.maxLength(MAX_CATEGORIES_TOLD),
  ),
});
export type StatisticsMessage = v.InferOutput<typeof StatisticsMessageSchema>;
