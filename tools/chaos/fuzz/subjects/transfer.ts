/** A whole end of a link: what it hands on, what it holds, and what it sends because of what came. */

import { countedBytes, FRAME_BYTES } from '@hearsay/shared/protocol/frames.ts';
import { MAX_WAITING_CONTROL, MAX_WAITING_KEPT } from 'hearsay/internal/mesh/send-queue.ts';
import { createTransfer, WINDOW_MODELS } from 'hearsay/internal/mesh/transfer.ts';
import { chance, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';
import { createFrameSource, MOST_BYTES } from './frames.ts';
import { checkMeshMessage } from './mesh-messages.ts';

const EPISODE = 60;
const WINDOW_BYTES = WINDOW_MODELS * countedBytes(MOST_BYTES);
/** Bytes in the browser above which the end sends nothing more, one frame aside. */
const MOST_BUFFERED = 256 * 1024 + FRAME_BYTES;
/** Frames that wait: of control, a credit, and of a model that has begun, the newest, and those to be kept, two each. */
const MOST_WAITING = MAX_WAITING_CONTROL + 1 + 2 * (2 + MAX_WAITING_KEPT);

export const transfer: Subject = {
  name: 'transfer',
  episode(random) {
    const next = createFrameSource(random);
    const waiting: { bytes: number; taken: () => void }[] = [];
    let now = 0;
    let ended = false;
    let buffered = 0;
    let sent = 0;
    const alive = (): void => must(!ended, 'nothing is handed on after the end');
    const end = createTransfer({
      maxModelBytes: MOST_BYTES,
      now: () => now,
      listener: {
        onModel(model, taken) {
          alive();
          must(
            model.byteLength > 0 && model.byteLength <= MOST_BYTES,
            'a model has its size',
            model.byteLength,
          );
          waiting.push({ bytes: model.byteLength, taken });
        },
        onHeartbeat(updates) {
          alive();
          must(Number.isSafeInteger(updates) && updates >= 0, 'updates are counted', updates);
        },
        onMessage(message) {
          alive();
          checkMeshMessage(message);
        },
        onDropped: (reason) => must(reason.length > 0, 'a reason has a name'),
        onEnd() {
          alive();
          ended = true;
        },
      },
    });
    end.open({
      readyState: 'open',
      get bufferedAmount() {
        return buffered;
      },
      send(frame) {
        buffered += frame.byteLength;
        sent += 1;
      },
    });
    for (let input = 0; input < EPISODE; input++) {
      now += random.integer(200);
      if (chance(0.05, random))
        end.sendModel(new ArrayBuffer(1 + random.integer(MOST_BYTES)), chance(0.5, random));
      end.receive(chance(0.02, random) ? pick(['text', null, undefined, 7, {}, []], random) : next());
      const held = waiting.reduce((total, { bytes }) => total + countedBytes(bytes), 0);
      must(held <= WINDOW_BYTES, 'no more than the window waits here', held);
      must(buffered <= MOST_BUFFERED, 'the browser is given no more than it sends', buffered);
      const { roundTripMs } = end.traffic;
      must(
        roundTripMs === null || (roundTripMs >= 0 && roundTripMs <= now),
        'a round trip takes no longer than the link is old',
        roundTripMs,
      );
      if (chance(0.3, random)) waiting.shift()?.taken();
      if (chance(0.1, random)) {
        buffered = 0;
        end.pump();
      }
    }
    // Nothing piles up for a neighbour that does not read.
    buffered = MOST_BUFFERED;
    for (let i = 0; i < 2 * MAX_WAITING_CONTROL; i++) end.sendHeartbeat(i);
    sent = 0;
    for (let pumped = 0; pumped < MOST_WAITING; pumped++) {
      buffered = 0;
      end.pump();
    }
    must(sent <= MOST_WAITING, 'so many frames wait at most', sent);
    end.close();
    sent = 0;
    end.sendHeartbeat(1);
    end.pump();
    must(sent === 0, 'nothing is sent after the end', sent);
    return EPISODE;
  },
};
