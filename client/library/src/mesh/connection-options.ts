/** What whoever joins may say of the connections that are made. */
export interface ConnectionOptions {
  /** STUN and TURN servers, in place of those that the signalling server tells of; `[]` for none. */
  readonly iceServers?: RTCIceServer[];
  /** Given to each connection as it is, as in `{ iceTransportPolicy: 'relay' }`. Its `iceServers` count where there are none beside. */
  readonly rtcConfiguration?: RTCConfiguration;
}

export function configurationOf({ iceServers, rtcConfiguration }: ConnectionOptions): RTCConfiguration {
  return { ...rtcConfiguration, ...(iceServers && { iceServers }) };
}
