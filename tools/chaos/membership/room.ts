/** One room of a given size under heavy churn: whether it hangs together, how random it is, and what it costs. */
import type { PeerIndex } from '@hearsay/shared/gossip/peer-index.ts';
import { mostLinks, wantedLinks } from '@hearsay/shared/membership/degree.ts';
import { MILD_FAULTS } from '@hearsay/shared/simulation/membership/faults.ts';
import { Overlay } from '@hearsay/shared/simulation/membership/overlay.ts';
import { startOverlayChurn } from '@hearsay/shared/simulation/membership/overlay-churn.ts';
import {
  chiSquarePerFreedom,
  type MeasuredDegrees,
  measureClustering,
  measureComponents,
  measureDegrees,
} from '@hearsay/shared/simulation/membership/overlay-measurements.ts';
import { createRandom } from '@hearsay/shared/util/random/random.ts';
import { measurement } from '../../experiments/measurement.ts';
import { type GossipResult, measureGossip } from './gossip.ts';

/** Virtual seconds: all have arrived; churn begins; the network is cut in halves, and whole again; it is looked at; the end. */
const ARRIVED = 60;
const CHURN = 90;
const CUT = 120;
const HEALED = 150;
const LOOKED_AT = 210;
const END = 330;
/** Mean seconds that a peer stays. */
const LIFE = 300;
const STEP = 10;
/** Age at which newcomers' neighbours are looked at, in seconds. */
const NEWCOMER_AGE = 60;
/** Newcomers that are looked at, and classes that the peers they may see are put into, by when they arrived. */
const MOST_NEWCOMERS = 60;
const CLASSES = 10;
const CLUSTERING_SAMPLE = 300;
/** Seconds in which who just joined may still be alone. */
const JOINING = 30;

export interface RoomTask {
  readonly peers: number;
  readonly seed: number;
}

export interface RoomResult {
  readonly peers: number;
  readonly wanted: number;
  readonly mostAllowed: number;
  /** The worst of all looks: living peers outside of the largest component, those who came in the last half minute not
   * counted, and counted. */
  readonly apart: number;
  readonly apartWithNewcomers: number;
  /** Peers outside of the largest component while the network was cut. */
  readonly apartWhileCut: number;
  readonly degrees: MeasuredDegrees;
  /** The share of links among a peer's neighbours, and that of a random graph. */
  readonly clustering: number;
  readonly randomClustering: number;
  /** Pearson's statistic per degree of freedom of newcomers' neighbours by when those arrived: about 1 when random. */
  readonly newcomers: number;
  /** Per peer and second. */
  readonly bytes: number;
  readonly handshakes: number;
  readonly questions: number;
  readonly gossip: GossipResult;
}

export default measurement(measureRoom);

export function measureRoom({ peers, seed }: RoomTask, onProgress: (done: number) => void): RoomResult {
  const overlay = new Overlay({ seed, faults: MILD_FAULTS });
  const random = createRandom(seed, 'room');
  for (let peer = 0; peer < peers; peer++) {
    overlay.agenda.after(random.uniform() * ARRIVED, () => void overlay.arrive());
  }
  overlay.agenda.after(CHURN, () => {
    const until = Number.POSITIVE_INFINITY;
    startOverlayChurn(overlay, { arrive: peers / LIFE, go: 1 / LIFE, crashShare: 0.5, until }, random);
  });
  overlay.agenda.after(CUT, () => overlay.partition(2));
  overlay.agenda.after(HEALED, () => overlay.partition(1));
  overlay.agenda.runUntil(HEALED - 1);
  const apartWhileCut = measureComponents(overlay).apart.length;
  overlay.agenda.runUntil(LOOKED_AT);
  const before = { ...counted(overlay) };
  const looks = { apart: 0, apartWithNewcomers: 0, peerSeconds: 0 };
  const recent: { time: number; arrived: number }[] = [{ time: overlay.now, arrived: overlay.arrived }];
  const counts = new Array<number>(CLASSES).fill(0);
  let newcomers = 0;
  for (let time = LOOKED_AT + STEP; time <= END; time += STEP) {
    overlay.agenda.runUntil(time);
    looks.peerSeconds += STEP * overlay.living.count;
    recent.push({ time, arrived: overlay.arrived });
    const { apart } = measureComponents(overlay);
    const old = recent.findLast((moment) => moment.time <= time - JOINING)?.arrived ?? 0;
    looks.apart = Math.max(looks.apart, apart.filter((peer) => peer < old).length);
    looks.apartWithNewcomers = Math.max(looks.apartWithNewcomers, apart.length);
    const then = recent.find((moment) => moment.time === time - NEWCOMER_AGE);
    const next = recent.find((moment) => moment.time === time - NEWCOMER_AGE + STEP);
    if (then && next)
      newcomers += countSeen(overlay, then.arrived, next.arrived, MOST_NEWCOMERS - newcomers, counts);
    onProgress((0.6 * time) / END);
  }
  const after = counted(overlay);
  const perPeer = (what: keyof typeof after): number => (after[what] - before[what]) / looks.peerSeconds;
  const degrees = measureDegrees(overlay);
  const size = overlay.living.count;
  const clustering = measureClustering(overlay, CLUSTERING_SAMPLE, random);
  return {
    peers,
    wanted: wantedLinks(size),
    mostAllowed: mostLinks(overlay.server.size),
    apart: looks.apart,
    apartWithNewcomers: looks.apartWithNewcomers,
    apartWhileCut,
    degrees,
    clustering,
    randomClustering: Math.min(1, degrees.mean / (size - 1)),
    newcomers: chiSquarePerFreedom(counts),
    bytes: perPeer('bytes'),
    handshakes: perPeer('handshakes'),
    questions: perPeer('questions'),
    gossip: measureGossip(overlay, seed, (done) => onProgress(0.6 + 0.4 * done)),
  };
}

function counted({ traffic: { bytes, handshakes, questions } }: Overlay): {
  bytes: number;
  handshakes: number;
  questions: number;
} {
  return { bytes, handshakes, questions };
}

/** Which tenth of the living, by when they came, each neighbour of those newcomers belongs to. @returns how many newcomers */
function countSeen(
  overlay: Overlay,
  first: PeerIndex,
  end: PeerIndex,
  most: number,
  counts: number[],
): number {
  const ids = Array.from({ length: overlay.living.count }, (_, place) => overlay.living.at(place)).sort(
    (a, b) => a - b,
  );
  const classes = new Map(ids.map((id, place) => [id, Math.floor((place * CLASSES) / ids.length)]));
  const newcomers = ids.filter((id) => id >= first && id < end).slice(0, Math.max(0, most));
  for (const newcomer of newcomers) {
    for (const other of overlay.neighbours(newcomer)) counts[classes.get(other) ?? 0] += 1;
  }
  return newcomers.length;
}
