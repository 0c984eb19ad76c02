import { describe, expect, it } from 'vitest';
import { createAddresses, networkOf } from './addresses.ts';
import { DEFAULT_LIMITS } from './limits.ts';

describe('networkOf', () => {
  it.each([
    ['10.0.0.7', '10.0.0.7'],
    ['::ffff:10.0.0.7', '10.0.0.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['', ''],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('addresses', () => {
  it('are forgotten when nothing is to be remembered of them', () => {
    let time = 0;
    const addresses = createAddresses(DEFAULT_LIMITS, () => time);
    addresses.of('a').sockets += 1;
    addresses.of('b').messages.take(1);
    addresses.of('c');
    addresses.sweep();
    expect(addresses.size).toBe(2);
    time = 60_000;
    addresses.sweep();
    expect(addresses.size).toBe(1);
    expect(addresses.of('a').sockets).toBe(1);
  });

  it('are told apart up to a bound', () => {
    const addresses = createAddresses(DEFAULT_LIMITS, () => 0);
    for (let i = 0; i < 50_010; i++) addresses.of(String(i));
    expect(addresses.size).toBe(50_000);
    expect(addresses.of('50001')).toBe(addresses.of('50002'));
  });
});
