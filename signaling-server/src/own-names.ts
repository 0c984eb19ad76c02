/** The names and addresses by which this machine is reached, as far as it knows them itself. */
import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { lanAddresses } from './announcement.ts';

const HOST_NAME = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/;

export interface Machine {
  /** What it is called, as the system says. */
  readonly hostname: string;
  readonly interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

/** In lower case. @param host the address or name that the server listens on, if it is not all of them */
export function ownNames({ hostname, interfaces }: Machine, host: string | undefined): string[] {
  const called = hostname.toLowerCase();
  const names = ['localhost'];
  // By multicast, others find it under its name with `.local`.
  if (HOST_NAME.test(called)) names.push(called, ...(called.includes('.') ? [] : [`${called}.local`]));
  names.push('127.0.0.1', '::1', ...lanAddresses(interfaces));
  const listening = host?.toLowerCase().split('%', 1)[0];
  if (listening && (isIP(listening) !== 0 || HOST_NAME.test(listening))) names.push(listening);
  return [...new Set(names)].filter((name) => name !== '0.0.0.0' && name !== '::');
}
