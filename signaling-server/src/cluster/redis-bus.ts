/** The bus over Redis, or Valkey: publish and subscribe for messages, a key a room for who serves it and one for its own key, a hash for its slots. */
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from '@redis/client';
import type { Bus, BusListener } from './bus.ts';

const PREFIX = 'hearsay:';
/** Seconds after which what is remembered of a room is forgotten, unless it is renewed. */
const KEPT_SECONDS = 3600;
/** Milliseconds after a connection was made, or made anew, in which nobody is taken for gone: others may not be back yet. */
const SETTLE_MS = 3000;
const RECONNECT_MS = 500;
/** Milliseconds after a connection was made anew in which those that serve rooms say so again, if Redis has forgotten it. */
const KEEP_MS = 3 * RECONNECT_MS;
const CONNECT_TIMEOUT_MS = 5000;

const CLAIM = `
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[2] and owner ~= ARGV[1] then return owner end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[3])
return ARGV[1]`;
const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;
const RENEW = `
local lost = {}
for i = 1, #KEYS, 3 do
  if redis.call('GET', KEYS[i]) == ARGV[1] then
    redis.call('EXPIRE', KEYS[i], ARGV[2])
    redis.call('EXPIRE', KEYS[i + 1], ARGV[2])
    redis.call('EXPIRE', KEYS[i + 2], ARGV[2])
  else
    table.insert(lost, (i + 2) / 3)
  end
end
return lost`;

const channelOf = (id: string): string => `${PREFIX}to:${id}`;
const ownerKey = (room: string): string => `${PREFIX}room:{${room}}:process`;
const slotsKey = (room: string): string => `${PREFIX}room:{${room}}:slots`;
const keyKey = (room: string): string => `${PREFIX}room:{${room}}:key`;

/**
 * @param url as in redis://user:password@host:6379/0 @param self this process' name, of no other
 * @param now milliseconds @param onTrouble a sentence, where Redis cannot be reached; null once it can be again
 * @throws Error where it cannot be reached at first
 */
export async function createRedisBus(
  url: string,
  self: string,
  { onMessage, onBack }: BusListener,
  now: () => number,
  onTrouble: (what: string | null) => void,
): Promise<Bus> {
  const socket = { connectTimeout: CONNECT_TIMEOUT_MS };
  let isUp = false;
  const commands = createClient({
    url,
    socket: { ...socket, reconnectStrategy: () => (isUp ? RECONNECT_MS : false) },
  });
  const listening = commands.duplicate();
  let upSince = 0;
  let keptFrom = 0;
  for (const client of [commands, listening]) {
    client.on('error', (error: Error) => {
      upSince = Number.POSITIVE_INFINITY;
      keptFrom = Number.POSITIVE_INFINITY;
      if (isUp) onTrouble(error.message);
    });
    client.on('ready', () => {
      if (!isUp || !commands.isReady || !listening.isReady) return;
      upSince = now();
      keptFrom = upSince + KEEP_MS;
      onTrouble(null);
      onBack();
    });
  }
  await Promise.all([commands.connect(), listening.connect()]);
  const take = (text: string): void => {
    const end = text.indexOf(' ');
    onMessage(text.slice(0, end), text.slice(end + 1));
  };
  await listening.subscribe(channelOf(self), take);
  isUp = true;
  upSince = now();
  /** Where Redis is gone in the middle of it, what was said is lost: whoever asked asks again. */
  const quietly = (promise: Promise<unknown>): void => void promise.catch(() => {});
  const isSettled = (): boolean => now() - upSince > SETTLE_MS;

  async function claim(room: string, dead: string | null): Promise<string> {
    const owner = await commands.eval(CLAIM, {
      keys: [ownerKey(room)],
      arguments: [self, dead ?? '', String(KEPT_SECONDS)],
    });
    return String(owner);
  }

  async function release(room: string): Promise<void> {
    await commands.eval(RELEASE, { keys: [ownerKey(room)], arguments: [self] });
  }

  return {
    self,
    async send(to, message) {
      const heard = await commands.publish(channelOf(to), `${self} ${message}`).catch(() => 1);
      return heard > 0 || !isSettled();
    },
    async claim(room, dead) {
      const owner = await claim(room, dead);
      const early = Math.min(KEEP_MS, keptFrom - now());
      if (owner !== self || early <= 0) return owner;
      // Who served it may be about to say so.
      await release(room);
      await wait(early);
      return claim(room, dead);
    },
    keep: (room) => claim(room, null),
    release,
    async lost(rooms) {
      if (rooms.length === 0) return [];
      const places = await commands.eval(RENEW, {
        keys: rooms.flatMap((room) => [ownerKey(room), slotsKey(room), keyKey(room)]),
        arguments: [self, String(KEPT_SECONDS)],
      });
      return Array.isArray(places) ? places.map((place) => rooms[Number(place) - 1]) : [];
    },
    async slots(room) {
      const slots = await commands.hGetAll(slotsKey(room));
      return new Map(Object.entries(slots).map(([id, slot]) => [id, Number(slot)]));
    },
    setSlot(room, id, slot) {
      if (slot === null) quietly(commands.hDel(slotsKey(room), id));
      else quietly(commands.hSet(slotsKey(room), id, slot));
    },
    key: (room) => commands.get(keyKey(room)),
    setKey(room, key) {
      if (key === null) quietly(commands.del(keyKey(room)));
      else quietly(commands.set(keyKey(room), key, { EX: KEPT_SECONDS }));
    },
    async gone(processes) {
      if (processes.length === 0 || !isSettled()) return [];
      const heard = await commands.pubSubNumSub(processes.map(channelOf));
      return processes.filter((id) => Number(heard[channelOf(id)] ?? 0) === 0);
    },
    async close() {
      await Promise.allSettled([commands.close(), listening.close()]);
    },
  };
}
