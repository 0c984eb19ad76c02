import { makeIdentity, reportText } from '@hearsay/shared/room/identity.ts';
import { expect, it } from 'vitest';
import { createVerifier, NATIVE_PER_SECOND, SCRIPT_PER_SECOND } from './verifier.ts';

const identity = makeIdentity('secret');
const report = { id: identity.id } as Parameters<typeof reportText>[1];
const text = reportText('class', report);
const proof = identity.proveReport('class', report);

it('finds the same by the browser and by itself', async () => {
  const native = createVerifier(crypto.subtle);
  const script = createVerifier(null);
  await expect.poll(() => native.perSecond).toBe(NATIVE_PER_SECOND);
  expect(script.perSecond).toBe(SCRIPT_PER_SECOND);
  const cases = [
    { text, proof },
    { text: `${text} `, proof },
    { text, proof: { ...proof, key: makeIdentity('other').proveReport('class', report).key } },
    { text, proof: { ...proof, key: 'A'.repeat(43) } },
    { text, proof: { ...proof, signature: 'A'.repeat(86) } },
    { text, proof: { ...proof, key: '' } },
  ];
  for (const verifier of [native, script]) {
    const found = await Promise.all(cases.map((one) => verifier.check(one.text, one.proof)));
    expect(found).toEqual([true, false, false, false, false, false]);
  }
});

it('does without where the browser knows nothing of Ed25519', async () => {
  const refuses = () => Promise.reject(new Error('NotSupportedError'));
  const verifier = createVerifier({ importKey: refuses, verify: refuses });
  await Promise.resolve();
  expect([verifier.perSecond, verifier.check(text, proof)]).toEqual([SCRIPT_PER_SECOND, true]);
});
