/** Accuracy of the honest peers under two attacks: by plain averaging, and by either robust rule. */
import type { Attack } from '@hearsay/shared/attacks/attack-names.ts';
import { mean } from '@hearsay/shared/util/numbers.ts';
import { intervalOf } from '../interval.ts';
import { claimsOf, type Form, type Study, studyOf } from '../paper.ts';
import type { AttackedRun, AttackedRunResult } from './attacked-run.ts';

const MODULE = new URL('./attacked-run.ts', import.meta.url).href;
const PEERS = 16;
const HOSTILE = 2;
const DEGREE = 6;
/** A little more than honest peers are apart, which is measured below. */
const TAU = 0.2;
const TOO_FAR = 5;
const METHODS = [
  { method: 'd-psgd', with: { degree: DEGREE } },
  { method: 'clipped-gossip', with: { degree: DEGREE, tau: TAU } },
  { method: 'trimmed-mean', with: { degree: DEGREE, trim: HOSTILE } },
];
const ATTACKS: Record<string, Attack> = {
  noise: { name: 'noise', size: 10 },
  'models turned round': { name: 'sign-flip', size: 5 },
};
/** Guessing is right once in ten. */
const FAILED = 0.3;
/** Share of the accuracy without hostile peers that must be left. */
const LEARNED = 0.9;

export function attacks(form: Form): Study {
  const seeds = form === 'quick' ? [1] : [1, 2, 3, 4, 5];
  const rounds = form === 'quick' ? 120 : 300;
  const cases = [
    { attack: null, ...METHODS[0] },
    ...Object.keys(ATTACKS).flatMap((attack) => METHODS.map((method) => ({ attack, ...method }))),
    { attack: 'models turned round', method: 'clipped-gossip', with: { degree: DEGREE, tau: TOO_FAR * TAU } },
  ];
  const inputs = cases.flatMap(({ attack, ...rest }) =>
    seeds.map((seed): AttackedRun => {
      const hostile = attack === null ? 0 : HOSTILE;
      return { ...rest, peers: PEERS, hostile, attack: ATTACKS[attack ?? 'noise'], rounds, seed };
    }),
  );
  return studyOf<AttackedRun, AttackedRunResult>(MODULE, inputs, (results) => {
    const { atMost, atLeast } = claimsOf('robust');
    const measured = cases.map((one, i) => {
      const runs = results.slice(i * seeds.length, (i + 1) * seeds.length);
      const course = runs[0].accuracies.map(
        ([round], k) => [round, mean(runs.map(({ accuracies }) => accuracies[k][1]))] as const,
      );
      return {
        ...one,
        course,
        /** By seed. */
        accuracy: runs.map(({ accuracies }) => accuracies[accuracies.length - 1][1]),
        distance: runs.map((run) => run.distance),
      };
    });
    const undisturbed = measured[0];
    const attacked = measured.slice(1, -1);
    const tooFar = measured[measured.length - 1];
    return {
      rows: [
        atLeast('accuracy of d-psgd, nobody hostile', 0.8, intervalOf(undisturbed.accuracy)),
        ...attacked.map(({ attack, method, accuracy }) => {
          const where = `${HOSTILE} of ${PEERS} send ${attack}`;
          if (method === 'd-psgd') {
            return atMost(`accuracy of ${method}, ${where}`, FAILED, intervalOf(accuracy));
          }
          const left = accuracy.map((value, i) => value / undisturbed.accuracy[i]);
          return atLeast(
            `accuracy of ${method}, ${where}, over d-psgd's with nobody hostile`,
            LEARNED,
            intervalOf(left),
          );
        }),
        atMost(
          'distance of two honest peers, nobody hostile: the radius is the bound',
          TAU,
          intervalOf(undisturbed.distance),
        ),
        atMost(
          `accuracy of clipped-gossip at ${TOO_FAR} times that radius, ${tooFar.attack}`,
          FAILED,
          intervalOf(tooFar.accuracy),
        ),
      ],
      charts: Object.keys(ATTACKS).map((attack) => ({
        title: `Accuracy of honest peers: ${attack}`,
        subtitle: `${HOSTILE} of ${PEERS} peers hostile, ${DEGREE} neighbours each`,
        x: { label: 'rounds', scale: 'linear' },
        y: { label: 'accuracy', scale: 'linear', min: 0, max: 1 },
        series: measured
          .filter((one) => one !== tooFar && (one.attack === attack || one.attack === null))
          .map((one) => ({
            name: one.attack === null ? 'd-psgd, nobody hostile' : one.method,
            points: one.course,
          })),
      })),
    };
  });
}
