/** Leaves out of what connects a tab what this page never uses: a tab waits for its code. */
import type { Plugin } from 'vite';

const PEER = /\/simple-peer\/index\.js$/;
/** A statement with at most one level of brackets in it. */
const DEBUG = /^\s*this\._debug\((?:[^()]|\([^()]*\))*\)\n/gm;
/** Methods for sound and pictures, with what calls them. */
const MEDIA =
  /^ {2}(?:addTransceiver|addStream|addTrack|replaceTrack|removeTrack|removeStream|_requestMissingTransceivers|_onTrack) \(.*\) \{\n[\s\S]*?^ {2}\}\n|^.*this\._requestMissingTransceivers\(\)\n|^ {4}this\._pc\.ontrack = event => \{\n.*\n {4}\}\n/gm;
/** The transports of socket.io that are asked for are others. */
const TRANSPORTS = /\/engine\.io-client\/build\/esm\/transports\/index\.js$/;
const WEB_TRANSPORT = /^.*\b(?:import \{ WT \}|webtransport: WT).*\n/gm;

export function leanConnection(): Plugin {
  return {
    name: 'lean-connection',
    enforce: 'pre',
    transform(code, id) {
      if (PEER.test(id)) return { code: code.replace(DEBUG, '').replace(MEDIA, ''), map: null };
      return TRANSPORTS.test(id) ? { code: code.replace(WEB_TRANSPORT, ''), map: null } : null;
    },
  };
}
