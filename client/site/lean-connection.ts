/** Leaves out of what connects a tab what this page never uses: a tab waits for its code. */
import type { Plugin } from 'vite';

const PEER = /\/simple-peer\/index\.js$/;
/** A statement with at most one level of brackets in it. */
const DEBUG = /^\s*this\._debug\((?:[^()]|\([^()]*\))*\)\n/gm;
/** The transports of socket.io that are asked for are others. */
const TRANSPORTS = /\/engine\.io-client\/build\/esm\/transports\/index\.js$/;
const WEB_TRANSPORT = /^.*\b(?:import \{ WT \}|webtransport: WT).*\n/gm;

export function leanConnection(): Plugin {
  return {
    name: 'lean-connection',
    enforce: 'pre',
    transform(code, id) {
      if (PEER.test(id)) return { code: code.replace(DEBUG, ''), map: null };
      return TRANSPORTS.test(id) ? { code: code.replace(WEB_TRANSPORT, ''), map: null } : null;
    },
  };
}
