/** What the server makes of a request's headers: where it is from, and from whose page. */
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { addressOf } from '@hearsay/signaling-server/addresses.ts';
import { isAllowedOrigin, parseOrigin } from '@hearsay/signaling-server/origin.ts';
import { chance, mutateText, pick } from '../mutate.ts';
import { must, type Subject } from '../subject.ts';

const EPISODE = 20;
/** Of `ffff:ffff:ffff:ffff::/64`. */
const LONGEST_NETWORK = 24;
const ADDRESSES = [
  '10.0.0.1',
  '10.0.0.1:80',
  '::1',
  '[2001:db8::1]:443',
  '2001:db8:1:2:3:4:5:6',
  '::ffff:10.0.0.1',
  'fe80::1%eth0',
];
const ORIGINS = ['https://here.example', 'https://here.example:8443', 'http://10.0.0.1:8080', 'null', '*'];
const FRIEND = 'https://friend.example';

export const headers: Subject = {
  name: 'headers',
  episode(random) {
    const request = new IncomingMessage(new Socket());
    for (let input = 0; input < EPISODE; input++) {
      const address = mutateText(pick(ADDRESSES, random), random, ADDRESSES);
      request.headers['x-forwarded-for'] = chance(0.3, random)
        ? `${pick(ADDRESSES, random)}, ${address}`
        : address;
      const name = addressOf(request, true);
      const valid = /^([0-9.]*|[0-9a-f:]+::\/64)$/.test(name) && name.length <= LONGEST_NETWORK;
      must(valid, 'an address is one, or none', name);
      const origin = mutateText(pick(ORIGINS, random), random, ORIGINS);
      request.headers.origin = origin;
      request.headers.host = 'here.example';
      if (isAllowedOrigin(request, [FRIEND], chance(0.5, random))) {
        const allowed = origin === FRIEND || new URL(origin).host === 'here.example';
        must(allowed, 'only pages of this server and of friends may use it', origin);
      }
      const parsed = parseOrigin(origin);
      must(
        parsed === null || parsed === '*' || new URL(parsed).origin === parsed,
        'an origin is one',
        parsed,
      );
    }
    return EPISODE;
  },
};
