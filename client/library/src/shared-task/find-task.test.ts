import type { TaskMessage } from '@hearsay/shared/protocol/task-message.ts';
import { digestOf, taskDigest } from '@hearsay/shared/tasks/digest.ts';
import { mnistMlp } from '@hearsay/shared/tasks/mnist.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MeshListener, MeshOptions } from '../mesh/mesh-options.ts';
import type { Problem } from '../problems.ts';
import { type Finding, findTask } from './find-task.ts';
import { createTaskText } from './task-text.ts';

const SELF = '0123456789abcdef';
const OTHER = 'fedcba9876543210';
const THIRD = 'aaaabbbbccccdddd';
const TEXT = '{"title":"cats"}';
const HASH = digestOf(TEXT);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Looks for a task in a mesh that the test plays. */
function look(signal?: AbortSignal) {
  const done: string[] = [];
  const findings: Finding[] = [];
  const problems: (Problem | null)[] = [];
  let made: MeshOptions | null = null;
  const found = findTask({
    url: 'https://example.org',
    settings: { room: 'cats', key: '', task: HASH },
    signal,
    onFinding: (finding) => findings.push(finding),
    onProblem: (problem) => problems.push(problem),
    platform: {
      createMesh(options) {
        made = options;
        return {
          sendModel() {},
          sendHeartbeat: () => done.push('heartbeat'),
          sendMessage: (to, message) => done.push(`${message.type} to ${to}`),
          setNeighbours() {},
          setRemoved() {},
          neighbours: () => [],
          totals: () => ({
            bytesSent: 0,
            bytesReceived: 0,
            modelsSent: 0,
            modelsReceived: 0,
            roundTripMs: 0,
          }),
          close: () => done.push('close'),
        };
      },
    },
  });
  // A rejection is looked at by whoever awaits it.
  found.catch(() => {});
  return {
    found,
    done,
    findings,
    problems,
    get mesh(): MeshOptions {
      if (made === null) throw new Error('No mesh was made.');
      return made;
    },
    get says(): MeshListener {
      return this.mesh.listener;
    },
  };
}

describe('a newcomer that has the hash of a task alone', () => {
  it('joins the mesh of those who have it, and asks each neighbour', async () => {
    const { mesh, says, done, findings, found } = look();
    expect(mesh.task).toBe(HASH);
    says.onJoined({ id: SELF, slot: 0, size: 1, peers: [] });
    says.onSize(3);
    says.onNeighbours([OTHER]);
    says.onNeighbours([OTHER, THIRD]);
    expect(findings).toEqual(['joining', 'alone', 'joining', 'asking', 'asking']);
    expect(done).toEqual([`task-request to ${OTHER}`, `task-request to ${THIRD}`]);
    says.onMessage(THIRD, { type: 'task-text', text: TEXT });
    await expect(found).resolves.toBe(TEXT);
    expect(done.at(-1)).toBe('close');
  });

  it('takes no text that the hash is not of, and asks again', async () => {
    const { says, done, found } = look();
    says.onJoined({ id: SELF, slot: 0, size: 2, peers: [] });
    says.onNeighbours([OTHER]);
    says.onMessage(OTHER, { type: 'task-text', text: '{"title":"dogs"}' });
    says.onMessage(OTHER, { type: 'task-text', text: 7 });
    says.onMessage(OTHER, { type: 'reports', reports: [] });
    await vi.advanceTimersByTimeAsync(3000);
    expect(done.filter((what) => what.startsWith('task-request'))).toHaveLength(2);
    expect(done.filter((what) => what === 'heartbeat')).toHaveLength(3);
    says.onMessage(OTHER, { type: 'task-text', text: TEXT });
    await expect(found).resolves.toBe(TEXT);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(done.at(-1)).toBe('close');
  });

  it('lets a neighbour go on sending models, and looks at none', () => {
    const { says } = look();
    const taken = vi.fn();
    says.onModel(OTHER, new ArrayBuffer(8), taken);
    expect(taken).toHaveBeenCalledOnce();
  });

  it('tells what keeps it from the others, and when that is over', () => {
    const { says, problems } = look();
    says.onUnreachable();
    says.onKeyTrouble('other-key');
    says.onOtherTask(OTHER, taskDigest(mnistMlp));
    says.onJoined({ id: SELF, slot: 0, size: 2, peers: [] });
    expect(problems.map((problem) => problem?.code ?? null)).toEqual([
      'server-unreachable',
      'wrong-key',
      'other-task',
      null,
    ]);
  });

  it('is refused by a server, or gives up when asked to', async () => {
    const refused = look();
    refused.says.onRefused({ code: 'refused-by-server', reason: 'room-full', message: 'full' });
    await expect(refused.found).rejects.toMatchObject({ code: 'refused-by-server' });
    const controller = new AbortController();
    const given = look(controller.signal);
    controller.abort();
    await expect(given.found).rejects.toMatchObject({ code: 'aborted' });
    expect(given.done).toEqual(['close']);
    await expect(look(controller.signal).found).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('whoever has the text', () => {
  it('gives it to who asks, and not without end', () => {
    let now = 0;
    const told: [string, TaskMessage][] = [];
    const text = createTaskText(
      TEXT,
      (to, message) => told.push([to, message]),
      () => now,
    );
    for (let i = 0; i < 10; i++) text.receive(OTHER, { type: 'task-request' });
    expect(told).toEqual(Array.from({ length: 3 }, () => [OTHER, { type: 'task-text', text: TEXT }]));
    text.receive(THIRD, { type: 'task-request' });
    expect(told).toHaveLength(4);
    now = 60_000;
    text.receive(OTHER, { type: 'task-request' });
    expect(told).toHaveLength(5);
    text.receive(OTHER, { type: 'task-text', text: 'other' });
    expect(told, 'who has the text needs no other').toHaveLength(5);
  });
});
