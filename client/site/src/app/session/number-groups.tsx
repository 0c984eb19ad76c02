/** What `numbers.tsx` shows while it is open: three groups of counts. */
import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import type { NumbersProps } from './numbers.tsx';

export function Groups({ status: { value: status }, settings }: NumbersProps) {
  const { numbers: say, format } = words.value;
  const dropped = Object.entries(status.dropped).filter(([, count]) => count > 0);
  return (
    <>
      <Group title={say.training}>
        <Fact term={say.updates} value={format.count(status.updates)} note={say.stepsEach(settings.steps)} />
        <Fact
          term={say.steps}
          value={format.count(status.steps)}
          note={say.aSecond(format.rate(status.stepsPerSecond))}
        />
        <Fact
          term={say.backend}
          value={status.backend ?? '–'}
          note={status.backendWhy === null ? '' : say.backendWhy(status.backendWhy)}
        />
        <Fact term={say.slot} value={status.slot === null ? '–' : String(status.slot)} note={say.slotNote} />
      </Group>
      <Group title={say.gossip}>
        <Fact term={say.exchanges} value={format.rate(status.gossipRate)} note={say.exchangesNote} />
        <Fact term={say.sent} value={format.count(status.sent.models)} note={say.inAll(status.sent.bytes)} />
        <Fact
          term={say.received}
          value={format.count(status.received.models)}
          note={say.inAll(status.received.bytes)}
        />
        <Fact
          term={say.staleness}
          value={format.rate(status.staleness.mean)}
          note={say.stalenessNote(status.staleness.max)}
        />
      </Group>
      {dropped.length > 0 && (
        <Group title={say.dropped}>
          {dropped.map(([reason, count]) => (
            <Fact key={reason} term={reason} value={format.count(count)} />
          ))}
        </Group>
      )}
    </>
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
