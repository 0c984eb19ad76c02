import { describe, expect, it } from 'vitest';
import { lonePeer } from '../peer-context.fake.ts';
import { onReply } from './on-reply.ts';

const context = lonePeer({ updates: 3 });

describe('onReply', () => {
  it('begins at once when it is answered, and waits for nothing else', () => {
    const schedule = onReply({ update: 'device', patience: 5 });
    expect(schedule.untilUpdate(lonePeer())).toBe(0);
    expect(schedule.afterUpdate?.(context)).toBe(0);
    expect(schedule.untilUpdate(context)).toBe(5);
    expect(schedule.afterMessage?.(context, 'reply')).toBe(0);
    for (const kind of ['offer', 'notice', null] as const) {
      expect(schedule.afterMessage?.(context, kind)).toBeNull();
    }
  });

  it('keeps to its clock where it has one', () => {
    const schedule = onReply({ update: { rateOf: () => 2, constantShare: 1 }, patience: 5 });
    expect(schedule.untilUpdate(lonePeer())).toBe(0.5);
    expect(schedule.untilUpdate(context)).toBe(5.5);
    expect(schedule.afterMessage?.(context, 'reply')).toBe(0.5);
  });
});
