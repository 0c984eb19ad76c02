/** The address that takes another tab into the same run. */
import { formatSettings, type RunSettings } from '@hearsay/shared/settings/run-settings.ts';

/** A shard chosen by hand is this tab's alone, so it is left out. */
export function linkTo(settings: RunSettings, address: string): string {
  const fragment = formatSettings({ ...settings, auto: true, shard: null });
  return `${address.replace(/#.*$/, '')}#${fragment}`;
}

/** Whether an address with this host leads other devices to themselves. */
export function onlyThisDevice(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
