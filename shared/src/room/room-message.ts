/** What peers of a room with a host tell each other: see `command.ts` and `report.ts`. */
import * as v from 'valibot';
import { CommandSchema } from './command.ts';
import { ReportsSchema } from './report.ts';

const RoomMessageSchema = v.variant('type', [CommandSchema, ReportsSchema]);
export type RoomMessage = v.InferOutput<typeof RoomMessageSchema>;

/** What came from a neighbour, as JSON has it; null where it is no such message. Never throws. */
export function parseRoomMessage(value: unknown): RoomMessage | null {
  const parsed = v.safeParse(RoomMessageSchema, value, { abortEarly: true });
  return parsed.success ? parsed.output : null;
}
