import { describe, expect, it } from 'vitest';
import type { FromPictures, ToPictures } from './bridge.ts';
import { createPictureReader } from './picture-reader.ts';

/** A reader with a Worker that answers when it is told to. */
function setUp() {
  const sent: ToPictures[] = [];
  let closed = 0;
  let answer: (message: FromPictures) => void = () => {};
  let fail = (): void => {};
  const reader = createPictureReader(
    (onMessage, onError) => {
      answer = onMessage;
      fail = onError;
      return { post: (message) => sent.push(message), close: () => (closed += 1) };
    },
    async (_, file) => Uint8Array.from(file, (letter) => letter.charCodeAt(0)),
  );
  return { reader, sent, answer: (m: FromPictures) => answer(m), fail: () => fail(), closed: () => closed };
}

const blob = new Blob(['.']);
const inPage = (file: string): Uint8Array => Uint8Array.from(file, (letter) => letter.charCodeAt(0));

describe('a reader of pictures', () => {
  it('has its Worker read, and gives each answer to the one that asked', async () => {
    const { reader, sent, answer } = setUp();
    const [a, b] = [reader.read(blob, 'a', 32), reader.read(blob, 'b', 32)];
    answer({ kind: 'started', able: true });
    answer({ kind: 'picture', id: sent[1].id, pixels: Uint8Array.of(2) });
    answer({
      kind: 'failed',
      id: sent[0].id,
      problem: { code: 'not-a-picture', file: 'a', looksLike: null },
    });
    await expect(b).resolves.toEqual(Uint8Array.of(2));
    await expect(a).rejects.toMatchObject({ problem: { code: 'not-a-picture', file: 'a' } });
  });

  it('tries in the page what the Worker cannot decode', async () => {
    const { reader, sent, answer } = setUp();
    const picture = reader.read(blob, 'a', 32);
    answer({ kind: 'failed', id: sent[0].id, problem: { code: 'picture-damaged', file: 'a' } });
    expect(await picture).toEqual(inPage('a'));
  });

  it('goes on in the page where Workers cannot draw, or the Worker breaks', async () => {
    for (const how of ['unable', 'broken'] as const) {
      const { reader, answer, fail, sent, closed } = setUp();
      const before = reader.read(blob, 'before', 32);
      if (how === 'unable') answer({ kind: 'started', able: false });
      else fail();
      expect([await before, await reader.read(blob, 'after', 32)]).toEqual([
        inPage('before'),
        inPage('after'),
      ]);
      expect([sent.length, closed()]).toEqual([1, 1]);
    }
  });
});
