/** What runs in the page of the bench `link`: both ends of a raw data channel, and both ends of a link of ours. */
import { createLink, type Link } from 'hearsay/internal/mesh/link.ts';

/** Bytes of one message on the raw channel. */
const RAW_MESSAGE_BYTES = 64 * 1024;
/** What is best for it here; half or twice as much makes no difference. */
const RAW_HIGH_WATER_BYTES = 1024 * 1024;
const RAW_LOW_WATER_BYTES = 256 * 1024;
/** As a tab of mnist-mlp has it: what is in flight is bounded as there. */
const MAX_MODEL_BYTES = 900_000;
/** Models on their way or waiting at a time, so that the link is never idle and its queue drops none. */
const MODELS_UNDER_WAY = 3;

export interface LinkBenchPage {
  /** Seconds that it takes until all have arrived at the other end, whole. */
  raw(modelBytes: number, models: number): Promise<number>;
  stack(modelBytes: number, models: number): Promise<number>;
}

declare global {
  interface Window {
    linkBench: Promise<LinkBenchPage>;
  }
}

async function connectRaw(): Promise<LinkBenchPage['raw']> {
  const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
  a.onicecandidate = ({ candidate }) => void b.addIceCandidate(candidate ?? undefined);
  b.onicecandidate = ({ candidate }) => void a.addIceCandidate(candidate ?? undefined);
  const [from, to] = [a, b].map((end) => end.createDataChannel('raw', { negotiated: true, id: 0 }));
  from.binaryType = 'arraybuffer';
  to.binaryType = 'arraybuffer';
  const opened = new Promise((resolve) => from.addEventListener('open', resolve, { once: true }));
  await a.setLocalDescription(await a.createOffer());
  await b.setRemoteDescription(a.localDescription as RTCSessionDescription);
  await b.setLocalDescription(await b.createAnswer());
  await a.setRemoteDescription(b.localDescription as RTCSessionDescription);
  await opened;
  from.bufferedAmountLowThreshold = RAW_LOW_WATER_BYTES;
  return (modelBytes, models) =>
    new Promise((resolve) => {
      const model = new Uint8Array(modelBytes).fill(1);
      const began = performance.now();
      let missing = modelBytes * models;
      let toSend = models;
      let offset = 0;
      to.onmessage = ({ data }) => {
        missing -= data.byteLength;
        if (missing === 0) resolve((performance.now() - began) / 1000);
      };
      const pump = (): void => {
        while (toSend > 0 && from.bufferedAmount < RAW_HIGH_WATER_BYTES) {
          from.send(model.subarray(offset, offset + RAW_MESSAGE_BYTES));
          offset += RAW_MESSAGE_BYTES;
          if (offset < modelBytes) continue;
          offset = 0;
          toSend -= 1;
        }
      };
      from.onbufferedamountlow = pump;
      pump();
    });
}

async function connectStack(): Promise<LinkBenchPage['stack']> {
  let onModel = (_: ArrayBuffer): void => {};
  let onFailure = (_: string): void => {};
  const ends: Link[] = [];
  const connect = (self: number): Promise<void> =>
    new Promise((resolve) => {
      ends[self] = createLink({
        initiator: self === 0,
        configuration: () => ({}),
        maxModelBytes: MAX_MODEL_BYTES,
        listener: {
          // Later, since the other end may not be made yet.
          onHandshake: (handshake) => setTimeout(() => ends[1 - self].receiveHandshake(handshake)),
          onConnected: resolve,
          onModel(model, taken) {
            taken();
            onModel(model);
          },
          onHeartbeat: () => {},
          onMessage: () => {},
          onDropped: (reason) => onFailure(`The link dropped something: ${reason}.`),
          onClosed: () => onFailure('The link closed.'),
        },
      });
    });
  await Promise.all([0, 1].map(connect));
  return (modelBytes, models) =>
    new Promise((resolve, reject) => {
      const model = new Uint8Array(modelBytes).fill(1).buffer;
      const began = performance.now();
      let sent = 0;
      let arrived = 0;
      const send = (): void => {
        if (sent === models) return;
        sent += 1;
        ends[0].sendModel(model, false);
      };
      onFailure = (message) => reject(new Error(message));
      onModel = ({ byteLength }) => {
        arrived += 1;
        if (byteLength !== modelBytes) onFailure(`A model arrived with ${byteLength} bytes.`);
        else if (arrived === models) resolve((performance.now() - began) / 1000);
        else send();
      };
      for (let i = 0; i < MODELS_UNDER_WAY; i++) send();
    });
}

window.linkBench = Promise.all([connectRaw(), connectStack()]).then(([raw, stack]) => ({ raw, stack }));
