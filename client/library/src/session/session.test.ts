import { makeIdentity } from '@hearsay/shared/room/identity.ts';
import { describe, expect, it, vi } from 'vitest';
import type { RecordStorage } from '../kept/privacy-records.ts';
import type { WorkerProgress } from '../peer/bridge.ts';
import type { PeerSnapshot } from '../peer/snapshot.ts';
import type { HostState, RoomOptions } from '../room/room.ts';
import { MOST_RESTARTS } from './restarts.ts';
import { JOINED, lastPosted, neighbour, OTHER, playSession, SELF, TRAINING } from './session.fake.ts';

const PROGRESS: WorkerProgress = {
  updates: 7,
  steps: 70,
  stepsPerSecond: 10,
  updateRate: 1,
  gossipRate: 2,
  staleness: { mean: 0, max: 0 },
  pace: 1,
  answerSeconds: null,
  advice: null,
  privacy: null,
  stepsSkipped: 0,
  limited: {},
  modelsLost: 0,
  dropped: { late: 2 },
};

const EVALUATED = {
  evaluation: { seconds: 1, updates: 7, accuracy: 0.5, loss: 1, roomAccuracy: 0.6, roomLoss: 0.9 },
  perClass: [0.5],
  roomPerClass: [0.6],
  tested: { count: 1, confusion: null },
};

function train(...parameters: Parameters<typeof playSession>) {
  const played = playSession(...parameters);
  played.session.start();
  played.says.onJoined(JOINED);
  played.worker(TRAINING);
  return played;
}

