/** One picture of the room's graph, onto a canvas. */
import type { PeerId } from '@hearsay/shared/protocol/signalling.ts';
import type { Place } from './layout.ts';
import type { Link } from './links.ts';
import type { Peer } from './peers.ts';
import { PULSE_MS, type Pulse } from './pulses.ts';
import { shadeOf } from './scale.ts';

/** Custom properties of the page, by what they are for here. */
export interface Colours {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly pulse: string;
  readonly ground: string;
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly peers: readonly Peer[];
  /** Classes that there are. */
  readonly classes: number;
  readonly links: readonly Link[];
  readonly pulses: readonly Pulse[];
  readonly at: ReadonlyMap<PeerId, Place>;
  readonly radius: number;
  readonly labelled: boolean;
  readonly selected: PeerId | null;
  /** This tab. */
  readonly own: PeerId | null;
  readonly isDark: boolean;
  readonly colours: Colours;
  readonly font: string;
  /** Milliseconds, as in the pulses. */
  readonly now: number;
}

/** Circles smaller than this have no number in them. */
const LEGIBLE_RADIUS = 11;
/** More labels than this are left to the ring around the circle. */
const MOST_WRITTEN = 4;
/** From so many exchanges of one report on, a link is drawn as a strong one. */
const STRONG = 4;
/** From so many on, links are drawn fainter. */
const MANY_LINKS = 500;
const TURN = 2 * Math.PI;
/** At either end of a ring's segment, in radians. */
const SEGMENT_GAP = 0.06;

export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  context.clearRect(0, 0, scene.width, scene.height);
  paintLinks(context, scene);
  paintPulses(context, scene);
  for (const peer of scene.peers) paintPeer(context, scene, peer);
}

/** In few strokes: those of a kind together. */
function paintLinks(context: CanvasRenderingContext2D, { links, at, selected, colours }: Scene): void {
  const thin = links.length > MANY_LINKS ? 0.4 : 1;
  const strokes: readonly [width: number, colour: string, of: (link: Link) => boolean][] = [
    [thin, colours.line, ({ exchanges }) => exchanges === 0],
    [1.5 * thin, colours.quiet, ({ exchanges }) => exchanges > 0 && exchanges < STRONG],
    [2.5 * thin, colours.quiet, ({ exchanges }) => exchanges >= STRONG],
    [3, colours.accent, ({ a, b }) => a === selected || b === selected],
  ];
  for (const [width, colour, isOf] of strokes) {
    context.beginPath();
    for (const link of links) {
      const [from, to] = [at.get(link.a), at.get(link.b)];
      if (!from || !to || !isOf(link)) continue;
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
    }
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.globalAlpha = colour === colours.quiet ? 0.55 * thin : 1;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function paintPulses(context: CanvasRenderingContext2D, { pulses, at, radius, colours, now }: Scene): void {
  const size = Math.max(2.5, Math.min(5, radius / 4));
  context.beginPath();
  for (const { from, to, startsAt } of pulses) {
    const share = (now - startsAt) / PULSE_MS;
    const [start, end] = [at.get(from), at.get(to)];
    if (!start || !end || share < 0 || share > 1) continue;
    const x = start.x + share * (end.x - start.x);
    const y = start.y + share * (end.y - start.y);
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, TURN);
  }
  context.fillStyle = colours.pulse;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colours.ground;
  context.stroke();
}

function paintPeer(context: CanvasRenderingContext2D, scene: Scene, peer: Peer): void {
  const { at, radius, labelled, colours, isDark, selected, own } = scene;
  const point = at.get(peer.id);
  if (!point) return;
  const { x, y } = point;
  const ring = radius >= LEGIBLE_RADIUS ? radius / 6 : 0;
  const isMarked = peer.id === selected || peer.id === own;
  if (isMarked) {
    circle(
      context,
      x,
      y,
      radius + 4,
      peer.id === selected ? colours.accent : colours.ink,
      null,
      peer.id === selected ? 4 : 1.5,
    );
  }
  const shade = peer.accuracy === null ? null : shadeOf(peer.accuracy, isDark);
  circle(context, x, y, radius, colours.line, shade?.fill ?? colours.ground, 1);
  if (ring > 0) paintHeld(context, peer, point, radius - ring / 2, ring, scene);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  if (radius >= LEGIBLE_RADIUS) {
    context.fillStyle = shade?.ink ?? colours.quiet;
    if (peer.phase === 'paused') paintPause(context, x, y, radius);
    else {
      context.font = `600 ${Math.round(radius * 0.66)}px ${scene.font}`;
      context.fillText(peer.accuracy === null ? '–' : String(Math.round(100 * peer.accuracy)), x, y + 1);
    }
  }
  if (labelled) paintLabel(context, scene, peer, point);
}

/** A ring with a segment for each label that it holds: the first of all classes at the top, clockwise. */
function paintHeld(
  context: CanvasRenderingContext2D,
  { held }: Peer,
  { x, y }: Place,
  radius: number,
  width: number,
  { classes, colours }: Scene,
): void {
  context.lineWidth = width + 1;
  context.strokeStyle = colours.line;
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  context.stroke();
  const step = TURN / classes;
  context.lineWidth = width;
  context.strokeStyle = colours.pulse;
  context.beginPath();
  for (const label of held) {
    const from = label * step - TURN / 4 + SEGMENT_GAP;
    context.moveTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
    context.arc(x, y, radius, from, from + step - 2 * SEGMENT_GAP);
  }
  context.stroke();
}

function paintPause(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const [width, height] = [radius / 4, radius * 0.8];
  context.fillRect(x - 1.5 * width, y - height / 2, width, height);
  context.fillRect(x + 0.5 * width, y - height / 2, width, height);
}

function paintLabel(
  context: CanvasRenderingContext2D,
  { radius, colours, font }: Scene,
  { slot, held }: Peer,
  { x, y, outX, outY }: Place,
): void {
  const size = Math.max(11, Math.min(15, radius * 0.6));
  const written = held.length > 0 && held.length <= MOST_WRITTEN ? held.join(' ') : '';
  const from = radius + 7;
  const centreX = x + outX * (from + size * 0.9);
  const centreY = y + outY * (from + size * (written === '' ? 0.5 : 1));
  context.fillStyle = colours.ink;
  context.font = `700 ${size}px ${font}`;
  context.fillText(`#${slot}`, centreX, centreY - (written === '' ? 0 : size * 0.55));
  if (written === '') return;
  context.fillStyle = colours.quiet;
  context.font = `${size}px ${font}`;
  context.fillText(written, centreX, centreY + size * 0.6);
}

function circle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  stroke: string,
  fill: string | null,
  width: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  if (fill !== null) {
    context.fillStyle = fill;
    context.fill();
  }
  context.lineWidth = width;
  context.strokeStyle = stroke;
  context.stroke();
}
