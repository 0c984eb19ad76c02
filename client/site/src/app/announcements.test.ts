import { defaultSettings } from '@hearsay/shared/settings/run-settings.ts';
import type { NeighbourStatus, Status } from 'hearsay';
import { initialStatus } from 'hearsay/basics';
import { describe, expect, it } from 'vitest';
import { announce as announceIn, type Heard, heardNothing } from './announcements.ts';
import { en } from './words/en.ts';

const announce = (heard: Heard, status: Status) => announceIn(heard, status, en.announcements);

const neighbour: NeighbourStatus = {
  id: '00112233aabbccdd',
  state: 'connected',
  bytesSent: 0,
  bytesReceived: 0,
  path: null,
  roundTripMs: null,
};

const status: Status = { ...initialStatus(defaultSettings), phase: 'training', size: 1 };

describe('announcements', () => {
  it('tells of a phase once', () => {
    const first = announce(heardNothing, status);
    expect(first.text).toBe('Training.');
    expect(announce(first.heard, { ...status, updates: 9 }).text).toBe('');
  });

  it('tells of every ten percent once, also when accuracy falls and rises again', () => {
    let heard = announce(heardNothing, status).heard;
    const texts: string[] = [];
    for (const accuracy of [0.09, 0.12, 0.19, 0.35, 0.28, 0.36, 0.4]) {
      const next = announce(heard, { ...status, roomAccuracy: accuracy });
      heard = next.heard;
      if (next.text !== '') texts.push(next.text);
    }
    expect(texts).toEqual([
      'This tab gets 10% of its test right.',
      'This tab gets 30% of its test right.',
      'This tab gets 40% of its test right.',
    ]);
  });

  it('tells that exchanges hold the tab back, that they do no more, and of a lost model', () => {
    let heard = announce(heardNothing, status).heard;
    const texts: string[] = [];
    for (const change of [{ pace: 0.7 }, { pace: 0.85 }, { pace: 1 }, { modelsLost: 1 }, { modelsLost: 1 }]) {
      const next = announce(heard, { ...status, ...change });
      heard = next.heard;
      if (next.text !== '') texts.push(next.text);
    }
    expect(texts).toEqual([
      'Exchanges take so long that this tab learns more slowly than it could.',
      'This tab learns at full speed again.',
      'This tab’s model had become unusable and was replaced.',
    ]);
  });

  it('tells of the first neighbour and of the loss of the last', () => {
    const alone = announce(heardNothing, status).heard;
    const met = announce(alone, { ...status, neighbours: [neighbour] });
    expect(met.text).toBe('Connected to a neighbour.');
    expect(announce(met.heard, { ...status, neighbours: [neighbour, neighbour] }).text).toBe('');
    expect(announce(met.heard, status).text).toBe('No neighbour is connected any more.');
  });
});
