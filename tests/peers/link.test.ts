/** simple-peer, on the WebRTC that peers in Node have. */

import { testLink } from 'hearsay/internal/mesh/link.suite.ts';
import { createLink } from 'hearsay/internal/mesh/link.ts';
import { nodePlatform } from 'hearsay/internal/node/node-platform.ts';

testLink(createLink, nodePlatform.webRtc);
