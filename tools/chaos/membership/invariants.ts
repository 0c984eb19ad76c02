/** What must hold of an overlay once nothing has gone wrong for three minutes. */
import { fewestLinks, mostLinks, wantedLinks } from '@hearsay/shared/membership/degree.ts';
import type { Overlay } from '@hearsay/shared/simulation/membership/overlay.ts';
import {
  measureComponents,
  measureDegrees,
} from '@hearsay/shared/simulation/membership/overlay-measurements.ts';

/** Actions to come for each peer: its tick, its look at the server, and what of it is on the way. */
const MOST_PENDING = 4;
const ALWAYS_PENDING = 2;
/** Links that may be missing at one moment, while another is being made. */
const LINKS_ON_THE_WAY = 3;

/** @returns what does not hold, in sentences; nothing where all does */
export function violations(overlay: Overlay): string[] {
  const { living, agenda, faults } = overlay;
  const [, noticed] = faults.noticeSeconds;
  const found: string[] = [];
  const { apart } = measureComponents(overlay);
  if (apart.length > 0)
    found.push(`${apart.length} of ${living.count} peers are apart from the rest: ${few(apart)}`);

  const fewest = Math.min(4, fewestLinks(living.count) - LINKS_ON_THE_WAY, living.count - 1);
  const most = mostLinks(living.count);
  const degrees = measureDegrees(overlay);
  if (degrees.least < Math.max(1, fewest))
    found.push(`a peer has ${degrees.least} links, fewer than ${fewest}`);
  if (degrees.most > most) found.push(`a peer has ${degrees.most} links, more than ${most}`);
  const wanted = wantedLinks(living.count);
  if (degrees.mean < fewestLinks(living.count) || degrees.mean > wanted + 3) {
    found.push(`peers have ${degrees.mean.toFixed(2)} links on average, where ${wanted} are wanted`);
  }

  for (let position = 0; position < living.count; position++) {
    const peer = living.at(position);
    const membership = overlay.membership(peer);
    const dead = [...membership.known()].filter((id) => !living.has(id));
    if (dead.length > 0) found.push(`peer ${peer} still knows ${few(dead)}, who are gone`);
    const links = overlay.links(peer);
    const open = overlay.neighbours(peer);
    const believed = new Set(membership.neighbours());
    const wrong = open.filter((id) => !believed.has(id) || !overlay.links(id).get(peer)?.open);
    for (const id of believed) {
      const link = links.get(id);
      // A goodbye may have been lost a moment ago.
      if (!link || (!link.open && agenda.now - link.closedAt > noticed)) wrong.push(id);
    }
    if (wrong.length > 0) found.push(`peer ${peer} is wrong about its links to ${few(wrong)}`);
    if (membership.attempts > LINKS_ON_THE_WAY) {
      found.push(`peer ${peer} is still making ${membership.attempts} links`);
    }
  }
  if (overlay.handshaking > living.count) found.push(`${overlay.handshaking} handshakes are under way`);
  if (agenda.pending < ALWAYS_PENDING * living.count || agenda.pending > MOST_PENDING * living.count) {
    found.push(`${agenda.pending} actions are pending for ${living.count} peers`);
  }
  return found;
}

function few(ids: readonly number[]): string {
  return ids.length > 5 ? `${ids.slice(0, 5).join(', ')} ...` : ids.join(', ');
}
