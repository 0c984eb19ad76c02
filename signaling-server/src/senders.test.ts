/** Who may say what to whom. */
import { afterEach, describe, expect, it } from 'vitest';
import { createLimitedServer, SIGNAL } from './limited-server.fake.ts';
import { idOf } from './tab.fake.ts';

const tested = createLimitedServer();
const { start, join } = tested;
afterEach(tested.end);

describe('a sender', () => {
  it('is who the server knows it to be, whatever it says', async () => {
    await start();
    const [first, second] = [await join(1), await join(2)];
    await join(3);
    await second.ask('signal', { to: idOf(1), from: idOf(3), id: idOf(3), ...SIGNAL });
    expect(await first.next('signal')).toMatchObject({ from: idOf(2) });
  });

  it('cannot take the id of another by a token that only begins alike when hashed', async () => {
    // Two tokens of which the first 16 digits of the digest agree take years to find, so the digest is another one here.
    await start({ digest: (token) => `${'0'.repeat(16)}${token}` });
    const first = await join(1);
    await expect(join(2)).rejects.toThrow('Another peer of this room');
    expect(first.socket.connected).toBe(true);
    expect(tested.server.health()).toMatchObject({ peers: 1, refused: { 'taken-id': 1 } });
    // Whoever has the token itself can.
    expect((await join(1)).joined.slot).toBe(0);
  });

  it('from another room reaches nobody', async () => {
    await start();
    const inside = await join(1);
    const outside = await join(2, { room: 'b', known: [idOf(1)] });
    expect(await outside.ask('signal', { to: idOf(1), ...SIGNAL })).toMatchObject({ reason: 'unknown-peer' });
    await inside.ask('no such event');
    expect(inside.received.map(([event]) => event)).not.toContain('signal');
    expect(tested.server.health()).toMatchObject({ relayed: 0, refused: { 'unknown-peer': 1 } });
  });

  it('reaches only those that it was introduced to, or that say that they know it', async () => {
    // Always the same of a large room are drawn.
    await start({ random: () => 0 });
    const peers = [];
    for (let number = 0; number < 12; number++) peers.push(await join(number));
    const last = peers[11];
    const stranger = peers.find(
      ({ joined: { id } }) => id !== last.joined.id && !last.joined.peers.includes(id),
    );
    if (!stranger) throw new Error('It knows them all.');
    expect(await last.ask('signal', { to: last.joined.peers[0], ...SIGNAL })).toEqual({ ok: true });
    const refused = { ok: false, reason: 'not-introduced' };
    expect(await last.ask('signal', { to: stranger.joined.id, ...SIGNAL })).toMatchObject(refused);
    // That the sender knows the other does not count.
    await last.ask('introduce', { count: 1, known: [stranger.joined.id] });
    expect(await last.ask('signal', { to: stranger.joined.id, ...SIGNAL })).toMatchObject(refused);
    await stranger.ask('introduce', { count: 1, known: [last.joined.id] });
    expect(await last.ask('signal', { to: stranger.joined.id, ...SIGNAL })).toEqual({ ok: true });
    expect(tested.server.health().refused).toEqual({ 'not-introduced': 2 });
  });

  it('reaches its neighbours also through a server that has begun anew', async () => {
    await start({ random: () => 0 });
    const peers = [];
    for (let number = 0; number < 10; number++) peers.push(await join(number));
    await start({ random: () => 0 });
    for (let number = 1; number < 10; number++) await join(number, { known: number === 9 ? [idOf(0)] : [] });
    const back = await join(0, { known: [idOf(9)] });
    expect(await back.ask('signal', { to: idOf(9), ...SIGNAL })).toEqual({ ok: true });
  });
});
