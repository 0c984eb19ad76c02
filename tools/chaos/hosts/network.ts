/**
 * Machines in one: network namespaces, each with an address of its own, on one bridge as on one switch. Nothing
 * is added to the computer's own network, and all of it goes with the process that made it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError } from '../../command-line/run-command.ts';

/** Followed by the number of the process that made it and a name; what that process uses has the same name in /tmp. */
const PREFIX = 'hearsay-hosts-';
const SUBNET = '10.77.0';
const BRIDGE = 'switch';
const ENDING_PASSES = 5;

export interface Machine {
  readonly address: string;
  /** What to write before a command to run it on this machine. */
  readonly within: readonly string[];
}

export interface Network {
  /** The one that the switch is in. */
  readonly server: Machine;
  readonly peers: readonly Machine[];
  /** For the files of this network's programs. */
  readonly directory: string;
  /** Pulls the cable of a peer out of the switch. */
  cut(peer: number): void;
  mend(peer: number): void;
  /** A file that runs the program on that machine with the arguments it gets. */
  wrap(machine: Machine, program: string): string;
  /** Ends all that runs on the machines, and removes them. */
  remove(): void;
}

/**
 * Makes a server and so many peers, each of which reaches all others. What earlier runs left that were killed is
 * removed first. @param ip the program of iproute2 @throws Error with one line where that is not permitted
 */
export function createNetwork(ip: string, peers: number): Network {
  const { run, own, directory, remove } = beginRun(ip);
  const names = Array.from({ length: peers }, (_, peer) => `${own}-peer${peer}`);
  const server = `${own}-server`;
  const portOf = (peer: number): string => `peer${peer}`;
  const addressOf = (number: number): string => `${SUBNET}.${number}`;
  const machineOf = (name: string, address: string): Machine => ({
    address,
    within: [ip, 'netns', 'exec', name],
  });

  try {
    removeLeftovers(run);
    mkdirSync(directory);
    run('netns', 'add', server);
    run('-n', server, 'link', 'set', 'lo', 'up');
    run('-n', server, 'link', 'add', BRIDGE, 'type', 'bridge');
    run('-n', server, 'address', 'add', `${addressOf(1)}/24`, 'dev', BRIDGE);
    run('-n', server, 'link', 'set', BRIDGE, 'up');
    for (const [peer, name] of names.entries()) {
      run('netns', 'add', name);
      run('-n', name, 'link', 'set', 'lo', 'up');
      run('-n', server, 'link', 'add', portOf(peer), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
      run('-n', server, 'link', 'set', portOf(peer), 'master', BRIDGE, 'up');
      // An IPv6 address that comes a second later is a change of network, and Chromium ends all requests at one.
      run('-n', name, 'link', 'set', 'eth0', 'addrgenmode', 'none');
      run('-n', name, 'address', 'add', `${addressOf(11 + peer)}/24`, 'dev', 'eth0');
      run('-n', name, 'link', 'set', 'eth0', 'up');
      // A browser without permission for the camera tells others only the address on its default route.
      run('-n', name, 'route', 'add', 'default', 'via', addressOf(1));
    }
  } catch (error) {
    remove();
    throw new Error(
      'Several machines in one need network namespaces, which are not permitted here: run it as root, in a ' +
        `container with --privileged. (${describeError(error)})`,
    );
  }

  return {
    server: machineOf(server, addressOf(1)),
    peers: names.map((name, peer) => machineOf(name, addressOf(11 + peer))),
    directory,
    cut: (peer) => void run('-n', server, 'link', 'set', portOf(peer), 'down'),
    mend: (peer) => void run('-n', server, 'link', 'set', portOf(peer), 'up'),
    wrap: (machine, program) => wrapProgram(directory, machine, program),
    remove,
  };
}

/** @returns a file in that directory, that runs the program on that machine with the arguments it gets */
export function wrapProgram(directory: string, { address, within }: Machine, program: string): string {
  const file = join(directory, address);
  const words = [...within, program].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  writeFileSync(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

export type RunIp = (...args: string[]) => string;

/** What a run's machines have in common. */
interface MachineRun {
  readonly run: RunIp;
  /** What their names begin with. */
  readonly own: string;
  /** Of the run's own; to be made. */
  readonly directory: string;
  /** Ends all that runs on them, and removes them; called at the end of the process too. */
  remove(): void;
}

/** @param ip of iproute2 */
export function beginRun(ip: string): MachineRun {
  const run: RunIp = (...args) =>
    execFileSync(ip, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const own = `${PREFIX}${process.pid}`;
  const remove = (): void => {
    process.off('exit', remove);
    removeRun(run, own);
  };
  process.once('exit', remove);
  return { run, own, directory: join(tmpdir(), own), remove };
}

/** @returns the runs that namespaces or directories are of */
function namesOf(run: RunIp): { namespaces: string[]; directories: string[] } {
  const belongs = (name: string): boolean => name.startsWith(PREFIX);
  const namespaces = run('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0])
    .filter(belongs);
  return { namespaces, directories: readdirSync(tmpdir()).filter(belongs) };
}

export function removeLeftovers(run: RunIp): void {
  const { namespaces, directories } = namesOf(run);
  const makers = [...namespaces, ...directories].map((name) =>
    Number(name.slice(PREFIX.length).split('-')[0]),
  );
  for (const maker of new Set(makers)) {
    if (Number.isInteger(maker) && !isRunning(maker)) removeRun(run, `${PREFIX}${maker}`);
  }
}

/** Never throws: what cannot be removed now is a leftover for the next run. */
function removeRun(run: RunIp, own: string): void {
  try {
    for (const name of namesOf(run).namespaces.filter((one) => one.startsWith(`${own}-`))) {
      endAllIn(run, name);
      run('netns', 'delete', name);
    }
    rmSync(join(tmpdir(), own), { recursive: true, force: true, maxRetries: 5 });
  } catch (error) {
    console.error(`Not all of the machines could be removed: ${describeError(error)}`);
  }
}

/** What is ended may just be starting more. */
function endAllIn(run: RunIp, namespace: string): void {
  for (let pass = 0; pass < ENDING_PASSES; pass++) {
    const pids = run('netns', 'pids', namespace).split('\n').filter(Boolean);
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }
}

/** Whether that is another run of this command, and not some process that has its number now. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chaos');
  } catch {
    return false;
  }
}
