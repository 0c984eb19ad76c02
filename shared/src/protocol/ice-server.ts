/** STUN and TURN servers, by which peers behind different routers meet, as they travel. */
import * as v from 'valibot';

/** Seconds for which what is handed out is good, at least: more often nobody is to ask. */
const LEAST_SECONDS = 10;
const MOST_SECONDS = 1_000_000;
const MAX_SERVERS = 16;

const TurnFields = {
  username: v.pipe(v.string(), v.maxLength(512)),
  credential: v.pipe(v.string(), v.maxLength(512)),
};
const urlsOf = (scheme: RegExp) =>
  v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(300), v.regex(scheme))),
    v.minLength(1),
    v.maxLength(MAX_SERVERS),
  );

/** What a browser refuses it refuses with the whole connection, so nothing else comes in. */
const IceServerSchema = v.union([
  v.object({ urls: urlsOf(/^turns?:[^\s/@]+$/i), ...TurnFields }),
  v.object({ urls: urlsOf(/^stuns?:[^\s/@]+$/i) }),
]);
export type IceServer = v.InferOutput<typeof IceServerSchema>;

/** The servers that links are made with, and for how many seconds from now what they are asked with is good. */
export const IceSchema = v.object({
  servers: v.pipe(v.array(IceServerSchema), v.maxLength(MAX_SERVERS)),
  seconds: v.pipe(v.number(), v.minValue(LEAST_SECONDS), v.maxValue(MOST_SECONDS)),
});
export type Ice = v.InferOutput<typeof IceSchema>;