describe('a session', () => {
  it('says why none of the others can be reached, until one is', () => {
    const { says, codes, session } = train();
    const evidence = { answered: true, heard: true, ways: new Set(['host']), relays: [], refusal: null };
    says.onAttemptFailed(OTHER, evidence);
    expect(codes()).toEqual(['no-relay']);
    expect(session.status.value.errors[0]).toMatch(/--turn-url/);
    says.onAttemptFailed(OTHER, { ...evidence, relays: ['turn:a.example'] });
    expect(codes()).toEqual(['relay-silent']);
    says.onNeighbours([OTHER]);
    expect(codes()).toEqual([]);
  });

  it('gives connections what whoever joins says of them', () => {
    const iceServers = [{ urls: 'stun:own.example' }];
    const rtcConfiguration = { iceTransportPolicy: 'relay', iceServers: [] } as const;
    const configurationWith = (options: Parameters<typeof playSession>[1]) => {
      const { session, mesh } = playSession({}, options);
      session.start();
      return mesh().rtcConfiguration;
    };
    expect(configurationWith({})).toEqual({});
    expect(configurationWith({ rtcConfiguration: { ...rtcConfiguration, iceServers: [] } })).toEqual(
      rtcConfiguration,
    );
    expect(configurationWith({ iceServers, rtcConfiguration: { iceTransportPolicy: 'relay' } })).toEqual({
      iceTransportPolicy: 'relay',
      iceServers,
    });
  });

  it('joins, loads, trains, pauses, goes on and leaves', async () => {
    const played = playSession();
    const { session, posted, done } = played;
    const phase = () => session.status.value.phase;
    expect(phase()).toBe('idle');
    await expect(session.parameters()).rejects.toMatchObject({
      problem: { code: 'no-model', reason: 'not-joined' },
    });
    session.start();
    expect([phase(), played.mesh().room]).toEqual(['joining', 'demo']);
    played.says.onJoined(JOINED);
    expect(phase()).toBe('loading');
    expect(lastPosted(played, 'start')).toMatchObject({
      self: SELF,
      slot: 3,
      size: 2,
      newcomer: true,
      source: { kind: 'mnist', url: 'https://example.org/data/mnist/' },
    });
    played.worker({ type: 'loading', loaded: 1, total: 2 });
    expect(session.status.value.loading).toEqual({ loaded: 1, total: 2 });
    played.worker(TRAINING);
    expect(session.status.value).toMatchObject({ phase: 'training', loading: null, labels: [5, 5] });
    session.pause();
    expect(phase()).toBe('paused');
    session.start();
    expect(phase()).toBe('training');
    expect(posted.map(({ type }) => type)).toEqual(['start', 'pause', 'resume']);
    // Joined again, as after a restart of the server.
    played.says.onJoined({ ...JOINED, size: 5 });
    expect(lastPosted(played, 'size')?.size).toBe(5);
    const question = session.parameters();
    session.leave();
    expect(session.status.value).toMatchObject({ phase: 'left', size: 0, neighbours: [] });
    expect(done).toEqual(['ending forgotten', 'close', 'terminate']);
    await expect(question).rejects.toMatchObject({ code: 'left' });
    await expect(session.evaluate()).rejects.toMatchObject({ code: 'no-model' });
    played.worker(TRAINING);
    expect(phase()).toBe('left');
  });

  it('answers what the Worker answers, and rejects what it refuses, with a code', async () => {
    const played = train();
    const { session } = played;
    const parameters = session.parameters();
    const request = lastPosted(played, 'ask')?.request ?? 0;
    played.worker({ type: 'parameters', request, parameters: Float32Array.of(1, 2) });
    expect(await parameters).toEqual(Float32Array.of(1, 2));
    const evaluation = session.evaluate();
    const problem = { code: 'no-model', reason: 'loading' } as const;
    played.worker({ type: 'refused', request: lastPosted(played, 'ask')?.request ?? 0, problem });
    await expect(evaluation).rejects.toMatchObject({ problem, message: expect.stringContaining('loading') });
    await expect(session.predict([1])).rejects.toMatchObject({ code: 'wrong-shape' });
    await expect(session.command({ run: 'paused' })).rejects.toMatchObject({ code: 'no-host' });
  });

  it('fails where the server does not let it in, or the Worker cannot go on', () => {
    const problem = { code: 'refused-by-server', reason: 'server-full', message: 'It is full.' } as const;
    const refused = playSession();
    refused.session.start();
    refused.says.onRefused(problem);
    expect(refused.session.status.value).toMatchObject({
      phase: 'failed',
      problems: [problem],
      errors: ['The server did not let this tab into the room: It is full.'],
    });

    const failed = train();
    failed.worker({ type: 'failed', problem: { code: 'data-refused', url: 'index.json', status: 500 } });
    expect(failed.codes()).toEqual(['data-refused']);

    const crashed = train();
    for (let i = 0; i < MOST_RESTARTS; i++) {
      crashed.crash('out of memory');
      crashed.says.onJoined(JOINED);
      crashed.worker(TRAINING);
    }
    expect(crashed.session.status.value.phase).toBe('training');
    crashed.crash('out of memory');
    expect(crashed.session.status.value).toMatchObject({
      phase: 'failed',
      problems: [{ code: 'worker-restarted' }, { code: 'worker-failed', what: 'out of memory' }],
    });
    expect(crashed.session.status.value.errors.at(-1)).toBe(
      'The training thread stopped (out of memory). Reload the page.',
    );
    expect(crashed.session.log().at(-1)?.event).toBe('failed');
  });

  it('starts a Worker that crashed again, as the same peer, from where the run was last kept', async () => {
    let kept = 0;
    const keeper = {
      save: async () => void kept++,
      forget: async () => {},
      onEndNear: () => () => {},
    };
    const played = train({}, { keeper });
    const { says, session, posted, done } = played;
    says.onNeighbours([OTHER]);
    const token = played.mesh().known?.token;
    played.time = 20_000;
    played.worker({ type: 'progress', progress: PROGRESS });
    const { request } = lastPosted(played, 'ask') ?? { request: 0 };
    const snapshot = { updates: 7 } as PeerSnapshot;
    played.worker({ type: 'snapshot', request, snapshot });
    await vi.waitFor(() => expect(kept).toBe(1));
    session.pause();
    let dealtWith = 0;
    says.onModel(OTHER, new ArrayBuffer(8), () => dealtWith++);

    done.length = 0;
    posted.length = 0;
    played.crash('out of memory');
    expect(done).toEqual(['close', 'terminate']);
    expect(dealtWith, 'what it had is off the links’ accounts').toBe(1);
    expect(session.status.value).toMatchObject({ phase: 'joining', updates: 7, neighbours: [] });
    expect(played.mesh().known).toEqual({ token, slot: 3 });
    played.says.onJoined({ ...JOINED, size: 2 });
    expect(lastPosted(played, 'start')).toMatchObject({ self: SELF, slot: 3, newcomer: false, snapshot });
    expect(posted.map(({ type }) => type)).toContain('pause');
    played.worker(TRAINING);
    expect(session.status.value.phase).toBe('paused');
    expect(session.status.value.errors).toEqual([
      'The training thread stopped (out of memory), and was started again from where it was last kept.',
    ]);
  });

  it('says that the server is away until it is back, and of a wrong key while it is alone', () => {
    const played = train();
    const { says, codes, neighbours } = played;
    says.onUnreachable();
    says.onUnreachable();
    says.onKeyTrouble('other-key');
    says.onKeyTrouble('other-key');
    says.onKeyTrouble('no-key');
    expect(codes()).toEqual(['server-unreachable', 'wrong-key', 'peer-without-key']);
    says.onJoined(JOINED);
    expect(codes()).toEqual(['wrong-key', 'peer-without-key']);
    neighbours.push(neighbour('connected'));
    says.onNeighbours([OTHER]);
    says.onKeyTrouble('has-key');
    expect(codes()).toEqual([]);
    expect(played.session.status.value.errors).toEqual([]);
  });

  it('says that the server is of another version until that lets it in, and trains on', () => {
    const { says, codes, session } = train();
    says.onUnreachable();
    says.onUnreachable({ code: 'page-too-old' });
    says.onKeyTrouble('other-key');
    says.onUnreachable({ code: 'page-too-old' });
    expect(codes()).toEqual(['page-too-old', 'wrong-key']);
    says.onUnreachable({ code: 'server-too-old' });
    expect(codes()).toEqual(['wrong-key', 'server-too-old']);
    expect(session.status.value.phase).toBe('training');
    says.onJoined(JOINED);
    expect(codes()).toEqual(['wrong-key']);
  });

  it('says that others have opened its room meanwhile until the server lets it in, and trains on', () => {
    const { says, codes, session } = train();
    says.onUnreachable();
    says.onUnreachable({ code: 'room-has-no-key' });
    expect(codes()).toEqual(['room-has-no-key']);
    expect(session.status.value.phase).toBe('training');
    says.onJoined(JOINED);
    expect(codes()).toEqual([]);
  });

  it('says how many peers are of other versions, as long as there are any', () => {
    const { says, codes, session } = train();
    for (const [older, newer] of [
      [1, 0],
      [1, 2],
    ]) {
      says.onOtherVersions({ older, newer });
      expect(session.status.value.problems).toEqual([{ code: 'peers-of-other-version', older, newer }]);
    }
    says.onOtherVersions({ older: 0, newer: 0 });
    expect(codes()).toEqual([]);
  });

  it('keeps what it has learned where a server of another version does not let it in', async () => {
    const done: string[] = [];
    const keeper = {
      save: async () => void done.push('saved'),
      forget: async () => void done.push('forgotten'),
      onEndNear: () => () => {},
    };
    const played = playSession({}, { keeper });
    const { codes, session } = played;
    session.start();
    played.says.onRefused({ code: 'page-too-old' });
    expect(session.status.value.phase).toBe('failed');
    expect(codes()).toEqual(['page-too-old']);
    expect(session.status.value.errors[0]).toContain('Reload the page.');
    expect(done).not.toContain('forgotten');
  });

  it('tells each link when its own model was dealt with', () => {
    const played = train();
    const taken: string[] = [];
    for (const name of ['first', 'second'])
      played.says.onModel(OTHER, new ArrayBuffer(8), () => taken.push(name));
    const numbers = played.posted.flatMap((one) => (one.type === 'model' ? [one.number] : []));
    for (const number of numbers.toReversed()) played.worker({ type: 'taken', number });
    expect(taken).toEqual(['second', 'first']);
  });

  it('counts what goes over the links and what does not count, here and in the Worker', () => {
    const played = train();
    played.neighbours.push(neighbour('connected'));
    played.says.onDropped('late');
    played.says.onMessage(OTHER, {});
    played.worker({ type: 'progress', progress: PROGRESS });
    expect(played.session.status.value).toMatchObject({
      updates: 7,
      neighbours: [{ id: OTHER, state: 'connected' }],
      sent: { models: 1, bytes: 8 },
      received: { models: 2, bytes: 9 },
      dropped: { late: 3, 'no-host': 1 },
    });
    expect(lastPosted(played, 'trips')?.roundTrips).toEqual([12]);
    played.worker({ type: 'send', to: [OTHER], model: new ArrayBuffer(1), replaceable: true, begins: true });
    played.worker({ type: 'heartbeat', updates: 7 });
    expect(played.done).toEqual([`model to ${OTHER}`, 'heartbeat 7']);
  });

  it('begins with the examples that it was given last, and goes on with others', () => {
    const rows = (count: number) => ({
      ...{ inputs: new Uint8Array(784 * count), divisor: 255, inputLength: 784 },
      targets: new Uint8Array(count),
    });
    const first = { kind: 'given', train: rows(0), test: rows(1) } as const;
    const second = { ...first, train: rows(3) };
    const played = playSession();
    const { session, posted } = played;
    session.setData(first);
    session.start();
    played.says.onJoined(JOINED);
    expect(lastPosted(played, 'start')?.source).toBe(first);
    played.worker(TRAINING);
    session.setData(second);
    expect(posted.at(-1)).toEqual({ type: 'data', source: second });
    played.worker({ type: 'evaluation', ...EVALUATED });
    played.worker({ type: 'examples', examples: 3, tests: 0, labels: [3, 0], samples: null });
    expect(session.status.value).toMatchObject({
      examples: 3,
      labels: [3, 0],
      accuracy: null,
      roomLoss: null,
      tested: null,
    });
    const wrong = [
      { ...second, train: { ...rows(3), inputLength: 783 } },
      { ...second, test: { ...rows(1), targets: new Uint8Array(2) } },
    ];
    for (const source of wrong)
      expect(() => session.setData(source)).toThrow(expect.objectContaining({ code: 'wrong-shape' }));
    expect(posted.at(-1)).toEqual({ type: 'data', source: second });
  });

  it('logs by the clock that it is given', () => {
    const played = train();
    played.time = 4000;
    played.worker({ type: 'backend', backend: { name: 'wasm', why: { code: 'asked' }, problem: null } });
    expect(played.session.log().at(-1)).toMatchObject({ event: 'backend', seconds: 4 });
    expect(played.session.status.value).toMatchObject({
      backend: 'wasm',
      backendReason: 'as asked for',
      backendWhy: { code: 'asked' },
    });
  });

  it('leaves when the page ends, and keeps what was kept', () => {
    const told: string[] = [];
    const keeper = {
      save: async () => {},
      forget: async () => void told.push('forgotten'),
      onEndNear: () => () => told.push('stopped'),
    };
    const played = train({}, { keeper });
    played.end();
    expect([played.session.status.value.phase, told]).toEqual(['left', ['stopped']]);
  });
});

