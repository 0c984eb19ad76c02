/** Whether the ends of a connection reach each other directly, out of what the browser says of it. */

/** `relayed`: over a TURN server, of either end. */
export type LinkPath = 'direct' | 'relayed';

type Report = Readonly<Record<string, unknown>>;

/**
 * @param reports those of `getStats`. Chromium and Node name the pair of candidates that is in use in the report on the
 * transport; Firefox marks the pair itself
 * @returns null where none is in use
 */
export function pathOf(reports: Iterable<unknown>): LinkPath | null {
  const byId = new Map<unknown, Report>();
  for (const report of reports) if (isReport(report)) byId.set(report.id, report);
  const all = [...byId.values()];
  const chosen = all.find(({ selectedCandidatePairId: id }) => typeof id === 'string' && byId.has(id));
  const pair =
    byId.get(chosen?.selectedCandidatePairId) ??
    all.find(({ type, selected }) => type === 'candidate-pair' && selected === true) ??
    all.find(
      ({ type, nominated, state }) =>
        type === 'candidate-pair' && nominated === true && state === 'succeeded',
    );
  if (pair === undefined) return null;
  const ends = [byId.get(pair.localCandidateId), byId.get(pair.remoteCandidateId)];
  return ends.some((end) => end?.candidateType === 'relay') ? 'relayed' : 'direct';
}

const isReport = (report: unknown): report is Report => typeof report === 'object' && report !== null;
