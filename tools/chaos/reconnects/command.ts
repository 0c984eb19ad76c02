/** `npm run chaos -- reconnects`: links of real tabs that break again and again, and what is left of them. */
import { buildClient } from '../../../signaling-server/launch/prepare.mjs';
import { ensurePrograms } from '../../browsers/find-browsers.mjs';
import { createLab } from '../../browsers/tabs.ts';
import { flag, integer, parseFlags } from '../../command-line/flags.ts';
import { createProgress } from '../../command-line/progress.ts';
import { formatTable } from '../../command-line/table.ts';
import type { Chaos } from '../chaos.ts';
import { BREAKS, type Break } from './pair.ts';
import { breakLinks, type ReconnectsResult } from './reconnects.ts';

/** Pairs of tabs at a time: more would make a machine of two cores wait for itself. */
const MOST_PAIRS = 4;
/** Reconnects of each pair before the comparison begins. */
const WARM_UP = 10;
/** Of the reconnects of a pair, every so many is of that kind. */
const OFFLINE_EVERY = 12;
const RELOAD_EVERY = 8;

export const reconnects: Chaos = {
  name: 'reconnects',
  summary: 'links of real tabs, broken and made again and again: nothing of them may be left',
  async run(argv) {
    const { values } = parseFlags(
      {
        command: 'npm run chaos -- reconnects',
        summary:
          'Pairs of Chromium tabs whose links are broken from underneath, by reloads and by a network that is gone. After ' +
          'each they must be linked again; in the end no connection, listener, timer or memory may be left behind.',
        flags: {
          count: { ...integer(1, 100_000), initial: 200, help: 'how many reconnects, among all pairs' },
          pairs: { ...integer(1, MOST_PAIRS), initial: MOST_PAIRS, help: 'how many pairs at a time' },
          json: { ...flag(), initial: false, help: 'all that was measured, as JSON' },
        },
      },
      argv,
    );
    ensurePrograms(['chromium', 'Xvfb'], 'Tabs that reconnect');
    await buildClient();
    const progress = createProgress({ total: values.count, label: 'Reconnects' });
    const lab = await createLab();
    const result = await breakLinks(lab, {
      courses: coursesOf(values.count, values.pairs),
      warmUp: WARM_UP,
      onReconnect: (done, { how, seconds }) => progress.update(done, `${how} ${seconds.toFixed(1)} s`),
    }).finally(async () => {
      progress.finish();
      await lab.close();
    });
    console.log(values.json ? JSON.stringify(result) : describe(result));
    if (result.problems.length > 0) throw new Error(result.problems.join('; '));
  },
};

/** In every other pair there are no reloads, so that both tabs can be compared with what they were. */
function coursesOf(count: number, pairs: number): Break[][] {
  return Array.from({ length: Math.min(pairs, count) }, (_, pair) => {
    const share = Math.floor(count / pairs) + (pair < count % pairs ? 1 : 0);
    return Array.from({ length: share }, (_, place): Break => {
      if (place % OFFLINE_EVERY === OFFLINE_EVERY - 1) return 'offline';
      if (pair % 2 === 1 && place % RELOAD_EVERY === RELOAD_EVERY - 1) return 'reload';
      return place % 2 === 0 ? 'first' : 'second';
    });
  });
}

function describe({ reconnects, usage, sessions, problems }: ReconnectsResult): string {
  const times = BREAKS.map((how) => ({
    how,
    seconds: reconnects
      .filter((one) => one.how === how)
      .map(({ seconds }) => seconds)
      .sort((a, b) => a - b),
  }));
  const timeTable = formatTable(
    ['the link ended by', 'times', 'median s', 'longest s'],
    times
      .filter(({ seconds }) => seconds.length > 0)
      .map(({ how, seconds }) => [
        WAYS[how],
        seconds.length,
        seconds[Math.floor(seconds.length / 2)].toFixed(1),
        seconds[seconds.length - 1].toFixed(1),
      ]),
  );
  const usageTable = formatTable(
    ['tab', 'connections', 'channels', 'listeners', 'timers', 'heap kB'],
    usage.map(({ pair, tab, before, after }) => {
      const both = (of: (usage: NonNullable<typeof before>) => number): string =>
        before === null ? String(of(after)) : `${of(before)} → ${of(after)}`;
      return [
        `${pair} ${tab}`,
        both(({ connections }) => connections),
        both(({ channels }) => channels),
        both(({ listeners }) => listeners),
        both(({ timers }) => timers),
        both(({ heapBytes }) => Math.round(heapBytes / 1000)),
      ];
    }),
  );
  const verdict =
    problems.length === 0
      ? `${reconnects.length} reconnects, ${sessions} sessions, each fresh: nothing is left behind.`
      : `${reconnects.length} reconnects, ${sessions} sessions: ${problems.length} things do not hold.`;
  return `${timeTable}\n\nHeld by each tab, garbage collected (after its first reconnects → in the end)\n${usageTable}\n\n${verdict}`;
}

const WAYS: Record<Break, string> = {
  first: 'the first tab’s end',
  second: 'the second tab’s end',
  reload: 'a reload of the second tab',
  offline: 'the second tab’s going offline',
};
