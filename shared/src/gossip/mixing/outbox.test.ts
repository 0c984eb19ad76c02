import { expect, it } from 'vitest';
import { lonePeer } from '../peer-context.fake.ts';
import { createOutbox, MAX_WAITING } from './outbox.ts';

it('sends what a message causes after it, not inside it: the stack holds', () => {
  const outbox = createOutbox();
  let left = 100_000;
  const peer = lonePeer({
    send(to, _kind, message) {
      if (left === 0) return;
      left -= 1;
      outbox.add(peer, to, message);
      outbox.flush();
    },
  });
  outbox.add(peer, 1, Float32Array.of(1));
  outbox.flush();
  expect(left).toBe(0);
});

it('keeps no more than its bound, and goes on after a throw', () => {
  const outbox = createOutbox();
  let sent = 0;
  const peer = lonePeer({
    send() {
      sent += 1;
      if (sent === 1) throw new Error('link');
    },
  });
  for (let i = 0; i <= MAX_WAITING; i++) outbox.add(peer, 1, new Float32Array());
  expect(() => outbox.flush()).toThrow('link');
  outbox.flush();
  expect(sent).toBe(MAX_WAITING);
});