describe('a session that goes back', () => {
  const to = { state: new Float32Array(2), versions: [], memories: [] };
  const keeper = {
    save: async () => {},
    forget: async () => {},
    onEndNear: () => () => {},
    earlier: {
      add: vi.fn(async () => {}),
      list: async () => [{ id: 5, savedAt: 1, updates: 3, accuracy: null }],
      get: async (id: number) => (id === 5 ? to : null),
    },
  };

  it('keeps the model it has, and tells the Worker which one it is to have', async () => {
    const played = train({}, { keeper });
    expect(await played.session.earlierModels()).toMatchObject([{ id: 5 }]);
    const gone = played.session.goBackTo(5);
    await vi.waitFor(() => expect(lastPosted(played, 'ask')?.for).toBe('snapshot'));
    const { request } = lastPosted(played, 'ask') ?? { request: 0 };
    played.worker({ type: 'snapshot', request, snapshot: { updates: 7 } as PeerSnapshot });
    await gone;
    expect(keeper.earlier.add).toHaveBeenCalledOnce();
    expect(lastPosted(played, 'go-back')).toEqual({ type: 'go-back', to });
    expect(played.session.log().at(-1)?.event).toBe('went-back');
  });

  it('cannot to what is not kept', async () => {
    const kept = train({}, { keeper });
    const not = train();
    for (const { session } of [kept, not])
      await expect(session.goBackTo(6)).rejects.toMatchObject({ code: 'no-earlier-model' });
    expect(await not.session.earlierModels()).toEqual([]);
  });
});

