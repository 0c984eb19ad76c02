import { expect, it } from 'vitest';
import { summarise } from './heap.ts';
import { over, quantile } from './sides.ts';

it('takes a ratio above 1 for better, of what is to be more and of what is to be less', () => {
  expect(over('', '', 'more', [9, 10, 20], [5], 1)).toMatchObject({ value: 10, ratio: 2, meets: true });
  expect(over('', '', 'less', [9, 10, 20], [5], 1)).toMatchObject({ value: 10, ratio: 0.5, meets: false });
  expect(over('', '', 'less', [10], [5])).not.toHaveProperty('meets');
});

it('takes the value below which a share of them lies', () => {
  const values = Array.from({ length: 100 }, (_, i) => 99 - i);
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile([7], 0.99)]).toEqual([50, 99, 7]);
});

it('sums a heap by constructor, the largest first', () => {
  const snapshot = {
    snapshot: {
      meta: { node_fields: ['type', 'name', 'id', 'self_size'], node_types: [['object', 'string']] },
    },
    nodes: [0, 0, 1, 10, 1, 1, 3, 15, 0, 0, 5, 10],
    strings: ['Socket', 'some text'],
  };
  expect(summarise(snapshot)).toEqual([
    { name: 'object Socket', count: 2, bytes: 20 },
    { name: '(string)', count: 1, bytes: 15 },
  ]);
});
