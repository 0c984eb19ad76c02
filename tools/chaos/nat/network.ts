/**
 * Two homes in one machine: network namespaces, each behind a router of its own that gives every connection another port, so
 * that nobody outside can know by which a peer is reached (symmetric NAT). The server and the relay are outside.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { describeError } from '../../command-line/run-command.ts';
import { beginRun, type Machine, type RunIp, removeLeftovers, wrapProgram } from '../hosts/network.ts';

const OUTSIDE = '10.77.0';
const BRIDGE = 'switch';
const HOMES = 2;

/** As routers at home are set: what was not asked for is dropped without an answer, at which coturn would end its session. */
const RULES = `
table ip nat {
  chain out {
    type nat hook postrouting priority 100;
    oifname "wan" masquerade fully-random
  }
}
table ip gate {
  chain in {
    type filter hook input priority 0; policy accept;
    iifname "wan" ct state new drop
  }
  chain pass {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname "lan" accept
  }
}
`;

export interface NatNetwork {
  /** Outside of all homes. */
  readonly server: Machine;
  /** One in each home. */
  readonly peers: readonly Machine[];
  /** For the files of this network's programs. */
  readonly directory: string;
  /** The router of that home gets another address outside, and forgets all connections, as when a provider gives a new one. */
  changeAddress(home: number): void;
  wrap(machine: Machine, program: string): string;
  /** Ends all that runs on the machines, and removes them. */
  remove(): void;
}

/** @param ip of iproute2 @param nft of nftables @throws Error with one line where this is not permitted */
export function createNatNetwork(ip: string, nft: string): NatNetwork {
  const { run, own, directory, remove } = beginRun(ip);
  const outside = `${own}-outside`;
  const homes = Array.from({ length: HOMES }, (_, home) => ({
    router: `${own}-router${home}`,
    peer: `${own}-peer${home}`,
    inside: `10.78.${home}`,
    address: `${OUTSIDE}.${21 + home}`,
    next: `${OUTSIDE}.${121 + home}`,
  }));

  try {
    removeLeftovers(run);
    mkdirSync(directory);
    addMachine(run, outside);
    run('-n', outside, 'link', 'add', BRIDGE, 'type', 'bridge');
    run('-n', outside, 'address', 'add', `${OUTSIDE}.1/24`, 'dev', BRIDGE);
    run('-n', outside, 'link', 'set', BRIDGE, 'up');
    // The rest of the world, which swallows what is sent to addresses inside of homes: without a way there coturn ends its session.
    run('-n', outside, 'link', 'add', 'rest', 'type', 'veth', 'peer', 'name', 'void');
    run('-n', outside, 'link', 'set', 'void', 'up');
    run('-n', outside, 'link', 'set', 'rest', 'arp', 'off', 'up');
    run('-n', outside, 'route', 'add', 'default', 'dev', 'rest');
    for (const [home, { router, peer, inside, address }] of homes.entries()) {
      const port = `home${home}`;
      addMachine(run, router);
      addMachine(run, peer);
      run('-n', outside, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'wan', 'netns', router);
      run('-n', outside, 'link', 'set', port, 'master', BRIDGE, 'up');
      run('-n', router, 'link', 'add', 'lan', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', peer);
      addAddress(run, router, 'lan', `${inside}.1/24`);
      addAddress(run, router, 'wan', `${address}/24`);
      addAddress(run, peer, 'eth0', `${inside}.2/24`);
      run('-n', peer, 'route', 'add', 'default', 'via', `${inside}.1`);
      run('netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward');
      execFileSync(ip, ['netns', 'exec', router, nft, '-f', '-'], { input: RULES, stdio: 'pipe' });
    }
  } catch (error) {
    remove();
    throw new Error(
      'Homes behind routers need network namespaces and nftables with masquerading, which are not to be had here: run it as ' +
        `root, in a container with --privileged. (${describeError(error)})`,
    );
  }

  const machineOf = (name: string, address: string): Machine => ({
    address,
    within: [ip, 'netns', 'exec', name],
  });
  return {
    server: machineOf(outside, `${OUTSIDE}.1`),
    peers: homes.map(({ peer, inside }) => machineOf(peer, `${inside}.2`)),
    directory,
    changeAddress(home) {
      const { router, address, next } = homes[home];
      // A connection that is masqueraded is forgotten with the address that it went out by.
      run('-n', router, 'address', 'delete', `${address}/24`, 'dev', 'wan');
      run('-n', router, 'address', 'add', `${next}/24`, 'dev', 'wan');
    },
    wrap: (machine, program) => wrapProgram(directory, machine, program),
    remove,
  };
}

function addMachine(run: RunIp, name: string): void {
  run('netns', 'add', name);
  run('-n', name, 'link', 'set', 'lo', 'up');
}

function addAddress(run: RunIp, name: string, device: string, address: string): void {
  // As in hosts/network.ts.
  run('-n', name, 'link', 'set', device, 'addrgenmode', 'none');
  run('-n', name, 'address', 'add', address, 'dev', device);
  run('-n', name, 'link', 'set', device, 'up');
}
