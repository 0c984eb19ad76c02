import { describe, expect, it } from 'vitest';
import { pathOf } from './link-path.ts';

const local = (candidateType: string) => ({ id: 'L', type: 'local-candidate', candidateType });
const remote = (candidateType: string) => ({ id: 'R', type: 'remote-candidate', candidateType });
const pair = {
  id: 'P',
  type: 'candidate-pair',
  localCandidateId: 'L',
  remoteCandidateId: 'R',
  state: 'succeeded',
};
const other = { ...pair, id: 'Q', localCandidateId: 'M', nominated: true };

/** As the browsers mark the pair in use, among others. */
const browsers = {
  Chromium: [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
    other,
    { ...pair, nominated: true },
  ],
  Firefox: [
    { ...other, selected: false },
    { ...pair, nominated: true, selected: true },
  ],
  'one that marks nothing': [
    { ...pair, state: 'failed', id: 'X' },
    { ...pair, nominated: true },
  ],
};

describe.each(Object.entries(browsers))('the path of a connection in %s', (_, reports) => {
  it.each([
    ['host', 'host', 'direct'],
    ['srflx', 'prflx', 'direct'],
    ['relay', 'host', 'relayed'],
    ['srflx', 'relay', 'relayed'],
  ])('from %s to %s is %s', (from, to, path) => {
    expect(pathOf([...reports, local(from), remote(to)])).toBe(path);
  });
});

it('is not known where no pair is in use', () => {
  expect(pathOf([])).toBeNull();
  expect(pathOf([pair, local('host'), remote('host'), { id: 'T', type: 'transport' }, null])).toBeNull();
});
