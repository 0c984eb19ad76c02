/** A room for as long as a component is there. */
import { joinRoom, type Phase, type Room, type RoomPlace, type Training } from 'hearsay';
import { useEffect, useState } from 'preact/hooks';
import { wordsFor } from '../look/page.ts';

export interface Point {
  readonly seconds: number;
  /** Of the room's model, 0 to 1. */
  readonly accuracy: number;
}

export interface RoomView {
  readonly phase: Phase;
  readonly neighbours: number;
  readonly points: readonly Point[];
  /** What went wrong last, for people; empty for nothing. */
  readonly problem: string;
}

const BEGINNING: RoomView = { phase: 'joining', neighbours: 0, points: [], problem: '' };

/**
 * Joins when the component is shown, and leaves when it goes, also while it is still joining.
 * @param place, training the same objects each time: others are another room
 */
export function useRoom(place: RoomPlace, training: Training): RoomView {
  const [view, setView] = useState(BEGINNING);
  useEffect(() => {
    const change = (changed: Partial<RoomView>): void => setView((now) => ({ ...now, ...changed }));
    const unmounted = new AbortController();
    let undo: (() => void)[] = [];
    const listen = (room: Room): void => {
      undo = [
        room.on('progress', ({ phase, neighbours }) => change({ phase, neighbours })),
        room.on('evaluation', ({ seconds, roomAccuracy: accuracy }) =>
          setView((now) => ({ ...now, points: [...now.points, { seconds, accuracy }] })),
        ),
        room.on('problem', (problem) => change({ problem: wordsFor(problem) })),
        room.on('left', ({ failed }) => change({ phase: failed ? 'failed' : 'left' })),
      ];
      change({ phase: room.status.value.phase });
    };
    joinRoom({ ...place, signal: unmounted.signal }, training).then(listen, (error) => {
      // Aborted was what we wished for.
      if (!unmounted.signal.aborted) change({ phase: 'failed', problem: wordsFor(error) });
    });
    return () => {
      for (const stop of undo) stop();
      // Takes the joining back, or leaves the room.
      unmounted.abort();
      setView(BEGINNING);
    };
  }, [place, training]);
  return view;
}
