/** Curves of the other tabs of this browser, which tell each other of theirs. The room itself needs none of this. */
import { useEffect, useState } from 'preact/hooks';
import type { Point } from './use-room.ts';

interface Told {
  readonly name: string;
  readonly points: readonly Point[];
}

/** @param name of this tab @returns what the others told last, by name */
export function useOthers(channelName: string, { name, points }: Told): readonly Told[] {
  const [others, setOthers] = useState<readonly Told[]>([]);
  useEffect(() => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = ({ data }: MessageEvent<Told>) =>
      setOthers((known) =>
        [...known.filter((other) => other.name !== data.name), data].sort((a, b) =>
          a.name < b.name ? -1 : 1,
        ),
      );
    return () => channel.close();
  }, [channelName]);
  useEffect(() => {
    if (points.length === 0) return;
    const channel = new BroadcastChannel(channelName);
    channel.postMessage({ name, points });
    channel.close();
  }, [channelName, name, points]);
  return others.filter((other) => other.name !== name);
}
