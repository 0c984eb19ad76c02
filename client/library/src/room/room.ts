/**
 * A peer's part in a room that has a host: takes the host's commands, whoever brings them, and passes them on; tells the
 * neighbours how this peer and others are. Each command goes over each link once or twice; a new neighbour is told the newest
 * at once, and one whose report says that it follows an older one is told again. Loaded only for rooms with a host.
 */

import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import {
  type Command,
  changedWish,
  signedAddition,
  signedText,
  type Wish,
  type WishChange,
  writeHostSettings,
} from '@hearsay/shared/room/command.ts';
import { createFirstCommand } from '@hearsay/shared/room/first-command.ts';
import { publicKeyOf, sign } from '@hearsay/shared/room/host-key.ts';
import { hostSettingsOf } from '@hearsay/shared/room/host-settings.ts';
import type { Identity } from '@hearsay/shared/room/identity.ts';
import { createNewestCommand } from '@hearsay/shared/room/newest-command.ts';
import { MAX_REPORTS_TOLD, type Report, type ToldReport } from '@hearsay/shared/room/report.ts';
import { ReportTable } from '@hearsay/shared/room/report-table.ts';
import { parseRoomMessage, type RoomMessage } from '@hearsay/shared/room/room-message.ts';
import { createSigners } from '@hearsay/shared/room/signers.ts';
import { type RunSettings, settingProblem } from '@hearsay/shared/settings/run-settings.ts';
import { SettingError } from '@hearsay/shared/settings/setting-error.ts';
import type { Task } from '@hearsay/shared/tasks/task.ts';
import type { Random } from '@hearsay/shared/util/random/random.ts';
import { createTokenBucket, type TokenBucket } from '@hearsay/shared/util/token-bucket.ts';
import type { SignedCount } from '../peer/signed-counts.ts';
import { errorOf } from '../problem-words.ts';
import { HearsayError } from '../problems.ts';
import type { Status } from '../session/status.ts';
import { ownReport } from './own-report.ts';
import { createReportIntake } from './report-intake.ts';
import { createVerifier, type Verifier } from './verifier.ts';

/** Commands a second that are taken from a neighbour, and at once: a signature takes milliseconds to verify. */
const COMMANDS_PER_SECOND = 2;
const COMMAND_BURST = 10;
/** The same for reports: a neighbour tells once a second, and the network may hold it up. */
const REPORTS_PER_SECOND = 2 * MAX_REPORTS_TOLD;
const REPORT_BURST = 6 * MAX_REPORTS_TOLD;
/** Least milliseconds between two times that a neighbour is told the newest command anew. */
const TELL_AGAIN_MS = 2000;
/** So long after a change of the host's it is made again where the room turns out to know a newer command. */
const MADE_AGAIN_MS = 60_000;
/** Refusals a second that are read, and at once: each may hold a command, see `turnedAway`. */
const REFUSALS_PER_SECOND = 0.5;
const REFUSAL_BURST = 5;

/** What the host of the room wishes now. */
export interface HostState extends Wish {
  /** Whether this tab holds the host's secret, and so may command. */
  readonly isHost: boolean;
}

/** Whom the host keeps out now. */
export interface Removal {
  readonly ids: ReadonlySet<PeerId>;
  /** The command that says so, for those of them who ask for a link; null where none does. */
  readonly why: string | null;
  /** Those of them that were in the room until now, as far as is known here. */
  readonly present: readonly PeerId[];
}

export interface RoomOptions {
  readonly self: PeerId;
  /** Signs its reports, where the server has given it the id of that. */
  readonly identity?: Identity | undefined;
  /** By default the browser's, where it has one. */
  readonly verifier?: Verifier;
  /** Of a peer that is to lie: what it tells in place of these. */
  readonly forge?: ((told: readonly ToldReport[]) => ToldReport[]) | undefined;
  /** Of a room with a host, as they were in the link. */
  readonly settings: RunSettings;
  readonly task: Pick<Task, 'outputs'>;
  readonly random: Random;
  /** Milliseconds from any origin. */
  readonly now: () => number;
  /** Milliseconds since 1970: a host's numbers grow also when it begins anew. */
  readonly date: () => number;
  readonly send: (to: PeerId, message: RoomMessage) => void;
  /** The host wishes something else than before; called once with what holds before the first command. */
  readonly onWish: (state: HostState) => void;
  /** Others are kept out than before. Called after `onWish`, and after all neighbours were told. */
  readonly onRemoval: (removal: Removal) => void;
  readonly onReports: (reports: readonly Report[]) => void;
  /** Another peer has signed how many updates it has made. */
  readonly onSigned?: (count: SignedCount) => void;
  readonly onDropped: (reason: string) => void;
}

