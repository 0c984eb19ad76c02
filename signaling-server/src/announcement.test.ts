import type { NetworkInterfaceInfo } from 'node:os';
import { renderUnicodeCompact } from 'uqr';
import { describe, expect, it } from 'vitest';
import { announcement, lanAddresses } from './announcement.ts';

function address(family: 'IPv4' | 'IPv6', text: string, internal = false): NetworkInterfaceInfo {
  const common = { address: text, netmask: '', mac: '', internal, cidr: null };
  return family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 };
}

describe('lanAddresses', () => {
  it('are the IPv4 addresses that others can reach, those of containers last', () => {
    const interfaces = {
      lo: [address('IPv4', '127.0.0.1', true)],
      docker0: [address('IPv4', '172.17.0.1')],
      wlan0: [address('IPv6', 'fe80::1'), address('IPv4', '192.168.1.7')],
      eth1: [address('IPv4', '169.254.3.4')],
      gone: undefined,
    };
    expect(lanAddresses(interfaces)).toEqual(['192.168.1.7', '172.17.0.1']);
  });
});

describe('announcement', () => {
  it('names every address and shows a code for the first of the network', () => {
    const text = announcement({ localUrl: 'http://localhost:81', port: 81, lan: ['10.0.0.2', '10.0.0.3'] });
    for (const url of ['http://localhost:81', 'http://10.0.0.2:81', 'http://10.0.0.3:81']) {
      expect(text).toContain(url);
    }
    const code = renderUnicodeCompact('http://10.0.0.2:81', { border: 2 }).split('\n');
    expect(text.split('\n').map((line) => line.trim())).toEqual(expect.arrayContaining(code));
    expect(text).toContain('Ctrl-C');
  });

  it('shows no code without a network', () => {
    expect(announcement({ localUrl: 'http://localhost:81', port: 81, lan: [] })).not.toContain('█');
  });

  it('has the names of a certificate instead of addresses, which that is not for', () => {
    const text = announcement({
      localUrl: 'https://localhost',
      port: 443,
      lan: ['10.0.0.2'],
      names: ['a.example'],
    });
    expect(text).toContain('By its name:        https://a.example\n');
    expect(text).not.toContain('10.0.0.2');
    expect(text).toContain('█');
  });

  it('explains the warning of browsers where the certificate is its own', () => {
    const at = { localUrl: 'https://localhost:81', port: 81, lan: ['10.0.0.2'] };
    const text = announcement({ ...at, selfSignedFile: '/kept/certificate.pem' });
    expect(text).toContain('https://10.0.0.2:81');
    expect(text).toContain('Each browser warns once');
    expect(text).toContain('NODE_EXTRA_CA_CERTS=/kept/certificate.pem');
    expect(announcement(at)).not.toContain('warns');
  });
});
