import { expect, it } from 'vitest';
import { enter } from './enter.ts';
import type { Platform } from './session/platform.ts';
import type { SessionOptions } from './session/session-options.ts';

/** Joins a room for digits. @returns the phase, and how many threads were started */
function entered(options: SessionOptions): [string, number] {
  let threads = 0;
  const platform: Platform = {
    startThread() {
      threads += 1;
      return { listen() {}, post() {}, terminate() {} };
    },
    onEnding: () => () => {},
    createMesh: () => ({
      sendModel() {},
      sendHeartbeat() {},
      sendMessage() {},
      setNeighbours() {},
      setRemoved() {},
      neighbours: () => [],
      totals: () => ({
        bytesSent: 0,
        bytesReceived: 0,
        modelsSent: 0,
        modelsReceived: 0,
        roundTripMs: null,
      }),
      close() {},
    }),
  };
  const url = 'https://example.org';
  const session = enter({ room: 'x' }, { url, ...options }, { platform, goodbyeMs: 0 });
  if (session instanceof Promise) throw new Error('A room for digits is a session.');
  return [session.status.value.phase, threads];
}

it('who joins a room for digits begins at once', () => {
  expect(entered({})).toEqual(['joining', 1]);
});

it('unless it is to be idle', () => {
  expect(entered({ idle: true })).toEqual(['idle', 0]);
});
