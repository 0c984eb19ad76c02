/** Everything else that can be counted, in three groups. */
import type { RunSettings } from '@hearsay/shared/protocol/run-settings.ts';
import type { ComponentChildren } from 'preact';
import type { Status } from '../../status.ts';
import { formatBytes, formatCount, formatRate } from '../words/format.ts';

export function Numbers({ status, settings }: { status: Status; settings: RunSettings }) {
  const dropped = Object.entries(status.dropped).filter(([, count]) => count > 0);
  return (
    <section class="all-numbers" aria-labelledby="numbers">
      <h2 id="numbers">In numbers</h2>
      <Group title="Training">
        <Fact
          term="Local updates"
          value={formatCount(status.updates)}
          note={`of ${settings.steps} steps each`}
        />
        <Fact
          term="Training steps"
          value={formatCount(status.steps)}
          note={`${formatRate(status.stepsPerSecond)} a second`}
        />
        <Fact term="Computed with" value={status.backend ?? '–'} note={status.backendReason} />
        <Fact
          term="Slot in the room"
          value={status.slot === null ? '–' : String(status.slot)}
          note="decides which part of the data it gets"
        />
      </Group>
      <Group title="Gossip">
        <Fact
          term="Exchanges started"
          value={formatRate(status.gossipRate)}
          note="a second, over the last half minute"
        />
        <Fact
          term="Models sent"
          value={formatCount(status.sent.models)}
          note={`${formatBytes(status.sent.bytes)} in all`}
        />
        <Fact
          term="Models received"
          value={formatCount(status.received.models)}
          note={`${formatBytes(status.received.bytes)} in all`}
        />
        <Fact
          term="Staleness, mean"
          value={formatRate(status.staleness.mean)}
          note={`at most ${formatCount(status.staleness.max)}; updates of a neighbour this tab has not heard of yet`}
        />
      </Group>
      {dropped.length > 0 && (
        <Group title="Messages that did not count">
          {dropped.map(([reason, count]) => (
            <Fact key={reason} term={reason} value={formatCount(count)} />
          ))}
        </Group>
      )}
    </section>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="group">
      <h3>{title}</h3>
      <dl>{children}</dl>
    </div>
  );
}

function Fact({ term, value, note }: { term: string; value: string; note?: string }) {
  return (
    <div class="fact">
      <dt>{term}</dt>
      <dd>
        <span class="value">{value}</span>
        {note && <span class="hint">{note}</span>}
      </dd>
    </div>
  );
}
