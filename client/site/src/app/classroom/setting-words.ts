/** What a host can set, in the words of the page. */

import type { HostSettings } from '@hearsay/shared/room/host-settings.ts';
import type { ChosenGossipRate, Partition } from '@hearsay/shared/settings/run-settings.ts';
import type { Words } from '../words/words.ts';

type Shown = Pick<HostSettings, 'gossip' | 'method' | 'partition' | 'codec'>;

export function inWords(settings: Shown, say: Words): Record<keyof Shown, string> {
  return {
    gossip: gossipInWords(settings.gossip, say),
    method: say.form.methods[settings.method]?.name ?? settings.method,
    partition: partitionInWords(settings.partition, say),
    codec: settings.codec,
  };
}

export function gossipInWords(gossip: ChosenGossipRate, { format }: Words): string {
  if (typeof gossip === 'string') return 'ln n';
  const decimals = Number.isInteger(gossip) ? 0 : Number.isInteger(10 * gossip) ? 1 : 2;
  return format.decimal(gossip, decimals);
}

export function partitionInWords(partition: Partition, { classroom, format }: Words): string {
  const say = classroom.host.partitions;
  if (partition.kind === 'labels') return say.labels(partition.labels);
  return partition.kind === 'iid' ? say.iid : say.dirichlet(format.decimal(partition.alpha, 1));
}
