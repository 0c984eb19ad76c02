/** What people paste or type to get into a room: its link, or its code. */
import { parseSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';
import { runPart } from '../fragment.ts';

export type InvitationProblem = 'empty' | 'not-a-room' | 'no-room' | 'bad-settings';

export type Invitation =
  /** A room on this server. */
  | { readonly kind: 'run'; readonly settings: RunSettings }
  /** A page on another server. */
  | { readonly kind: 'elsewhere'; readonly address: string }
  | { readonly kind: 'problem'; readonly problem: InvitationProblem };

/** @param here the page's own address */
export function readInvitation(text: string, here: string): Invitation {
  const given = text.trim();
  if (given === '') return { kind: 'problem', problem: 'empty' };
  const isAddress = /^https?:\/\//i.test(given);
  if (!isAddress && !given.includes('#')) return readCode(given);
  const fragment = runPart(given.includes('#') ? given.slice(given.indexOf('#')) : '');
  if (!new URLSearchParams(fragment).has('room')) return { kind: 'problem', problem: 'no-room' };
  if (isAddress && !samePage(given, here)) return { kind: 'elsewhere', address: given };
  const { settings, problems } = parseSettings(fragment);
  return problems.some(({ fatal }) => fatal)
    ? { kind: 'problem', problem: 'bad-settings' }
    : { kind: 'run', settings };
}

/** A code names a room and nothing else: no key, and the usual settings. */
function readCode(code: string): Invitation {
  const { settings, problems } = parseSettings(`room=${encodeURIComponent(code)}`);
  return problems.length > 0 ? { kind: 'problem', problem: 'not-a-room' } : { kind: 'run', settings };
}

function samePage(address: string, here: string): boolean {
  if (!URL.canParse(address)) return false;
  const [there, own] = [new URL(address), new URL(here)];
  return there.origin === own.origin && there.pathname === own.pathname;
}
