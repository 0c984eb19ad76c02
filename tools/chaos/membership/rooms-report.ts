/** What is claimed of rooms of several sizes, as a table and a chart. */
import { chartGrid, type LineChart } from '@hearsay/shared/charts/chart.ts';
import { formatNumber } from '@hearsay/shared/util/format-number.ts';
import { formatTable } from '../../command-line/table.ts';
import type { RoomResult } from './room.ts';

/** Most that staleness may exceed the complete graph's by. */
const STALENESS = 1.1;
/** 99.9 % of Pearson's statistics with 9 degrees of freedom are below 27.9. */
const NEWCOMERS = 27.9 / 9;
/** Largest over smallest of the bytes over ln n, from this size on. */
const GROWTH = 1.5;
const GROWTH_FROM = 64;

/** @returns what does not hold, in sentences */
export function roomProblems(results: readonly RoomResult[]): string[] {
  const problems = results.flatMap((room) => {
    const { peers, wanted, mostAllowed, apart, degrees, newcomers, gossip, clustering, randomClustering } =
      room;
    const checks: readonly (readonly [boolean, string])[] = [
      [apart === 0, `${apart} peers are apart from the rest`],
      [degrees.most <= mostAllowed, `a peer has ${degrees.most} links, more than ${mostAllowed}`],
      [
        Math.abs(degrees.mean - wanted) <= 2,
        `${formatNumber(degrees.mean)} links where ${wanted} are wanted`,
      ],
      // Of a random graph with as many links.
      [degrees.deviation <= Math.sqrt(degrees.mean), `degrees deviate by ${formatNumber(degrees.deviation)}`],
      [clustering <= randomClustering + 0.05, `clustering is ${formatNumber(clustering)}`],
      [newcomers <= NEWCOMERS, `what newcomers see is not random: ${formatNumber(newcomers)}`],
      [gossip.inTurn <= STALENESS, `staleness is ${formatNumber(gossip.inTurn)} of the complete graph’s`],
    ];
    return checks.filter(([holds]) => !holds).map(([, problem]) => `${peers} peers: ${problem}`);
  });
  const perLogarithm = results.filter(({ peers }) => peers >= GROWTH_FROM).map(bytesPerLogarithm);
  const growth = Math.max(...perLogarithm) / Math.min(...perLogarithm);
  if (perLogarithm.length > 1 && growth > GROWTH) {
    problems.push(`traffic over ln n differs by a factor of ${formatNumber(growth)}`);
  }
  return problems;
}

export function roomsTable(results: readonly RoomResult[]): string {
  const rows: [string, (room: RoomResult) => string | number][] = [
    ['links wanted', ({ wanted }) => wanted],
    ['links, mean', ({ degrees }) => degrees.mean],
    ['links, standard deviation', ({ degrees }) => degrees.deviation],
    ['links, most', ({ degrees }) => degrees.most],
    ['peers apart, at worst', ({ apart }) => apart],
    ['the same, newcomers of 30 s counted', ({ apartWithNewcomers }) => apartWithNewcomers],
    ['peers apart while the network was cut', ({ apartWhileCut }) => apartWhileCut],
    ['clustering', ({ clustering }) => clustering],
    ['clustering of a random graph', ({ randomClustering }) => randomClustering],
    ['newcomers’ neighbours, chi-square / freedom', ({ newcomers }) => newcomers],
    ['staleness / complete graph, in turn', ({ gossip }) => gossip.inTurn],
    ['staleness / complete graph, uniform', ({ gossip }) => gossip.uniform],
    ['complete graph / law', ({ gossip }) => gossip.completeOverLaw],
    ['bytes a second and peer', ({ bytes }) => bytes],
    ['the same / ln n', bytesPerLogarithm],
    ['handshakes a second and peer', ({ handshakes }) => handshakes],
    ['questions to the server a second and peer', ({ questions }) => questions],
  ];
  return formatTable(
    ['peers', ...results.map(({ peers }) => ({ name: String(peers), align: 'right' as const }))],
    rows.map(([name, of]) => [name, ...results.map(of)]),
  );
}

export function roomsChart(results: readonly RoomResult[]): string {
  const x = { label: 'peers', scale: 'log' } as const;
  const last = results[results.length - 1];
  const line = (of: (room: RoomResult) => number) => results.map((room) => [room.peers, of(room)] as const);
  const traffic: LineChart = {
    title: 'Traffic of membership',
    subtitle: 'a peer stays for 300 seconds on average; half of them crash',
    x,
    y: { label: 'bytes a second and peer', scale: 'linear', min: 0 },
    series: [
      { name: 'views, handshakes, relays', markers: true, points: line(({ bytes }) => bytes) },
      {
        name: 'proportional to ln n',
        dashed: true,
        points: line(({ peers }) => bytesPerLogarithm(last) * Math.log(peers)),
      },
    ],
  };
  const staleness: LineChart = {
    title: 'Staleness on the changing graph',
    subtitle: 'over that on the complete graph of the same peers, lambda = ln n',
    x,
    y: { label: 'ratio', scale: 'linear', min: 0.9, max: 1.3 },
    series: [
      { name: 'neighbours in turn', markers: true, points: line(({ gossip }) => gossip.inTurn) },
      { name: 'neighbours at random', markers: true, points: line(({ gossip }) => gossip.uniform) },
      { name: 'ten per cent more', dashed: true, points: line(() => STALENESS) },
    ],
  };
  return chartGrid([traffic, staleness], 2);
}

function bytesPerLogarithm({ bytes, peers }: RoomResult): number {
  return bytes / Math.log(peers);
}
