/** What the host of a room may set while it runs. */
import type { RunSettings } from '../settings/run-settings.ts';

export type HostSettings = Pick<
  RunSettings,
  'method' | 'with' | 'partition' | 'resets' | 'gossip' | 'exchange' | 'codec'
>;

/** These alone, of all the settings of a run. */
export function hostSettingsOf(settings: HostSettings): HostSettings {
  const { method, with: own, partition, resets, gossip, exchange, codec } = settings;
  return { method, with: own, partition, resets, gossip, exchange, codec };
}
