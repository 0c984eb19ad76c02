import { describe, expect, it } from 'vitest';
import type { LinkEvidence } from '../mesh/link-evidence.ts';
import type { Problem } from '../problems.ts';
import { causeOf, watchUnreachable } from './unreachable.ts';

const EVIDENCE: LinkEvidence = {
  answered: true,
  heard: true,
  ways: new Set(['host', 'srflx']),
  relays: [],
  refusal: null,
};
const RELAYS = ['turn:a.example', 'turn:b.example'];

describe('the cause', () => {
  it.each<[string, Partial<LinkEvidence>, Problem | null]>([
    ['no way at all', { ways: new Set(), heard: false, relays: RELAYS }, { code: 'no-candidates' }],
    ['no relay', {}, { code: 'no-relay' }],
    ['a silent relay', { relays: RELAYS }, { code: 'relay-silent', url: RELAYS[0] }],
    [
      'a relay that refuses',
      { relays: RELAYS, refusal: { url: RELAYS[1], status: 401 } },
      { code: 'relay-refused', url: RELAYS[1], status: 401 },
    ],
    ['nothing, where another relay serves', { ways: new Set(['host', 'relay']), relays: RELAYS }, null],
    ['nothing, where the other end says of no way', { heard: false }, null],
    ['nothing, where the other end never answered', { answered: false, ways: new Set() }, null],
  ])('is %s', (_, evidence, problem) => {
    expect(causeOf({ ...EVIDENCE, ...evidence })).toEqual(problem);
  });
});

function watched(size: number) {
  const told: (string | undefined)[] = [];
  const watch = watchUnreachable((problem) => told.push(problem?.code));
  watch.onSize(size);
  return { ...watch, told };
}

describe('that none can be reached', () => {
  it('is said when the only other one was tried in vain, and once', () => {
    const { told, onFailed } = watched(2);
    onFailed('a', EVIDENCE);
    onFailed('a', EVIDENCE);
    expect(told).toEqual(['no-relay']);
  });

  it('is said of a larger room when two were, and not the same twice', () => {
    const { told, onFailed } = watched(9);
    onFailed('a', EVIDENCE);
    onFailed('a', EVIDENCE);
    expect(told).toEqual([]);
    onFailed('b', EVIDENCE);
    expect(told).toEqual(['no-relay']);
  });

  it('changes with what is reported', () => {
    const { told, onFailed } = watched(2);
    onFailed('a', EVIDENCE);
    onFailed('a', { ...EVIDENCE, relays: RELAYS });
    expect(told).toEqual(['no-relay', 'relay-silent']);
  });

  it('is not said while there is a link, and taken back when one opens', () => {
    const { told, onFailed, onNeighbours } = watched(3);
    onNeighbours(['a']);
    onFailed('b', EVIDENCE);
    onFailed('c', EVIDENCE);
    expect(told).toEqual([]);
    onNeighbours([]);
    onFailed('b', EVIDENCE);
    onFailed('c', EVIDENCE);
    onNeighbours(['c']);
    expect(told).toEqual(['no-relay', undefined]);
  });

  it('is taken back when nobody else is there', () => {
    const { told, onFailed, onSize } = watched(2);
    onFailed('a', EVIDENCE);
    onSize(1);
    onFailed('a', EVIDENCE);
    expect(told).toEqual(['no-relay', undefined]);
  });
});
