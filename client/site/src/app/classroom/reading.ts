/** What is going on in a room, for somebody who sees it for the first time: found here, said in `en.ts` and the like. */

import type { Report } from '@hearsay/shared/room/report.ts';
import type { ChosenGossipRate, RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { figuresOf } from './figures.ts';
import { heldOf } from './peers.ts';

/** The worst peer knows so much more than its own labels can teach anybody, at least, to speak of learning from others. */
const TAUGHT = 0.1;

export type Reading =
  | { readonly kind: 'alone' }
  | { readonly kind: 'waiting'; readonly devices: number }
  | {
      readonly kind: 'learning';
      readonly devices: number;
      readonly allPaused: boolean;
      readonly gossip: ChosenGossipRate;
      /** Labels of whoever holds most of them; 0 where nobody has any yet. */
      readonly mostHeld: number;
      /** Whether those are all that there are. */
      readonly holdsAll: boolean;
      /** Accuracy of the worst; null before the first test. */
      readonly worst: number | null;
      /** Whether even the worst knows what its own labels cannot have taught it. */
      readonly taught: boolean;
    };

/** @param size peers in the room, those included that have not reported @param classes how many the task tells apart */
export function readingOf(
  reports: readonly Report[],
  settings: Pick<RunSettings, 'method' | 'exchange' | 'gossip'>,
  size: number,
  classes: number,
): Reading {
  if (size <= 1) return { kind: 'alone' };
  if (reports.length === 0) return { kind: 'waiting', devices: size };
  const mostHeld = Math.max(...reports.map(({ labels }) => heldOf(labels).length));
  const { worst } = figuresOf(reports, settings, size);
  return {
    kind: 'learning',
    devices: size,
    allPaused: reports.every(({ phase }) => phase === 'paused'),
    gossip: settings.gossip,
    mostHeld,
    holdsAll: mostHeld === classes,
    worst,
    taught: worst !== null && mostHeld < classes && worst >= mostHeld / classes + TAUGHT,
  };
}
