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

export interface Announced {
  /** Where this machine reaches it. */
  readonly localUrl: string;
  readonly port: number;
  /** The addresses of `lanAddresses`; none if the server listens on one address only. */
  readonly lan: readonly string[];
  /** Those that its certificate is for: it is for no address then. */
  readonly names?: readonly string[];
  /** Where the certificate lies that it made for itself. */
  readonly selfSignedFile?: string | null;
}

/** The lines to print: where to open it here, where from other devices, and a QR code for the first of those. */
export function announcement({ localUrl, port, lan, names = [], selfSignedFile = null }: Announced): string {
  const lines = ['', 'Hearsay is running.', '', `  On this machine:    ${localUrl}`];
  const { protocol } = new URL(localUrl);
  const byName = names.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
  const onLan = lan.map((address) => `${protocol}//${address}:${port}`);
  for (const url of byName) lines.push(`  By its name:        ${url}`);
  const others = byName.length > 0 ? byName : onLan;
  if (byName.length === 0) for (const url of onLan) lines.push(`  On the network:     ${url}`);
  if (others.length > 0) {
    const code = renderUnicodeCompact(others[0], { border: 2 }).split('\n');
    lines.push('', ...code.map((line) => `  ${line}`), `  ${others[0]}`);
  }
  if (selfSignedFile !== null) lines.push('', ...onWarning(selfSignedFile));
  lines.push('', '  To stop: press Ctrl-C.', '');
  return lines.join('\n');
}

const onWarning = (file: string): string[] => [
  '  Each browser warns once that the connection is not private, since nobody but this machine vouches for its',
  '  certificate. Choose "Advanced", then "Proceed" or "Accept the risk": what travels is encrypted all the same.',
  `  Peers without a browser need the variable NODE_EXTRA_CA_CERTS=${file}`,
];
