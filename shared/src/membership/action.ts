/** What a membership asks of whoever drives it. None of it is waited for: what comes of it is told by the `on…` methods. */
import type { View } from './view.ts';

export type Action<Id> =
  /** Make a link. @param via the neighbour that relays the handshake; null: the server, which introduced the two */
  | { readonly kind: 'connect'; readonly id: Id; readonly via: Id | null }
  /** Who was introduced or invited itself is not wanted, and may be told so. */
  | { readonly kind: 'decline'; readonly id: Id }
  /** End the link on purpose, or give up the attempt to make one. No `on…` method is to be called for it. */
  | { readonly kind: 'disconnect'; readonly id: Id }
  | { readonly kind: 'send-view'; readonly to: Id; readonly view: View<Id> }
  /** Ask the server for up to so many random peers that are not among `known`. */
  | { readonly kind: 'ask-server'; readonly count: number; readonly known: readonly Id[] };
