/** Problems in English, for people: what happened, why, and what to do. */
import { HearsayError, type Problem, type ProblemCode, type ProblemOf } from './problems.ts';

/** A text for each code, which is a function where the problem has data. */
export type ProblemWords = {
  readonly [C in ProblemCode]: keyof ProblemOf<C> extends 'code' ? string : (problem: ProblemOf<C>) => string;
};

const RELOAD = 'Reload the page.';

const MODELS: Record<ProblemOf<'cannot-be-trained'>['reason'], string> = {
  'not-a-model': 'give a LayersModel of TensorFlow.js',
  'several-inputs': 'it has more than one input',
  'several-outputs': 'it has more than one output',
  'open-shape': 'all lengths of its input and output but the batch must be fixed',
  'nothing-to-train': 'none of its weights can be trained; set `trainable` of a layer',
  'unknown-layer': 'this is not known in the training thread: ',
};

export const english: ProblemWords = {
  'server-unreachable': 'The server cannot be reached; trying again. Peers already connected go on.',
  'not-a-server': ({ what }) =>
    `What answers is not a Hearsay server, or one of another version (${what}). Check the address, or reload the page.`,
  'page-too-old': `The server has a newer version, which this page does not fit any more. Peers already connected go on, but no others come. ${RELOAD}`,
  'server-too-old':
    'The server has an older version than this page. Whoever runs it has to start the new one. Peers already connected go on.',
  'peers-of-other-version': ({ older, newer }) =>
    `Tabs of other versions do not connect to this one: ${older} older, ${newer} newer. ${newer > 0 ? RELOAD : 'Reload the older pages.'}`,
  'refused-by-server': ({ message }) => `The server did not let this tab into the room: ${message}`,
  'no-candidates':
    'The others cannot be reached: this browser or its network lets no WebRTC out. Allow UDP, or use another network.',
  'no-relay':
    'The others cannot be reached: the networks keep you apart, and the server has no relay. Use the same network, or ask ' +
    'whoever runs the server for one (--turn-url).',
  'relay-silent': ({ url }) =>
    `The others cannot be reached: the networks keep you apart, and the relay ${url} does not answer. Use another network, or tell whoever runs it.`,
  'relay-refused': ({ url, status }) =>
    `The others cannot be reached: the networks keep you apart, and the relay ${url} refuses this tab (${status}). Whoever runs it should check its secret and its clock.`,
  'room-needs-key':
    'This room is protected by a key that your link does not have, so the server does not let this tab in. Open the ' +
    'whole link of the room: everybody who is in it finds it on their page.',
  'room-has-other-key':
    'This room is protected by another key than that of your link, so the server does not let this tab in. Open the ' +
    'link of those who are in it, the whole of it, or start a new room.',
  'room-has-no-key':
    'Your link has a key, but somebody has opened a room of this name without one, so the server does not let this ' +
    'tab in. Start a new room, or open their link.',
  'wrong-key':
    'Another tab in this room has a different key, so the two do not connect. To join the others, leave and open ' +
    'their link, the whole of it; to let them join you, send them yours.',
  'key-missing':
    'This room has a key, and the link of this tab has none, so the others do not let it in. Leave, and open the ' +
    'whole link of the room: everybody who is in it finds it on their page.',
  'peer-without-key':
    'A tab that does not have the key of this room was not let in. If it belongs here, open the link of this room in it.',
  'changed-on-the-way':
    'What this tab sent to another one arrived changed, and was refused. Somebody on the way, perhaps the server, ' +
    'interferes: use another network, or a server that you trust.',
  'key-too-short': ({ bytes, least }) =>
    `The key of the room ${bytes === null ? 'is not base64url' : `has ${bytes} bytes`}; it must have at least ${least}. Open the whole link of the room.`,
  'no-secure-context': ({ needed }) =>
    `The browser has ${needed} only on https and localhost. Open the page there.`,
  'no-webrtc':
    'This browser has no WebRTC, or it is switched off. Use a current Chrome, Firefox, Edge or Safari.',
  'page-incomplete':
    'A part of this page could not be loaded. Check the connection to the server, and reload the page.',
  'not-started': ({ what }) =>
    `The run could not be started: ${what}. Check the connection to the server and reload the page.`,
  'bad-setting': ({ name, value, allowed }) => `${name}=${value} cannot be used; allowed: ${allowed}`,
  'wrong-shape': ({ what, expected, actual }) =>
    `There are ${actual} numbers in the ${what}, where ${expected} are expected.`,
  'not-finite': ({ what, index }) => `Number ${index} of the ${what} is not finite.`,
  'out-of-range': ({ what, index, least, most }) =>
    `Number ${index} of the ${what} is not from ${least} to ${most}.`,
  'cannot-be-trained': ({ reason, layer }) =>
    `This model cannot be trained here: ${MODELS[reason]}${layer ?? ''}.`,
  'cannot-be-private': ({ layer, kind }) =>
    `This run was to be private, and ${layer === null ? 'its learner does not clip gradients of single examples' : `there is no exact way to clip the gradients of the layer ${layer} (${kind})`}. Take dense layers and convolutions, or leave \`privacy\` out.`,
  'bad-task': ({ reason }) => `The task cannot be used. ${reason}`,
  'no-tfjs': 'A model needs TensorFlow.js: give it as `tf`, or install the package @tensorflow/tfjs.',
  'too-much-data': ({ most }) =>
    `The examples take more than ${Math.round(most / 1e6)} MB. Give each peer fewer of them.`,
  'no-examples': 'There are no examples to learn from.',
  'no-test-examples': 'There are no examples to test the model with.',
  'no-model': ({ reason }) =>
    reason === 'loading'
      ? 'There is no model yet: it is still loading.'
      : 'There is no model: join a room first.',
  'no-earlier-model':
    'That model cannot be gone back to: it is not kept any more, or the method was another one. Choose a newer one.',
  'no-run': 'There is no run: join a room first.',
  'run-under-way': 'A run is under way: leave the room first, then import the model and join again.',
  'no-host': 'Join a room that has a host first.',
  'not-the-host':
    'Only the tab that created the room can do this: its address, and no other, holds the secret of the host.',
  'bad-model': ({ problem }) => `This model cannot be imported (${problem}).`,
  'data-unreachable': ({ url }) =>
    `The training data could not be fetched from ${url}. Is the server still running?`,
  'data-refused': ({ url, status }) => `${url} answered with status ${status}. ${RELOAD}`,
  'data-not-in-parts': ({ url, status }) =>
    `${url} cannot be read in parts (status ${status}, not 206). Is a proxy in between?`,
  'data-damaged': ({ url, expected, actual }) =>
    `${url} sent ${actual} bytes where ${expected} were expected. ${RELOAD}`,
  'data-not-understood': () => `The server’s list of examples is not one this page understands. ${RELOAD}`,
  'examples-kept': ({ cause }) => `This tab goes on with the examples it has. ${inWords(cause)}`,
  'removed-by-host':
    'The host of this room has removed this tab: the others do not exchange models with it any more. It keeps its model and ' +
    'learns on alone, and takes part again as soon as the host lets it in.',
  'other-task': ({ peer }) =>
    `The tab ${peer} trains another task, so its models do not count here. Open the same link in both.`,
  'kept-by-other-version':
    'What was kept of this run is from another version of this page, so the model starts anew.',
  'backend-unavailable': ({ wanted, used }) =>
    used === null
      ? 'TensorFlow.js does not start in this browser. Try a current Chrome, Firefox, Edge or Safari.'
      : `The backend ${wanted} is not to be had in this browser; training goes on with ${used}.`,
  'backend-lacks': ({ lacking, what, used }) =>
    `The backend ${lacking} lacks ${what}, which the network needs; training goes on with ${used}, more slowly.`,
  'backend-lost': ({ used }) => `The graphics hardware was lost; training goes on with ${used}.`,
  'worker-failed': ({ what }) =>
    `The training thread stopped (${what || 'its script could not be loaded'}). ${RELOAD}`,
  'worker-restarted': ({ what }) =>
    `The training thread stopped${what && ` (${what})`}, and was started again from where it was last kept.`,
  'not-computed': ({ what }) => `This could not be computed (${what}).`,
  left: 'The tab has left the room.',
  aborted: 'It was aborted.',
};

/** A problem for people. @param words of a language */
export function inWords(problem: Problem, words: ProblemWords = english): string {
  const text: string | ((problem: never) => string) = words[problem.code];
  return typeof text === 'string' ? text : text(problem as never);
}

/** To be thrown where nobody renders it any more. */
export const errorOf = (problem: Problem): HearsayError => new HearsayError(problem, inWords(problem));