export interface Room {
  /** @param message as it came */
  receive(from: PeerId, message: unknown): void;
  /** A peer refused a link because the host has removed this one. @param why the `Removal`'s, as it came: it need not be true */
  turnedAway(why: string): void;
  /** All neighbours that are connected now. */
  setNeighbours(connected: readonly PeerId[]): void;
  /** This peer began an exchange with these. */
  exchanged(to: readonly PeerId[]): void;
  /** Tells the neighbours how it is; called about once a second. @param sketch of the parameters, or empty */
  report(status: Status, sketch: string): void;
  /** Lets `onReports` know what is new; called often. */
  publish(): void;
  /** @throws HearsayError `not-the-host`, or `bad-setting` where a value cannot be used */
  command(change: WishChange): void;
}

interface Neighbour {
  readonly commands: TokenBucket;
  readonly reports: TokenBucket;
  readonly signatures: TokenBucket;
  toldAt: number;
}

export function createRoom(options: RoomOptions): Room {
  const { self, settings, task, random, now, date, send, onWish, onRemoval, onReports, onDropped } = options;
  const { identity, forge = (told) => [...told], onSigned = () => {} } = options;
  const { room, host, hostSecret } = settings;
  const isHost = hostSecret !== '' && publicKeyOf(hostSecret) === host;
  const newest = createNewestCommand(room, host, task);
  const refusals = createTokenBucket(REFUSALS_PER_SECOND, REFUSAL_BURST, now);
  const signs = identity?.id === self;
  const table = new ReportTable(self, random);
  const intake = createReportIntake({
    ...{ self, room, table, now, onSigned, onDropped },
    signers: identity?.signers ?? createSigners(),
    verifier: options.verifier ?? createVerifier(),
    onFresh() {
      isNew = true;
    },
  });
  const exchanges = new Map<PeerId, number>();
  let neighbours = new Map<PeerId, Neighbour>();
  let wish: Wish = {
    ...{ number: 0, run: 'training', removed: [], guard: null },
    settings: hostSettingsOf(settings),
  };
  let reports = 0;
  let isNew = false;
  const first = createFirstCommand();
  /** The host's last change, until a neighbour follows it. */
  let unheard: { readonly change: WishChange; readonly at: number } | null = null;

  const follow = (next: Wish): void => {
    const before = wish.removed.join();
    wish = next;
    onWish({ ...wish, isHost });
    if (wish.removed.join() === before) return;
    const ids = new Set(wish.removed);
    const present = table.reports().flatMap(({ id }) => (ids.has(id) && id !== self ? [id] : []));
    table.setRemoved(ids);
    isNew = true;
    onRemoval({ ids, present, why: newest.added && JSON.stringify(newest.added) });
  };

  const tell = (to: PeerId, neighbour: Neighbour): void => {
    const { command, added } = newest;
    if (command === null) return;
    neighbour.toldAt = now();
    if (added !== null && added !== command) send(to, added);
    send(to, command);
  };

  const passOn = (except: PeerId | null): void => {
    for (const [id, neighbour] of neighbours) if (id !== except) tell(id, neighbour);
  };

  const issue = (change: WishChange): void => {
    const next = wished(() => changedWish(room, wish, change, date(), task), change);
    newest.take(commandOf(next));
    first.clear();
    // Those too that are removed by it are told before they are parted from.
    passOn(null);
    follow(next);
  };

  const commandOf = (next: Wish): Command => {
    const { number, run, removed, guard } = next;
    const unsigned = { number, run, settings: writeHostSettings(room, next.settings) };
    const signature = sign(signedText(unsigned), hostSecret);
    const command: Command = { type: 'command', ...unsigned, signature };
    if (newest.added === null && removed.length === 0 && guard === null) return command;
    const added = { removed: [...removed], guard };
    const signed = sign(signedAddition(room, number, added), hostSecret);
    return { ...command, addition: { ...added, signature: signed } };
  };

  /** @param from who told it, and need not be told */
  const take = (command: Command, from: PeerId | null): void => {
    const taken = newest.take(command);
    if (typeof taken !== 'object') {
      if (taken !== 'known') onDropped(taken);
      return;
    }
    first.clear();
    // The clock of a host that has just come may be behind: its change is newer than what the room knew before.
    const again = unheard !== null && now() - unheard.at <= MADE_AGAIN_MS ? unheard.change : null;
    unheard = null;
    if (again === null) passOn(from);
    follow(taken);
    if (again !== null) issue(again);
  };

  const receiveCommand = (from: PeerId, neighbour: Neighbour, command: Command): void => {
    if (neighbour.commands.take(1) < 0) {
      onDropped('command-flood');
      return;
    }
    const isOldFirst = newest.command === null && first.isOld(command, date());
    if (!isOldFirst || typeof newest.read(command) !== 'object') {
      take(command, from);
      return;
    }
    if (first.hold(from, command)) onDropped('command-unconfirmed');
    decide();
  };

  const isBehind = ({ command, added }: Report): boolean =>
    command < wish.number || (added !== undefined && added < (newest.added?.number ?? 0));

  const decide = (): void => {
    if (newest.command !== null) return;
    const command = first.decide(now());
    if (command !== null) take(command, null);
  };

  onWish({ ...wish, isHost });

  return {
    receive(from, value) {
      const neighbour = neighbours.get(from);
      if (neighbour === undefined) return;
      const message = parseRoomMessage(value);
      if (message === null) {
        onDropped('malformed');
        return;
      }
      if (message.type === 'command') {
        receiveCommand(from, neighbour, message);
        return;
      }
      if (neighbour.reports.take(message.reports.length) < 0) {
        onDropped('report-flood');
        return;
      }
      intake.take(from, message.reports, neighbour.signatures);
      const own = message.reports.find(({ report }) => report.id === from);
      if (own !== undefined && newest.command === null) {
        first.follows(from, own.report.command);
        decide();
      }
      if (own === undefined) return;
      if (own.report.command === wish.number) unheard = null;
      if (isBehind(own.report) && now() - neighbour.toldAt >= TELL_AGAIN_MS) tell(from, neighbour);
    },
    turnedAway(why) {
      const command = refusals.take(1) < 0 ? null : commandIn(why);
      if (command === null) onDropped('refusal-unread');
      else if (newest.command === null && first.isOld(command, date())) onDropped('command-unconfirmed');
      else take(command, null);
    },
    setNeighbours(connected) {
      const before = neighbours;
      neighbours = new Map(
        connected.map((id) => [
          id,
          before.get(id) ?? {
            commands: createTokenBucket(COMMANDS_PER_SECOND, COMMAND_BURST, now),
            reports: createTokenBucket(REPORTS_PER_SECOND, REPORT_BURST, now),
            signatures: intake.createBudget(),
            toldAt: now(),
          },
        ]),
      );
      table.setNeighbours(connected);
      first.setNeighbours(connected, now());
      for (const [id, neighbour] of neighbours) if (!before.has(id)) tell(id, neighbour);
      for (const id of exchanges.keys()) if (!neighbours.has(id)) exchanges.delete(id);
    },
    exchanged(to) {
      for (const id of to) if (neighbours.has(id)) exchanges.set(id, (exchanges.get(id) ?? 0) + 1);
    },
    report(status, sketch) {
      decide();
      if (first.isHearing(now())) return;
      const seconds = now() / 1000;
      // Of one that was reloaded they are to be newer than before.
      reports = Math.max(reports + 1, signs ? date() : 0);
      const report = ownReport(status, {
        id: self,
        number: reports,
        command: wish.number,
        ...(wish.number > 0 && { added: newest.added?.number ?? 0 }),
        exchanges,
        sketch,
        isPrivate: settings.privacy !== null,
      });
      exchanges.clear();
      if (report === null) return;
      table.renew(report, seconds, signs ? identity.proveReport(room, report) : undefined);
      isNew = true;
      for (const id of neighbours.keys()) {
        send(id, { type: 'reports', reports: forge(table.pick(id, seconds)) });
      }
    },
    publish() {
      if (!isNew) return;
      isNew = false;
      onReports(table.reports());
    },
    command(change) {
      if (!isHost) {
        throw errorOf({ code: 'not-the-host' });
      }
      if (change?.remove === self) {
        const { fatal: _, ...problem } = settingProblem('remove', self, { code: 'peer-id' });
        throw errorOf({ code: 'bad-setting', ...problem });
      }
      issue(change);
      unheard = { change, at: now() };
    },
  };
}

function wished(make: () => Wish, change: unknown): Wish {
  try {
    return make();
  } catch (error) {
    if (error instanceof SettingError)
      throw new HearsayError({ code: 'bad-setting', ...error.problem }, error.message);
    // From the console of a browser anything may come.
    const { fatal: _, ...problem } = settingProblem('command', String(change), { code: 'command' });
    throw errorOf({ code: 'bad-setting', ...problem });
  }
}

/** Null where there is none. Never throws. */
function commandIn(text: string): Command | null {
  try {
    const message = parseRoomMessage(JSON.parse(text));
    return message?.type === 'command' ? message : null;
  } catch {
    return null;
  }
}
