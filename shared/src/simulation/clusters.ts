/**
 * Which devices should hold a model together: a search for clusters of similar bandwidth and speed whose memory holds the model.
 * Menon et al. 2024 (arXiv 2401.01728), who use a genetic search too; what is minimised here is the time of an update.
 *
 * In a cluster each member holds a contiguous stage, and the slowest stage sets the pace: one with little bandwidth
 * holds the others up, however little it has to compute. Clusters do not wait for each other, so their paces add up.
 */
import type { Random } from '../util/random/random.ts';
import { requireThat } from './learners/objective.ts';

/** Bounds of the search. */
const POPULATION = 60;
const GENERATIONS = 250;
const TOURNAMENT = 3;
const SURVIVORS = 4;
const MOST_CLUSTERS = 64;
/** Halvings of the interval in which the time of an update is sought. */
const HALVINGS = 40;

export interface Device {
  /** Bytes of the model that it can hold. */
  readonly memory: number;
  /** Bytes a second to the next stage, and back. */
  readonly bandwidth: number;
  /** Bytes of the model that it works through, forward and backward, in a second. */
  readonly speed: number;
}

export interface ClusterOptions {
  readonly devices: readonly Device[];
  readonly modelBytes: number;
  /** What travels from stage to stage for a batch, both ways together. */
  readonly activationBytes: number;
  readonly random: Random;
}

export interface Stage {
  /** Which of the devices. */
  readonly device: number;
  /** Bytes of the model, at most the device's memory; 0 for one that would only hold the others up. */
  readonly bytes: number;
}

export interface Cluster {
  /** Together they hold the model. */
  readonly stages: readonly Stage[];
  /** From one update to the next, at the pace of the slowest stage. */
  readonly seconds: number;
}

/**
 * The best grouping that a genetic search finds: of assignments of the devices to clusters, those that allow the most
 * updates a second have children with each other.
 * @throws RangeError if all devices together cannot hold the model
 */
export function findClusters(options: ClusterOptions): readonly Cluster[] {
  const { devices, modelBytes, random } = options;
  const memory = devices.reduce((sum, device) => sum + device.memory, 0);
  requireThat(memory >= modelBytes, `devices with ${memory} bytes cannot hold a model of ${modelBytes}`);
  const most = Math.max(1, Math.min(MOST_CLUSTERS, Math.floor(memory / modelBytes)));
  let population = Array.from({ length: POPULATION }, () => {
    const clusters = 1 + random.integer(most);
    return candidate(
      options,
      devices.map(() => random.integer(clusters)),
    );
  });
  for (let generation = 0; generation < GENERATIONS; generation++) {
    population.sort((a, b) => b.fitness - a.fitness);
    const next = population.slice(0, SURVIVORS);
    while (next.length < POPULATION) {
      const child = crossed(select(population, random), select(population, random), random);
      mutate(child, most, random);
      next.push(candidate(options, child));
    }
    population = next;
  }
  const best = population.reduce((a, b) => (b.fitness > a.fitness ? b : a));
  return best.fitness > 0
    ? clustersOf(options, best.genes)
    : clustersOf(
        options,
        devices.map(() => 0),
      );
}

/** Updates a second of all clusters together. */
export function updatesPerSecond(clusters: readonly Cluster[]): number {
  return clusters.reduce((sum, { seconds }) => sum + 1 / seconds, 0);
}

/**
 * The stages of some devices as one cluster, cut so that the slowest is as fast as can be.
 * @returns null if they cannot hold the model
 */
export function clusterOf(
  { devices, modelBytes, activationBytes }: Omit<ClusterOptions, 'random'>,
  members: readonly number[],
): Cluster | null {
  /** What a device manages in so many seconds. */
  const bytesIn = (member: number, seconds: number): number => {
    const { memory, bandwidth, speed } = devices[member];
    return Math.min(memory, Math.max(0, speed * (seconds - activationBytes / bandwidth)));
  };
  const enough = (seconds: number): boolean =>
    members.reduce((sum, member) => sum + bytesIn(member, seconds), 0) >= modelBytes;
  if (members.reduce((sum, member) => sum + devices[member].memory, 0) < modelBytes) return null;
  let above = Math.max(
    ...members.map((member) => {
      const { memory, bandwidth, speed } = devices[member];
      return activationBytes / bandwidth + memory / speed;
    }),
  );
  // By then all are full; rounding may hide it.
  if (!enough(above)) above *= 1 + 1e-9;
  let below = 0;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (below + above) / 2;
    if (enough(middle)) above = middle;
    else below = middle;
  }
  let left = modelBytes;
  const stages = members.map((device) => {
    const bytes = Math.min(left, bytesIn(device, above));
    left -= bytes;
    return { device, bytes };
  });
  return { stages, seconds: above };
}

interface Candidate {
  /** The cluster of each device. */
  readonly genes: readonly number[];
  readonly fitness: number;
}

function groupsOf(genes: readonly number[]): number[][] {
  const groups: number[][] = [];
  genes.forEach((cluster, device) => {
    groups[cluster] ??= [];
    groups[cluster].push(device);
  });
  return groups.filter((group) => group !== undefined);
}

function clustersOf(options: ClusterOptions, genes: readonly number[]): Cluster[] {
  return groupsOf(genes)
    .map((members) => clusterOf(options, members))
    .filter((cluster) => cluster !== null);
}

/** Clusters are numbered by their mean bandwidth, so that the same number means a like cluster in both parents. A
 * grouping that leaves out devices because theirs cannot hold the model is worth nothing. */
function candidate(options: ClusterOptions, genes: readonly number[]): Candidate {
  const { devices } = options;
  const mean = (members: readonly number[]): number =>
    members.reduce((sum, member) => sum + Math.log(devices[member].bandwidth), 0) / members.length;
  const groups = groupsOf(genes).sort((a, b) => mean(a) - mean(b));
  const ordered = new Array<number>(genes.length).fill(0);
  let shortfall = 0;
  let fitness = 0;
  groups.forEach((members, cluster) => {
    for (const member of members) ordered[member] = cluster;
    const found = clusterOf(options, members);
    if (found !== null) fitness += 1 / found.seconds;
    else shortfall += 1;
  });
  return { genes: ordered, fitness: shortfall > 0 ? -shortfall : fitness };
}

function select(population: readonly Candidate[], random: Random): Candidate {
  let best = population[random.integer(population.length)];
  for (let i = 1; i < TOURNAMENT; i++) {
    const other = population[random.integer(population.length)];
    if (other.fitness > best.fitness) best = other;
  }
  return best;
}

function crossed(a: Candidate, b: Candidate, random: Random): number[] {
  return a.genes.map((gene, i) => (random.uniform() < 0.5 ? gene : b.genes[i]));
}

/** One device in its children changes clusters, and as often two change places. */
function mutate(genes: number[], most: number, random: Random): void {
  if (random.uniform() < 0.7) genes[random.integer(genes.length)] = random.integer(most);
  if (random.uniform() < 0.7) {
    const [i, j] = [random.integer(genes.length), random.integer(genes.length)];
    [genes[i], genes[j]] = [genes[j], genes[i]];
  }
}
