import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialStatus } from '../session/status.ts';
import { type Checkpoint, createCheckpoint } from './checkpoint.ts';
import { readCheckpoint } from './checkpoint-store.ts';
import { readNote, removeNote, writeNote } from './lazy-keeper.ts';
import { createRunRecorder } from './run-log.ts';

const settings = { ...defaultSettings, room: 'a', with: { degree: 6 }, method: 'd-psgd' };
const recorder = createRunRecorder(() => 1);
recorder.record('joined', initialStatus(settings), 'somewhere');

const checkpoint: Checkpoint = createCheckpoint(settings, {
  token: '0123456789abcdef0123456789abcdef',
  slot: 3,
  peer: {
    state: Float32Array.of(1, -2, 3),
    updates: 12,
    steps: 120,
    seconds: 4.5,
    versions: [{ peer: '00000000000000aa', updates: 12, age: 3 }],
    memories: [{ vectors: [Float32Array.of(4)], numbers: [5] }],
  },
  history: [{ seconds: 1, updates: 10, accuracy: 0.5, loss: 1, roomAccuracy: 0.75, roomLoss: 0.5 }],
  log: recorder.rows(),
});

describe('a checkpoint', () => {
  it('is read as it was kept, however the run was started', () => {
    expect(readCheckpoint(structuredClone(checkpoint), { ...settings, auto: true })).toEqual(checkpoint);
  });

  it('is read where it does not say how old its counts are', () => {
    const { age: _, ...entry } = checkpoint.peer.versions[0];
    const kept = { ...checkpoint, peer: { ...checkpoint.peer, versions: [entry] } };
    expect(readCheckpoint(kept, settings)?.peer.versions).toEqual([{ ...entry, age: 0 }]);
  });

  it('of an older page, which knew the own model alone, is read too', () => {
    const { history, log, ...rest } = structuredClone(checkpoint);
    const older = {
      ...rest,
      history: history.map(({ roomAccuracy: _a, roomLoss: _l, ...own }) => own),
      log: log.map(({ roomAccuracy: _a, roomLoss: _l, ...row }) => row),
    };
    const read = readCheckpoint(older, settings);
    expect(read?.history).toEqual([{ ...older.history[0], roomAccuracy: 0.5, roomLoss: 1 }]);
    expect(read?.log[0]).toEqual({ ...older.log[0], roomAccuracy: null, roomLoss: null });
  });

  it('of another run, another format, or damaged, is none', () => {
    const changed = (change: object): unknown => ({ ...structuredClone(checkpoint), ...change });
    const ofPeer = (change: object): unknown => changed({ peer: { ...checkpoint.peer, ...change } });
    expect(readCheckpoint(checkpoint, { ...settings, seed: 2 })).toBeNull();
    expect(readCheckpoint(checkpoint, { ...settings, with: { degree: 8 } })).toBeNull();
    for (const bad of [
      undefined,
      changed({ format: 2 }),
      changed({ token: 'x' }),
      changed({ history: new Array(9999).fill(checkpoint.history[0]) }),
      ofPeer({ state: [1, 2, 3] }),
      ofPeer({ state: Float32Array.of(1, Number.NaN) }),
      ofPeer({ updates: -1 }),
      ofPeer({ versions: [{ peer: 'x', updates: 1 }] }),
      ofPeer({ versions: [{ ...checkpoint.peer.versions[0], age: 256 }] }),
      ofPeer({ memories: [{ vectors: [Float32Array.of(Number.POSITIVE_INFINITY)], numbers: [] }] }),
    ]) {
      expect(readCheckpoint(bad, settings)).toBeNull();
    }
  });

  it('is none, whatever else there is', () => {
    fc.assert(fc.property(fc.anything(), (value) => readCheckpoint(value, settings) === null));
  });
});

describe('the note of what was kept', () => {
  const storageOf = (text: string | null = null) => {
    const storage = {
      getItem: () => text,
      setItem: (_: string, value: string) => {
        text = value;
      },
      removeItem: () => {
        text = null;
      },
    };
    return () => storage;
  };
  const note = { run: 'room=a', updates: 12, accuracy: 0.5 };

  it('is of one run, until it is taken away', () => {
    const storage = storageOf();
    writeNote(note, storage);
    expect(readNote('room=a', storage)).toEqual(note);
    expect(readNote('room=b', storage)).toBeNull();
    removeNote('room=b', storage);
    expect(readNote('room=a', storage)).toEqual(note);
    removeNote('room=a', storage);
    expect(readNote('room=a', storage)).toBeNull();
  });

  it('is none where it is damaged, or where nothing is kept', () => {
    for (const text of ['', '{', '{"run":"room=a"}', '{"run":"room=a","updates":-1,"accuracy":0}']) {
      expect(readNote('room=a', storageOf(text))).toBeNull();
    }
    const refuse = (): never => {
      throw new DOMException('no', 'SecurityError');
    };
    expect(readNote('room=a', refuse)).toBeNull();
    expect(() => removeNote('room=a', refuse)).not.toThrow();
  });
});
