/** Breaks the links of pairs of tabs, and looks whether anything of them is left. */
import type { Lab } from '../../browsers/tabs.ts';
import { type Break, openPair, type Pair } from './pair.ts';
import { growthProblems, measureUsage, type Usage } from './usage.ts';

export interface Reconnect {
  readonly pair: number;
  readonly how: Break;
  readonly seconds: number;
}

export interface TabUsage {
  readonly pair: number;
  readonly tab: 'first' | 'second';
  /** Null where there were too few reconnects for a comparison. */
  readonly before: Usage | null;
  readonly after: Usage;
}

export interface ReconnectsResult {
  readonly reconnects: readonly Reconnect[];
  readonly usage: readonly TabUsage[];
  /** Sessions begun, by all tabs together. */
  readonly sessions: number;
  /** What does not hold, in words. */
  readonly problems: readonly string[];
}

export interface ReconnectsOptions {
  /** How the links of each pair are broken, one after the other. */
  readonly courses: readonly (readonly Break[])[];
  /** Reconnects of a pair after which its tabs hold what they need: what is there in the end is compared with that. */
  readonly warmUp: number;
  readonly onReconnect?: (done: number, last: Reconnect) => void;
}

/** @throws Error where a pair is not linked again in time */
export async function breakLinks(
  lab: Lab,
  { courses, warmUp, onReconnect = () => {} }: ReconnectsOptions,
): Promise<ReconnectsResult> {
  const reconnects: Reconnect[] = [];
  const usage: TabUsage[] = [];
  const pairs = await Promise.all(courses.map((_, pair) => openPair(lab, `reconnects-${pair}`)));
  await Promise.all(
    courses.map(async (course, pair) => {
      const { reconnect, pages } = pairs[pair];
      let before: Usage[] | null = null;
      for (const [place, how] of course.entries()) {
        if (place === warmUp) before = await Promise.all(pages.map(measureUsage));
        const last = { pair, how, seconds: await reconnect(how) };
        reconnects.push(last);
        onReconnect(reconnects.length, last);
      }
      const after = await Promise.all(pages.map(measureUsage));
      for (const [place, tab] of (['first', 'second'] as const).entries()) {
        // A tab that was loaded anew began anew.
        const comparable = tab === 'first' || !course.includes('reload', warmUp);
        usage.push({ pair, tab, before: comparable ? (before?.[place] ?? null) : null, after: after[place] });
      }
    }),
  );
  const problems = usage.flatMap(({ pair, tab, before, after }) =>
    before === null
      ? []
      : growthProblems(before, after).map((problem) => `pair ${pair}, ${tab} tab: ${problem}`),
  );
  return {
    reconnects,
    usage,
    sessions: pairs.reduce((sum, { sessions }) => sum + sessions.length, 0),
    problems: [...problems, ...pairs.flatMap(staleSessions)],
  };
}

/** Each link of a pair takes a session of its own. */
function staleSessions({ sessions }: Pair, pair: number): string[] {
  const repeated = sessions.filter((session, place) => sessions.indexOf(session) !== place);
  return repeated.map((session) => `pair ${pair}: the session ${session} was begun twice`);
}
