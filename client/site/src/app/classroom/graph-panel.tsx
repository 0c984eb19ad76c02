/** The live graph, the device that is looked at, and what is known of it. */

import { type Signal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { Session } from 'hearsay';
import { useEffect, useRef } from 'preact/hooks';
import { classesOf } from '../classes.ts';
import { isDark } from '../colour-scheme.ts';
import { shortId } from '../words/format.ts';
import { words } from '../words/words.ts';
import { ConfirmedButton } from './confirmed-button.tsx';
import { Facts } from './facts.tsx';
import { createGraph, type Graph } from './graph.ts';
import { LeftOut } from './left-out.tsx';
import { linksOf } from './links.ts';
import { type Peer, peersOf, waysOf } from './peers.ts';
import { prefersStill } from './prefers-still.ts';
import { useCalm } from './use-calm.ts';

interface GraphPanelProps {
  session: Session;
  selected: Signal<string | null>;
}

export function GraphPanel({ session, selected }: GraphPanelProps) {
  const { classroom } = words.value;
  const say = classroom.graph;
  // The drawing itself follows the session's own.
  const reports = useCalm(session.room, 'graph').value;
  const size = useComputed(() => session.status.value.size).value;
  const limited = useComputed(() => session.status.value.limited).value;
  const { peerId } = session.status.peek();
  const peers = peersOf(reports);
  const shown = peers.find(({ id }) => id === selected.value);
  const mayRemove = session.host.value?.isHost === true && shown !== undefined && shown.id !== peerId;
  const isFull = useSignal(false);
  const list = useRef<HTMLSelectElement>(null);
  const { removal } = classroom;
  const remove = async (id: string): Promise<void> => {
    try {
      await session.command({ remove: id });
      // The details go with the device, and the focus must not.
      list.current?.focus();
      selected.value = null;
    } catch {
      isFull.value = true;
    }
  };
  return (
    <section class="panel graph-panel" aria-labelledby="classroom-graph">
      <h2 id="classroom-graph">{say.heading}</h2>
      <div class="graph-place">
        <Drawing
          session={session}
          selected={selected}
          label={say.label(peers.length, linksOf(reports).length)}
        />
        {peers.length === 0 && <p class="no-reports">{say.none}</p>}
      </div>
      <p class="hint legend-text">
        {prefersStill.value ? say.legendStill : say.legend}{' '}
        {peers.length > 0 && peers.length < size && say.part(peers.length, size)}
      </p>
      <LeftOut peers={peers} selected={selected} />
      <div class="look-at">
        <label for="look-at">{say.choose}</label>
        <select
          id="look-at"
          ref={list}
          value={shown?.id ?? ''}
          onChange={(event) => {
            selected.value = event.currentTarget.value || null;
          }}
        >
          <option value="">{say.nobody}</option>
          {peers.map(({ id, slot }) => (
            <option key={id} value={id}>
              {say.peer(slot, id === peerId)}
            </option>
          ))}
        </select>
        {!shown && <p class="hint">{say.hint}</p>}
        {shown && <Details peer={shown} peers={peers} share={limited[shown.id] ?? null} />}
        {isFull.value && (
          <p class="notice error" role="alert">
            {removal.full}
          </p>
        )}
        {mayRemove && (
          <div class="host-buttons">
            <ConfirmedButton
              key={shown.id}
              id="remove"
              label={removal.remove(shown.slot)}
              heading={removal.heading(shown.slot)}
              means={removal.means}
              yes={removal.yes}
              onConfirm={() => remove(shown.id)}
            />
          </div>
        )}
      </div>
    </section>
  );
}

function Drawing({ session, selected, label }: GraphPanelProps & { label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const graph = useSignal<Graph | null>(null);
  useEffect(() => {
    if (!canvas.current) return;
    const made = createGraph(canvas.current, classesOf(session).length, () => prefersStill.peek());
    graph.value = made;
    return () => made.destroy();
  }, [graph]);
  useSignalEffect(() => {
    graph.value?.restyle(isDark.value);
  });
  useSignalEffect(() => {
    graph.value?.select(selected.value);
  });
  useSignalEffect(() => {
    graph.value?.show(session.room.value, session.status.peek().peerId);
  });
  const peerAt = (event: MouseEvent): string | null =>
    graph.peek()?.peerAt(event.offsetX, event.offsetY) ?? null;
  return (
    // Whoever has no pointer chooses in the list below it.
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      onClick={(event) => {
        selected.value = peerAt(event);
      }}
      onPointerMove={(event) => {
        event.currentTarget.style.cursor = peerAt(event) === null ? 'default' : 'pointer';
      }}
    />
  );
}

/** @param share of what its models would do here that counts, where that is little */
function Details({ peer, peers, share }: { peer: Peer; peers: readonly Peer[]; share: number | null }) {
  const { classroom, format } = words.value;
  const say = classroom.peer;
  const slots = peers.filter(({ id }) => peer.neighbours.includes(id)).map(({ slot }) => `#${slot}`);
  const ways = waysOf(peer, peers);
  const facts: readonly (readonly [term: string, value: string])[] = [
    [say.id, shortId(peer.id)],
    [say.labels, peer.held.length === 0 ? say.none : peer.held.join(', ')],
    [say.accuracy, peer.accuracy === null ? '–' : format.percent(peer.accuracy)],
    [say.updates, format.count(peer.updates)],
    [say.staleness, format.rate(peer.staleness)],
    [say.state, say.states[peer.phase]],
    [say.neighbours, slots.length === 0 ? say.none : slots.join(' ')],
    ...(share === null ? [] : [[say.limited, say.limitedTo(format.percent(share))] as const]),
    ...(ways === null ? [] : [[say.ways, say.waysOf(ways.direct, ways.relayed)] as const]),
  ];
  return <Facts class="details" facts={facts} />;
}
