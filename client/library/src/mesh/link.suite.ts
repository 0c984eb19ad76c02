/** What a `Link` has to do, whatever it is built on: for `createLink`, and for what may take its place. */
import type { Handshake } from '@hearsay/shared/protocol/signalling.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { createLink, Link, LinkClosing, WebRtc } from './link.ts';

const MAX_MODEL_BYTES = 1_000_000;
const PATIENCE = { timeout: 20_000, interval: 20 };

interface End {
  readonly link: Link;
  readonly models: Uint8Array[];
  readonly heartbeats: number[];
  readonly messages: unknown[];
  readonly handshakes: Handshake[];
  readonly closings: LinkClosing[];
  /** How often it opened. */
  opened: number;
}

export function testLink(create: typeof createLink, webRtc?: WebRtc): void {
  let ends: End[] = [];
  /** What gets through of what both ends say of themselves. */
  let passes = (_handshake: Handshake): boolean => true;

  function open(place: number, configuration: RTCConfiguration): End {
    const end: Omit<End, 'link'> & { link?: Link } = {
      models: [],
      heartbeats: [],
      messages: [],
      handshakes: [],
      closings: [],
      opened: 0,
    };
    const link = create({
      initiator: place === 0,
      configuration: () => configuration,
      webRtc,
      maxModelBytes: MAX_MODEL_BYTES,
      listener: {
        onHandshake(handshake) {
          end.handshakes.push(handshake);
          if (passes(handshake)) setTimeout(() => ends[1 - place].link.receiveHandshake(handshake));
        },
        onConnected() {
          end.opened += 1;
        },
        onModel(model, taken) {
          end.models.push(new Uint8Array(model));
          taken();
        },
        onHeartbeat: (updates) => end.heartbeats.push(updates),
        onMessage: (message) => end.messages.push(message),
        onDropped: () => {},
        onClosed: (how) => end.closings.push(how),
      },
    });
    return Object.assign(end, { link });
  }

  async function connected(configuration: RTCConfiguration = {}): Promise<[End, End]> {
    ends = [open(0, configuration), open(1, configuration)];
    await vi.waitFor(() => expect(ends.map(({ opened }) => opened)).toEqual([1, 1]), PATIENCE);
    return [ends[0], ends[1]];
  }
  const offersOf = ({ handshakes }: End): number => handshakes.filter(({ type }) => type === 'offer').length;
  const ufrag = ({ handshakes }: End): string | undefined => {
    const said = handshakes.findLast((one) => one.type === 'offer' || one.type === 'answer');
    return said && 'sdp' in said ? /a=ice-ufrag:(\S+)/.exec(said.sdp)?.[1] : undefined;
  };

  /** That one came, and no other: quicker than it could be told apart. */
  const has = ({ models }: End, model: Uint8Array): boolean =>
    models.length === 1 &&
    models[0].length === model.length &&
    models[0].every((byte, place) => byte === model[place]);

  afterEach(() => {
    passes = () => true;
    for (const { link } of ends) link.close();
  });

  describe('a link', () => {
    it('carries models, heartbeats and messages, both ways, and counts them', async () => {
      const [a, b] = await connected();
      const model = Uint8Array.from({ length: 300_000 }, (_, place) => place % 251);
      a.link.sendModel(model.buffer, false);
      b.link.sendModel(model.buffer, true);
      a.link.sendHeartbeat(7);
      expect(b.link.sendMessage({ type: 'task', digest: 'a'.repeat(64) })).toBe(true);
      await vi.waitFor(() => {
        expect([has(a, model), has(b, model)]).toEqual([true, true]);
        expect(b.heartbeats).toEqual([7]);
        expect(a.messages).toEqual([{ type: 'task', digest: 'a'.repeat(64) }]);
      }, PATIENCE);
      expect(a.link.traffic).toMatchObject({ modelsSent: 1, modelsReceived: 1 });
      expect(a.link.traffic.bytesSent).toBeGreaterThan(model.length);
      expect(a.link.silentMs()).toBeGreaterThanOrEqual(0);
    });

    it('says which way it takes, and by what it could have been reached', async () => {
      const [a, b] = await connected();
      await vi.waitFor(() => expect([a.link.path, b.link.path]).toEqual(['direct', 'direct']), PATIENCE);
      for (const { link } of [a, b]) {
        expect(link.evidence).toMatchObject({ answered: true, heard: true, relays: [], refusal: null });
        expect(link.evidence.ways.has('host')).toBe(true);
      }
    });

    it('knows the certificates of both its ends, which are of no other link', async () => {
      const [a, b] = await connected();
      const { own, theirs } = a.link.fingerprints();
      expect([own, theirs].join()).toMatch(/^sha-\d+ ([0-9a-f:]+),sha-\d+ (?!\1)[0-9a-f:]+$/);
      expect(b.link.fingerprints()).toEqual({ own: theirs, theirs: own });
      for (const { link } of [a, b]) link.close();
      const [other] = await connected();
      expect([own, theirs]).not.toContain(other.link.fingerprints().own);
    });

    it('ends at both ends, once, and the other knows that it was meant', async () => {
      const [a, b] = await connected();
      a.link.close();
      await vi.waitFor(() => expect(b.closings).toEqual(['goodbye']), PATIENCE);
      expect(a.closings).toHaveLength(1);
      a.link.close();
      expect(a.closings).toHaveLength(1);
    });

    it('has no way to offer where only a relay may be used, and there is none', async () => {
      ends = [open(0, { iceTransportPolicy: 'relay' }), open(1, { iceTransportPolicy: 'relay' })];
      await vi.waitFor(() => expect(ends[0].link.evidence.answered).toBe(true), PATIENCE);
      expect(ends[0].link.evidence.ways.size).toBe(0);
      expect(ends[0].link.path).toBeNull();
    });

    it('looks for another way with all that it has: what waits and what is under way comes', async () => {
      const [a, b] = await connected();
      const before = [ufrag(a), ufrag(b)];
      const model = Uint8Array.from({ length: 900_000 }, (_, place) => place % 249);
      a.link.sendModel(model.buffer, false);
      b.link.sendModel(model.buffer, false);
      a.link.restart();
      await vi.waitFor(() => {
        expect(ufrag(a)).not.toBe(before[0]);
        expect(ufrag(b)).not.toBe(before[1]);
        expect([has(a, model), has(b, model)]).toEqual([true, true]);
      }, PATIENCE);
      a.link.sendHeartbeat(3);
      await vi.waitFor(() => expect(b.heartbeats).toEqual([3]), PATIENCE);
      expect([a.opened, b.opened, ...a.closings, ...b.closings]).toEqual([1, 1]);
    });

    it('offers again where nothing came of the first, and takes one answer of two', async () => {
      const [a, b] = await connected();
      let lost = 0;
      passes = ({ type }) => {
        if (type !== 'answer' || lost > 0) return true;
        lost += 1;
        return false;
      };
      const before = ufrag(a);
      a.link.restart();
      await vi.waitFor(() => expect(offersOf(a)).toBeGreaterThanOrEqual(3), PATIENCE);
      expect(ufrag(a)).not.toBe(before);
      const [answer] = b.handshakes.filter(({ type }) => type === 'answer').slice(-1);
      await new Promise((resolve) => setTimeout(resolve, 500));
      a.link.receiveHandshake(answer);
      a.link.sendHeartbeat(4);
      await vi.waitFor(() => expect(b.heartbeats).toEqual([4]), PATIENCE);
      expect([...a.closings, ...b.closings]).toEqual([]);
    });

    it('leaves it to the initiator to look for another way', async () => {
      const [a, b] = await connected();
      b.link.restart();
      b.link.sendHeartbeat(1);
      await vi.waitFor(() => expect(a.heartbeats).toEqual([1]), PATIENCE);
      expect([offersOf(a), offersOf(b)]).toEqual([1, 0]);
    });
  });
}
