import { hexToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { makeHostSecret } from '../protocol/room-key.ts';
import { defaultSettings } from '../settings/run-settings.ts';
import { toBase64Url } from '../util/base64url.ts';
import {
  type Command,
  CommandSchema,
  changedWish,
  MAX_REMOVED,
  readHostSettings,
  signedAddition,
  signedText,
  type Wish,
  writeHostSettings,
} from './command.ts';
import { isSigned, publicKeyOf, sign } from './host-key.ts';
import { hostSettingsOf } from './host-settings.ts';
import { createNewestCommand } from './newest-command.ts';

const ROOM = 'class';
const TASK = { outputs: 10 };
const SECRET = makeHostSecret((count) => Uint8Array.from({ length: count }, (_, i) => i));
const OTHER_SECRET = makeHostSecret((count) => new Uint8Array(count));
const HOST = publicKeyOf(SECRET);
const first: Wish = {
  ...{ number: 0, run: 'training', removed: [], guard: null },
  settings: hostSettingsOf(defaultSettings),
};

function commandOf(wish: Wish, secret = SECRET, room = ROOM): Command {
  const unsigned = { number: wish.number, run: wish.run, settings: writeHostSettings(room, wish.settings) };
  return { type: 'command', ...unsigned, signature: sign(signedText(unsigned), secret) };
}

const LIAR = 'a'.repeat(16);
const OTHER = 'b'.repeat(16);

/** With what pages from before leave out. */
function fullCommandOf(wish: Wish, secret = SECRET, room = ROOM): Command {
  const added = { removed: [...wish.removed], guard: wish.guard };
  const signature = sign(signedAddition(room, wish.number, added), secret);
  return { ...commandOf(wish), addition: { ...added, signature } };
}

describe('a host’s key', () => {
  it('signs as RFC 8032 does (section 7.1, test 2)', () => {
    const base64url = (hex: string): string => toBase64Url(hexToBytes(hex));
    const secret = makeHostSecret(() =>
      hexToBytes('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'),
    );
    expect(publicKeyOf(secret)).toBe(
      base64url('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
    );
    // The one byte 72, which is a letter.
    expect(sign('r', secret)).toBe(
      base64url(
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      ),
    );
  });

  it('takes nothing else for a signature, and never throws', () => {
    const signature = sign('pause', SECRET);
    expect(isSigned('pause', signature, HOST)).toBe(true);
    expect(isSigned('pauses', signature, HOST)).toBe(false);
    expect(isSigned('pause', sign('pause', OTHER_SECRET), HOST)).toBe(false);
    for (const wrong of ['', 'A'.repeat(86), '!'.repeat(86), signature.slice(1)]) {
      expect(isSigned('pause', wrong, HOST)).toBe(false);
      expect(isSigned('pause', signature, wrong)).toBe(false);
    }
    expect(() => publicKeyOf('short')).toThrow('not the secret of a host');
  });
});

describe('what a host wishes', () => {
  it('is read back as it was written, of the own room alone, and in one way alone', () => {
    const wished = hostSettingsOf({
      ...defaultSettings,
      method: 'd-psgd',
      with: { degree: 6 },
      partition: { kind: 'dirichlet', alpha: 0.5 },
      gossip: 2,
      resets: 3,
    });
    const text = writeHostSettings(ROOM, wished);
    expect(readHostSettings(ROOM, text, TASK)).toEqual(wished);
    expect(readHostSettings('other', text, TASK)).toBeNull();
    const { room: _, ...rest } = { ...defaultSettings, ...wished };
    expect(text).toBe(writeHostSettings(ROOM, rest));
    for (const added of ['&seed=2', '&key=AAAAAAAAAAAAAAAAAAAAAA', '&gossip=2', '&rate=1', '&nothing=1']) {
      expect(readHostSettings(ROOM, text + added, TASK)).toBeNull();
    }
    expect(readHostSettings(ROOM, text.replace('d-psgd', 'e-psgd'), TASK)).toBeNull();
  });

  it('deals out as many labels as the room’s task has, whatever another one has', () => {
    const of = (labels: number): Partial<Wish['settings']> => ({ partition: { kind: 'labels', labels } });
    const three = changedWish(ROOM, first, of(3), 1, { outputs: 3 });
    const text = writeHostSettings(ROOM, three.settings);
    expect(readHostSettings(ROOM, text, { outputs: 3 })).toEqual(three.settings);
    expect(readHostSettings(ROOM, text, { outputs: 2 })).toBeNull();
    expect(() => changedWish(ROOM, first, of(4), 1, { outputs: 3 })).toThrow('partition=labels:4');
    // Where values are learned nothing is dealt out by labels, and all else can be commanded.
    expect(changedWish(ROOM, first, { gossip: 3 }, 1, { outputs: 1 }).settings.gossip).toBe(3);
  });

  it('changes by what is named, and is numbered higher than the last, and by the clock', () => {
    const paused = changedWish(ROOM, first, { run: 'paused', gossip: 2 }, 500, TASK);
    expect(paused).toEqual({
      ...first,
      number: 500,
      run: 'paused',
      settings: { ...first.settings, gossip: 2 },
    });
    const again = changedWish(ROOM, paused, { reset: true }, 400, TASK);
    expect(again).toEqual({ ...paused, number: 501, settings: { ...paused.settings, resets: 1 } });
  });

  it('removes peers and lets them in again, by id and up to a bound', () => {
    const without = changedWish(ROOM, first, { remove: LIAR }, 1, TASK);
    expect(without.removed).toEqual([LIAR]);
    expect(changedWish(ROOM, without, { remove: LIAR }, 1, TASK).removed).toEqual([LIAR]);
    const both = changedWish(ROOM, without, { remove: OTHER, run: 'paused' }, 1, TASK);
    expect(both.removed).toEqual([LIAR, OTHER]);
    expect(changedWish(ROOM, both, { letIn: LIAR }, 1, TASK).removed).toEqual([OTHER]);
    const removed = Array.from({ length: MAX_REMOVED }, (_, i) => i.toString(16).padStart(16, '0'));
    const most = { ...first, removed };
    expect(() => changedWish(ROOM, most, { remove: LIAR }, 1, TASK)).toThrow('At most 64');
    expect(changedWish(ROOM, most, { remove: removed[3] }, 1, TASK).removed).toEqual(removed);
    expect(changedWish(ROOM, most, { remove: LIAR, letIn: removed[0] }, 1, TASK).removed).toHaveLength(64);
  });

  it('says whether all are guarded, where the method can, and else leaves it to each', () => {
    const on = changedWish(ROOM, first, { guard: 'on' }, 1, TASK);
    expect(on.guard).toBe('on');
    expect(changedWish(ROOM, on, { gossip: 2 }, 1, TASK).guard).toBe('on');
    expect(changedWish(ROOM, on, { method: 'fedavg' }, 1, TASK).guard).toBe('off');
    expect(changedWish(ROOM, on, { guard: null }, 1, TASK).guard).toBeNull();
    expect(() => changedWish(ROOM, first, { method: 'fedavg', guard: 'on' }, 1, TASK)).toThrow('fedavg');
  });

  it('has the new method’s own options and codec after a change of method', () => {
    const before: Wish = { ...first, settings: { ...first.settings, codec: 'top-k' } };
    const { settings } = changedWish(ROOM, before, { method: 'd-psgd', with: { degree: 6 } }, 1, TASK);
    expect(settings).toMatchObject({ method: 'd-psgd', with: { degree: 6 }, codec: 'auto' });
    const back = changedWish(ROOM, { ...first, settings }, { method: 'gosgd' }, 1, TASK);
    expect(back.settings.with).toEqual({});
  });

  it.each([
    [{ gossip: -1 }, 'gossip=-1 cannot be used; allowed: ln, or a number'],
    [{ method: 'd-psgd', codec: 'top-k' }, 'codec=top-k cannot be used'],
    [{ run: 'fast' }, 'run must be training or paused'],
    [{ seed: 3 }, 'A host cannot change seed'],
    [{ resets: 3 }, 'A host cannot change resets'],
    [{ remove: 'somebody' }, 'remove takes the id of a peer'],
    [{ letIn: 3 }, 'letIn takes the id of a peer'],
    [{ guard: 'perhaps' }, 'guard=perhaps cannot be used'],
  ])('refuses %j', (change, message) => {
    expect(() => changedWish(ROOM, first, change as object, 1, TASK)).toThrow(message);
  });
});

describe('the newest command', () => {
  const wish = (number: number): Wish => ({ ...first, number, run: 'paused' });

  it('is the one with the highest number, whatever the order in which they come', () => {
    const newest = createNewestCommand(ROOM, HOST, TASK);
    expect(newest.take(commandOf(wish(5)))).toEqual(wish(5));
    expect(newest.take(commandOf(wish(5)))).toBe('known');
    expect(newest.take(commandOf(wish(4)))).toBe('command-old');
    expect(newest.take(commandOf({ ...wish(5), run: 'training' }))).toBe('command-old');
    expect(newest.take(commandOf(wish(9)))).toEqual(wish(9));
    expect(newest.command?.number).toBe(9);
  });

  it('is never one that the host has not signed as it is', () => {
    const newest = createNewestCommand(ROOM, HOST, TASK);
    const good = commandOf(wish(5));
    const forged: Command[] = [
      commandOf(wish(5), OTHER_SECRET),
      { ...good, number: 6 },
      { ...good, run: 'training' },
      { ...good, settings: `${good.settings}&gossip=2` },
      { ...good, signature: 'A'.repeat(86) },
    ];
    for (const command of forged) expect(newest.take(command)).toBe('command-forged');
    expect(newest.command).toBeNull();
  });

  it('is never one for another room, or of settings that this peer does not know', () => {
    const newest = createNewestCommand(ROOM, HOST, TASK);
    expect(newest.take(commandOf(wish(5), SECRET, 'other'))).toBe('command-unusable');
    const unsigned = { number: 6, run: 'paused' as const, settings: `room=${ROOM}&method=of-the-future` };
    const signature = sign(signedText(unsigned), SECRET);
    expect(newest.take({ type: 'command', ...unsigned, signature })).toBe('command-unusable');
    expect(newest.take(commandOf(wish(1)))).toEqual(wish(1));
  });
});

describe('what commands did not have at first', () => {
  const wish = (number: number, change: Partial<Wish> = {}): Wish => ({ ...first, number, ...change });
  /** As a page from before passes it on. */
  const passedOn = ({ addition: _, ...command }: Command): Command => command;

  it('is read, and left out where there is none, as always', () => {
    const removed = wish(5, { removed: [LIAR, OTHER], guard: 'on' });
    expect(createNewestCommand(ROOM, HOST, TASK).take(fullCommandOf(removed))).toEqual(removed);
    expect(v.parse(CommandSchema, fullCommandOf(removed))).toEqual(fullCommandOf(removed));
    expect(v.parse(CommandSchema, commandOf(wish(5)))).toEqual(commandOf(wish(5)));
    const many = { ...fullCommandOf(removed).addition, removed: new Array(MAX_REMOVED + 1).fill(LIAR) };
    expect(v.is(CommandSchema, { ...commandOf(removed), addition: many })).toBe(false);
  });

  it('is followed in all else by pages from before, whose signature it does not touch', () => {
    const removed = wish(5, { removed: [LIAR], run: 'paused' });
    const { signature } = fullCommandOf(removed);
    expect(signature).toBe(commandOf(removed).signature);
    expect(createNewestCommand(ROOM, HOST, TASK).take(passedOn(fullCommandOf(removed)))).toEqual(
      wish(5, { run: 'paused' }),
    );
  });

  it('holds until a newer one comes, also where it was left out on the way', () => {
    const newest = createNewestCommand(ROOM, HOST, TASK);
    const removed = fullCommandOf(wish(5, { removed: [LIAR] }));
    newest.take(removed);
    expect(newest.take(commandOf(wish(6, { run: 'paused' })))).toEqual(
      wish(6, { run: 'paused', removed: [LIAR] }),
    );
    expect([newest.command?.number, newest.added?.number]).toEqual([6, 5]);
    // As a new neighbour tells both.
    expect(newest.take(removed)).toBe('known');
    expect(newest.take(fullCommandOf(wish(4)))).toBe('command-old');
    expect(newest.take(fullCommandOf(wish(6, { run: 'paused' })))).toEqual(wish(6, { run: 'paused' }));
    expect(newest.take(removed)).toBe('command-old');
  });

  it('is taken from an older command by whoever has only heard the newer one without it', () => {
    const newest = createNewestCommand(ROOM, HOST, TASK);
    newest.take(commandOf(wish(6, { run: 'paused' })));
    expect(newest.take(fullCommandOf(wish(5, { removed: [LIAR] })))).toEqual(
      wish(6, { run: 'paused', removed: [LIAR] }),
    );
  });

  it('is never one that the host has not signed as it is, for this room and this command', () => {
    const good = fullCommandOf(wish(5, { removed: [LIAR] }));
    const { addition } = good;
    if (!addition) throw new Error('It has one.');
    const forged: Command[] = [
      { ...good, addition: { ...addition, removed: [LIAR, OTHER] } },
      { ...good, addition: { ...addition, guard: 'off' } },
      { ...good, addition: { ...addition, signature: 'A'.repeat(86) } },
      { ...commandOf(wish(6)), addition },
      fullCommandOf(wish(5), OTHER_SECRET),
      fullCommandOf(wish(5, { removed: [LIAR] }), SECRET, 'other'),
    ];
    for (const command of forged)
      expect(createNewestCommand(ROOM, HOST, TASK).take(command)).toBe('command-forged');
  });
});
