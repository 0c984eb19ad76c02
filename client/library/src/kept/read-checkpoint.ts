/** Checks a checkpoint that was kept outside, where an older page may have written it. */
import { allFinite } from '@hearsay/shared/gossip/codec/float32.ts';
import { MAX_AGE, MAX_VERSION_ENTRIES } from '@hearsay/shared/protocol/model-message.ts';
import { JoinSchema, PeerIdSchema } from '@hearsay/shared/protocol/signalling.ts';
import type { RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import * as v from 'valibot';
import { MAX_HISTORY } from '../session/status.ts';
import { type Checkpoint, FORMAT, runOf } from './checkpoint.ts';
import { LOG_EVENTS, MAX_LOG_ROWS } from './run-log.ts';

/** Most vectors, and most numbers, that the parts of a method remember. */
const MAX_REMEMBERED = 100;

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const vector = v.pipe(
  v.custom<Float32Array<ArrayBuffer>>((value) => value instanceof Float32Array),
  v.check((value) => allFinite(value)),
);
/** Runs kept by an older page have the tab's own model alone. */
const PointSchema = v.pipe(
  v.object({
    seconds: finite,
    updates: count,
    accuracy: share,
    loss: finite,
    roomAccuracy: v.optional(share),
    roomLoss: v.optional(finite),
  }),
  v.transform(({ roomAccuracy, roomLoss, ...own }) => ({
    ...own,
    roomAccuracy: roomAccuracy ?? own.accuracy,
    roomLoss: roomLoss ?? own.loss,
  })),
);
const CheckpointSchema = v.object({
  format: v.literal(FORMAT),
  run: v.string(),
  token: JoinSchema.entries.token,
  slot: count,
  peer: v.object({
    state: vector,
    updates: count,
    steps: count,
    seconds: v.pipe(finite, v.minValue(0)),
    versions: v.pipe(
      v.array(
        v.object({
          peer: PeerIdSchema,
          updates: v.pipe(count, v.maxValue(2 ** 32 - 1)),
          age: v.optional(v.pipe(count, v.maxValue(MAX_AGE)), 0),
        }),
      ),
      v.maxLength(MAX_VERSION_ENTRIES),
    ),
    memories: v.pipe(
      v.array(
        v.object({
          vectors: v.pipe(v.array(vector), v.maxLength(MAX_REMEMBERED)),
          numbers: v.pipe(v.array(finite), v.maxLength(MAX_REMEMBERED)),
        }),
      ),
      v.maxLength(MAX_REMEMBERED),
    ),
  }),
  history: v.pipe(v.array(PointSchema), v.maxLength(MAX_HISTORY)),
  log: v.pipe(
    v.array(
      v.object({
        event: v.picklist(LOG_EVENTS),
        seconds: finite,
        updates: count,
        steps: count,
        accuracy: v.nullable(share),
        loss: v.nullable(finite),
        stepsPerSecond: finite,
        updateRate: finite,
        gossipRate: finite,
        stalenessMean: finite,
        stalenessMax: finite,
        sentModels: count,
        sentBytes: count,
        receivedModels: count,
        receivedBytes: count,
        dropped: count,
        neighbours: count,
        size: count,
        detail: v.string(),
        roomAccuracy: v.optional(v.nullable(share), null),
        roomLoss: v.optional(v.nullable(finite), null),
      }),
    ),
    v.maxLength(MAX_LOG_ROWS),
  ),
});

/** Reads what was kept, perhaps by another version of the page. Null where it is not a checkpoint of such a run. */
export function readCheckpoint(value: unknown, settings: RunSettings): Checkpoint | null {
  const parsed = v.safeParse(CheckpointSchema, value);
  return parsed.success && parsed.output.run === runOf(settings) ? parsed.output : null;
}