describe('a session of a private run', () => {
  const privacy = { epsilon: 3, delta: 1e-5 };
  const spent = [{ sampling: 0.02, noise: 1.2, steps: 40 }];
  const answered = async (played: ReturnType<typeof playSession>) => {
    for (let turn = 0; turn < 100 && lastPosted(played, 'budget') === undefined; turn++)
      await new Promise((resolve) => setTimeout(resolve));
    return lastPosted(played, 'budget');
  };
  const joined = (storage: RecordStorage | null) => {
    const played = playSession({ privacy }, {}, { privacyStorage: storage });
    played.session.start();
    played.says.onJoined(JOINED);
    return played;
  };

  it('keeps what is spent, and tells the next one of it', async () => {
    const kept = new Map<string, string>();
    const storage: RecordStorage = {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      key: () => null,
      length: 0,
    };
    const first = joined(storage);
    first.worker({ type: 'budget', spent });
    expect(await answered(first)).toEqual({ type: 'budget', spent, kept: true });
    const next = joined(storage);
    next.worker({ type: 'budget', spent: null });
    expect(await answered(next)).toEqual({ type: 'budget', spent, kept: true });
  });

  it('says where nothing can be kept', async () => {
    const played = joined(null);
    played.worker({ type: 'budget', spent });
    expect((await answered(played))?.kept).toBe(false);
  });
});

