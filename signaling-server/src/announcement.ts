/** What the server prints once it listens. */
import type { NetworkInterfaceInfo } from 'node:os';
import { renderUnicodeCompact } from 'uqr';

/** Interfaces of containers, virtual machines and tunnels: other devices seldom reach them, so they go last. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|utun|tun|tap|wg|zt|tailscale)/i;
/** Addresses that a machine gives itself when no network answered. */
const SELF_ASSIGNED = '169.254.';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** The IPv4 addresses by which other devices may reach this machine, the likeliest first. */
export function lanAddresses(interfaces: Interfaces): string[] {
  const outer: string[] = [];
  const virtual: string[] = [];
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    for (const { family, internal, address } of addresses) {
      if (family !== 'IPv4' || internal || address.startsWith(SELF_ASSIGNED)) continue;
      (VIRTUAL.test(name) ? virtual : outer).push(address);
    }
  }
  return [...outer, ...virtual];
}

/**
 * The lines to print: where to open it here, where from other devices, and a QR code for the first of those.
 * `lan` are the addresses of `lanAddresses`; none if the server listens on one address only.
 */
export function announcement(localUrl: string, port: number, lan: readonly string[]): string {
  const lines = ['', 'Hearsay is running.', '', `  On this machine:    ${localUrl}`];
  const lanUrls = lan.map((address) => `http://${address}:${port}`);
  for (const url of lanUrls) lines.push(`  On the network:     ${url}`);
  if (lanUrls.length > 0) {
    const code = renderUnicodeCompact(lanUrls[0], { border: 2 }).split('\n');
    lines.push('', ...code.map((line) => `  ${line}`), `  ${lanUrls[0]}`);
  }
  lines.push('', '  To stop: press Ctrl-C.', '');
  return lines.join('\n');
}
