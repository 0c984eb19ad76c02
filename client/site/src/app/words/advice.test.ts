import { adviceFor, type ChangesKind } from '@hearsay/shared/theory/advice.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needWords, speak, words } from './words.ts';

const ROOM = { curvature: 2, peers: 4, steps: 1, updateRate: 2, answerSeconds: 0.1 };
const sentence = (kind: ChangesKind, stepSize: number): string =>
  words.value.classroom.figures.advice(stepSize, adviceFor({ ...ROOM, kind, stepSize }));

beforeAll(() => needWords('classroom'));
afterAll(() => speak('en'));

describe('what is said of step size and delay', () => {
  it('is how many devices may work for a hub, and how near that is', async () => {
    await speak('en');
    // Of 0.445, where three others overtake each gradient.
    expect(sentence('hub', 0.1)).toBe(
      'With step size 0.1 up to 8 devices can take part, and 2 learn fastest; now delay is at 0.45 of where learning becomes unstable.',
    );
    expect(sentence('hub', 0.4)).toBe(
      'With step size 0.4 only 2 devices can surely take part: delay is at up to 1.8 of where learning becomes unstable, less where devices have different examples. Below step size 0.22 it is surely stable.',
    );
    expect(sentence('hub', 0.9)).toContain('only 1 device can surely take part');
  });

  it('is how large a step may be where models are averaged or changes added, whoever joins', async () => {
    await speak('en');
    expect(sentence('gossip', 0.3)).toBe(
      'Step size 0.3 is 0.3 of the largest stable one; any number of devices may join.',
    );
    expect(sentence('gossip', 1.5)).toBe(
      'Step size 1.5 is 1.5 times as large as is surely stable in this room, which is 1.',
    );
    expect(sentence('added', 0.1)).toMatch(/^Step size 0.1 is 0.\d+ of the largest stable one.$/);
  });

  it('is the same in German', async () => {
    await speak('de');
    expect(sentence('hub', 0.1)).toBe(
      'Mit Schrittweite 0,1 können bis zu 8 Geräte mitmachen, am schnellsten lernen 2; die Verzögerung erreicht 0,45 dessen, wovon an das Lernen instabil wird.',
    );
    expect(sentence('hub', 0.4)).toContain('ist sicher nur Platz für 2 Geräte');
    expect(sentence('gossip', 0.3)).toBe(
      'Schrittweite 0,3 ist 0,3 der größten stabilen; beliebig viele Geräte können dazukommen.',
    );
    expect(sentence('gossip', 1.5)).toContain(
      '1,5-mal so groß, wie in diesem Raum sicher stabil ist, nämlich 1',
    );
  });
});
