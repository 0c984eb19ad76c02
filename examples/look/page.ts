/** What the pages here have in common: where their room is, and how they tell what happens. */
import { HearsayError, inWords, type Phase, type Problem } from 'hearsay';

/** What stands behind the `#`, which no server gets to see. */
const link = new URLSearchParams(location.hash.slice(1));

/** The room, its key and its server: those of the link, or else the usual ones. */
export function placeOf(room: string): { server: string; room: string; key?: string } {
  const key = link.get('key');
  return {
    server: link.get('server') ?? `http://${location.hostname}:8080`,
    room: link.get('room') ?? room,
    ...(key !== null && { key }),
  };
}

/** Which of so many parts of the data this tab has: that of the link, or else any. */
export function partOf(parts: number): number {
  const part = Number(link.get('part') ?? Number.NaN);
  return Number.isInteger(part) && part >= 0 && part < parts ? part : Math.floor(Math.random() * parts);
}

/** The link of another tab in this room, which has that part. */
export function linkTo(part: number): string {
  const other = new URLSearchParams(link);
  other.set('part', String(part));
  return `${location.pathname}#${other}`;
}

export const percent = (share: number | null): string =>
  share === null ? 'not tested yet' : `${Math.round(share * 100)} %`;

export const inTabs = (neighbours: number): string =>
  neighbours === 0 ? 'no other tab' : neighbours === 1 ? 'one other tab' : `${neighbours} other tabs`;

/** Where a tab stands, in a sentence. */
export function stateOf({ phase, neighbours }: { phase: Phase; neighbours: number }): string {
  switch (phase) {
    case 'training':
      return neighbours === 0 ? 'Learning alone so far.' : `Learning with ${inTabs(neighbours)}.`;
    case 'paused':
      return `Paused, connected to ${inTabs(neighbours)}. They still get answers.`;
    case 'left':
      return 'This tab has left. The others go on.';
    case 'failed':
      return 'This tab is not in the room.';
    default:
      return 'Joining the room.';
  }
}

/** A problem for people, whoever threw it. */
export function wordsFor(problem: unknown): string {
  if (problem instanceof HearsayError) return inWords(problem.problem);
  return problem instanceof Error ? problem.message : String(problem);
}

/** @throws Error where the page has no such element */
export function find<E extends Element>(selector: string, kind: abstract new () => E): E {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}.`);
  return found;
}

/** Says it in the page's live region; what stands there already is not said again. */
export function say(text: string): void {
  const region = find('[role="status"]', HTMLElement);
  if (region.textContent !== text) region.textContent = text;
}

/** Shows what went wrong. */
export function warn(problem: Problem | string): void {
  const region = find('[role="alert"]', HTMLElement);
  region.textContent = typeof problem === 'string' ? problem : inWords(problem);
  region.hidden = false;
}
