/**
 * The moving picture of the room. It is drawn only while something moves and can be seen, and for no more than a share of
 * the main thread's time, which learning tabs on the same machine need too.
 */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Report } from '@hearsay/shared/room/report.ts';
import { layoutOf, type Place } from './layout.ts';
import { type Link, linksOf } from './links.ts';
import { type Colours, paint } from './paint.ts';
import { type Peer, peersOf } from './peers.ts';
import { createPulses } from './pulses.ts';

/** Least milliseconds between two pictures. */
const FRAME_MS = 1000 / 30;
/** The time between two pictures is so many times what one costs, at least. */
const REST = 5;
/** What a picture costs is a mean over the last few. */
const NEWEST = 0.2;
/** Peers are at their new places after some of these. */
const MOVE_MS = 150;
const ARRIVED = 0.5;
/** Around a circle this is still a hit, for fingers. */
const HIT_MARGIN = 8;

export interface Graph {
  show(reports: readonly Report[], own: PeerId | null): void;
  select(id: PeerId | null): void;
  /** Who is there. @param x in CSS pixels from the left of the canvas, like `y` from its top */
  peerAt(x: number, y: number): PeerId | null;
  /** Colours have changed. */
  restyle(isDark: boolean): void;
  destroy(): void;
}

/** @param classes that there are @param still shows no movement: links with exchanges are only drawn stronger */
export function createGraph(canvas: HTMLCanvasElement, classes: number, still: () => boolean): Graph {
  const context = canvas.getContext('2d');
  const pulses = createPulses();
  const at = new Map<PeerId, Place>();
  let targets = new Map<PeerId, Place>();
  let peers: readonly Peer[] = [];
  let links: readonly Link[] = [];
  let own: PeerId | null = null;
  let selected: PeerId | null = null;
  let radius = 0;
  let labelled = true;
  let [width, height] = [0, 0];
  let colours: Colours = coloursOf(canvas);
  let { font } = styleOf(canvas);
  let isDark = false;
  let changed = true;
  let visible = true;
  /** Whether it was drawn since its size or its peers changed: this much also out of sight, for print and pictures. */
  let drawn = false;
  let frame = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let cost = 0;

  // A task of its own comes after the browser has done its part of the frame, which without graphics hardware is the larger one.
  const afterFrame = new MessageChannel();
  afterFrame.port1.onmessage = ({ data: began }: MessageEvent<number>) => {
    cost += NEWEST * (performance.now() - began - cost);
  };

  const wake = (): void => {
    changed = true;
    if (frame === 0 && (visible || !drawn)) frame = requestAnimationFrame(step);
  };

  const place = (): void => {
    if (width === 0) return;
    const layout = layoutOf(peers.length, width, height);
    ({ radius, labelled } = layout);
    targets = new Map(peers.map(({ id }, index) => [id, layout.places[index]]));
    for (const id of at.keys()) if (!targets.has(id)) at.delete(id);
    for (const [id, target] of targets) if (!at.has(id) || still()) at.set(id, target);
    drawn = false;
    wake();
  };

  /** @returns whether all have arrived */
  const move = (passed: number): boolean => {
    const share = 1 - Math.exp(-passed / MOVE_MS);
    let arrived = true;
    for (const [id, target] of targets) {
      const from = at.get(id) ?? target;
      if (Math.hypot(target.x - from.x, target.y - from.y) < ARRIVED) {
        at.set(id, target);
        continue;
      }
      arrived = false;
      const x = from.x + share * (target.x - from.x);
      const y = from.y + share * (target.y - from.y);
      at.set(id, { ...target, x, y });
    }
    return arrived;
  };

  const step = (now: number): void => {
    frame = 0;
    if (!context || (!visible && drawn)) return;
    const began = performance.now();
    const passed = now - drawnAt;
    if (passed >= Math.max(FRAME_MS - 2, REST * cost)) {
      const arrived = move(Math.min(passed, 100));
      const alive = still() ? [] : pulses.alive(now);
      const scene = {
        width,
        height,
        peers,
        classes,
        links,
        pulses: alive,
        at,
        radius,
        labelled,
        selected,
        own,
      };
      paint(context, { ...scene, isDark, colours, font, now });
      drawnAt = now;
      afterFrame.port2.postMessage(began);
      drawn = arrived;
      changed = !arrived || alive.length > 0;
    }
    if (changed) frame = requestAnimationFrame(step);
  };

  const resize = new ResizeObserver(() => {
    [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const scale = devicePixelRatio;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context?.setTransform(scale, 0, 0, scale, 0, 0);
    at.clear();
    place();
  });
  resize.observe(canvas);
  const sight = new IntersectionObserver(([entry]) => {
    visible = entry.isIntersecting;
    if (visible) wake();
  });
  sight.observe(canvas);

  return {
    show(reports, self) {
      const order = peers.map(({ id }) => id).join(' ');
      peers = peersOf(reports);
      links = linksOf(reports);
      own = self;
      if (!still()) pulses.take(reports, performance.now());
      if (peers.map(({ id }) => id).join(' ') !== order) place();
      else wake();
    },
    select(id) {
      selected = id;
      wake();
    },
    peerAt(x, y) {
      for (const [id, point] of at) {
        if (Math.hypot(point.x - x, point.y - y) <= radius + HIT_MARGIN) return id;
      }
      return null;
    },
    restyle(dark) {
      isDark = dark;
      colours = coloursOf(canvas);
      ({ font } = styleOf(canvas));
      wake();
    },
    destroy() {
      cancelAnimationFrame(frame);
      frame = -1;
      afterFrame.port1.close();
      resize.disconnect();
      sight.disconnect();
    },
  };
}

function styleOf(canvas: HTMLCanvasElement): { font: string; token(name: string): string } {
  const style = getComputedStyle(canvas);
  return { font: style.fontFamily, token: (name) => style.getPropertyValue(name).trim() };
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const { token } = styleOf(canvas);
  return {
    ink: token('--ink'),
    quiet: token('--ink-quiet'),
    line: token('--line'),
    accent: token('--accent'),
    pulse: token('--second'),
    ground: token('--surface'),
  };
}