describe('a session in a room with a host', () => {
  const settings = { host: 'A'.repeat(43) };

  it('follows the host, and whoever is at it between two wishes', async () => {
    let options: RoomOptions | null = null;
    const createRoom = (given: RoomOptions) => {
      options = given;
      const nothing = (): void => {};
      return {
        receive: nothing,
        turnedAway: nothing,
        setNeighbours: nothing,
        exchanged: nothing,
        report: nothing,
        publish: nothing,
        command: nothing,
      };
    };
    const played = playSession(settings, {}, { loadRoom: async () => ({ createRoom, makeIdentity }) });
    const { session } = played;
    session.start();
    await Promise.resolve();
    await Promise.resolve();
    const { identity } = played.mesh().known ?? {};
    expect(identity?.id).toMatch(/^[0-9a-f]{16}$/);
    played.says.onJoined(JOINED);
    const given = (): RoomOptions | null => options;
    expect(given()).toMatchObject({ self: JOINED.id, identity: { id: identity?.id } });
    played.worker(TRAINING);
    const count = { peer: 'b'.repeat(16), updates: 5, rate: 2, age: 1 };
    given()?.onSigned?.(count);
    expect(lastPosted(played, 'signed')?.count).toEqual(count);
    const wish = (change: Partial<HostState>): void => {
      const before = session.host.value;
      if (before !== null) options?.onWish({ ...before, ...change });
    };
    wish({ run: 'paused' });
    expect(session.status.value.phase).toBe('paused');
    session.start();
    expect(session.status.value.phase).toBe('training');
    session.pause();
    wish({ run: 'training' });
    // Paused here, whatever the host wishes.
    expect(session.status.value.phase).toBe('paused');
    const held = session.host.value?.settings;
    if (held) wish({ settings: { ...held, method: 'd-psgd' } });
    expect(session.settings.method).toBe('d-psgd');
    expect(session.status.value.method).toBe('d-psgd');
    expect(lastPosted(played, 'change')?.settings.method).toBe('d-psgd');
    expect(played.done.at(-1)).toMatch(/^neighbours/);
  });

  it('fails where that part of the page cannot be loaded', async () => {
    const played = playSession(settings, {}, { loadRoom: () => Promise.reject(new Error('gone')) });
    played.session.start();
    await Promise.resolve();
    await Promise.resolve();
    expect(played.session.status.value).toMatchObject({
      phase: 'failed',
      problems: [{ code: 'page-incomplete' }],
    });
  });
});
