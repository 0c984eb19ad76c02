import { expect, it } from 'vitest';
import { recordEvidence } from './link-evidence.ts';

const candidate = (text: string) => ({ type: 'candidate', candidate: { candidate: text } }) as const;
const HOST = candidate('candidate:1 1 udp 2122260223 10.0.0.2 46154 typ host generation 0');
const TCP = candidate('candidate:2 1 tcp 1518280447 10.0.0.2 9 typ host tcptype active');
const RELAY = candidate('candidate:3 1 UDP 41885439 10.0.0.9 61000 typ relay raddr 10.0.0.2 rport 46154');
const END = candidate('');

it('has nothing to go by at first but what was to be asked', () => {
  const iceServers = [
    { urls: ['stun:a.example', 'turn:a.example'] },
    { urls: 'turns:b.example', username: 'x', credential: 'y' },
  ];
  const { answered, heard, ways, relays, refusal } = recordEvidence({ iceServers });
  expect({ answered, heard, refusal, ways: ways.size }).toEqual({
    ...{ answered: false, heard: false, refusal: null, ways: 0 },
  });
  expect(relays).toEqual(['turn:a.example', 'turns:b.example']);
});

it('counts as ways of this end what others can come by', () => {
  const evidence = recordEvidence({});
  evidence.onOwn(TCP);
  evidence.onOwn(END);
  evidence.onOwn({ type: 'offer', sdp: 'v=0' });
  expect([...evidence.ways]).toEqual([]);
  evidence.onOwn(HOST);
  evidence.onOwn(RELAY);
  expect([...evidence.ways]).toEqual(['host', 'relay']);
});

it('tells an answer from a way to the other end', () => {
  const evidence = recordEvidence({});
  evidence.onTheirs({ type: 'answer', sdp: 'v=0' });
  expect([evidence.answered, evidence.heard]).toEqual([true, false]);
  evidence.onTheirs(END);
  expect(evidence.heard).toBe(false);
  evidence.onTheirs(HOST);
  expect(evidence.heard).toBe(true);
  const whole = recordEvidence({});
  whole.onTheirs({ type: 'offer', sdp: 'v=0\r\na=candidate:1 1 udp 1 10.0.0.2 4 typ host\r\n' });
  expect([whole.answered, whole.heard]).toEqual([true, true]);
});

it('keeps the first refusal of a relay, and takes silence for none', () => {
  const evidence = recordEvidence({});
  evidence.onError({ errorCode: 701, url: 'turn:a.example' });
  evidence.onError({ errorCode: 400, url: 'stun:a.example' });
  expect(evidence.refusal).toBeNull();
  evidence.onError({ errorCode: 401, url: 'turn:a.example' });
  evidence.onError({ errorCode: 486, url: 'turn:b.example' });
  expect(evidence.refusal).toEqual({ url: 'turn:a.example', status: 401 });
});
