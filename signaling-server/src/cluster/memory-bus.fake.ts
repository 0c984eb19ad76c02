/** A Redis that tests can see through, break and empty; its processes are killed or hang as the test says. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Bus, BusListener } from './bus.ts';

export interface FakeRedis {
  connect(self: string): (listener: BusListener) => Promise<Bus>;
  /** As with -9. */
  kill(process: string): void;
  /** It hears nothing and says nothing, and nobody is told. */
  hang(process: string): void;
  /** Begun again, with nothing kept. */
  restart(): void;
  readonly owners: ReadonlyMap<string, string>;
}

export function createFakeRedis(): FakeRedis {
  const owners = new Map<string, string>();
  const slots = new Map<string, Map<PeerId, number>>();
  const keys = new Map<string, string>();
  const listeners = new Map<string, BusListener>();
  const hanging = new Set<string>();
  return {
    owners,
    kill: (process) => void listeners.delete(process),
    hang: (process) => void hanging.add(process),
    restart() {
      owners.clear();
      slots.clear();
      keys.clear();
      for (const { onBack } of listeners.values()) onBack();
    },
    connect: (self) => async (listener) => {
      listeners.set(self, listener);
      const isGone = (): boolean => listeners.get(self) !== listener || hanging.has(self);
      const claim = (room: string, dead: string | null): string => {
        const owner = owners.get(room);
        if (owner !== undefined && owner !== dead) return owner;
        owners.set(room, self);
        return self;
      };
      return {
        self,
        async send(to, message) {
          const other = listeners.get(to);
          if (isGone()) return true;
          if (other && !hanging.has(to)) queueMicrotask(() => listeners.get(to)?.onMessage(self, message));
          return other !== undefined;
        },
        claim: async (room, dead) => claim(room, dead),
        keep: async (room) => claim(room, null),
        async release(room) {
          if (owners.get(room) === self) owners.delete(room);
        },
        lost: async (rooms) => rooms.filter((room) => owners.get(room) !== self),
        slots: async (room) => new Map(slots.get(room)),
        setSlot(room, id, slot) {
          if (isGone()) return;
          const kept = slots.get(room) ?? new Map<PeerId, number>();
          slots.set(room, kept);
          if (slot === null) kept.delete(id);
          else kept.set(id, slot);
        },
        key: async (room) => keys.get(room) ?? null,
        setKey(room, key) {
          if (isGone()) return;
          if (key === null) keys.delete(room);
          else keys.set(room, key);
        },
        gone: async (processes) => processes.filter((process) => !listeners.has(process)),
        close: async () => void listeners.delete(self),
      };
    },
  };
}
