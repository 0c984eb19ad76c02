import { testMixedRoom } from './firefox-of.ts';

// A tab that knows its own digits alone gets about 0.2, and all that the room has give 0.8.
testMixedRoom({ browsers: ['chromium', 'firefox', 'chromium', 'firefox'], labels: 2, accuracy: 0.6 });
