import { testMixedRoom } from './firefox-of.ts';

// A tab that knows its own digits alone gets about 0.5.
testMixedRoom({ browsers: ['chromium', 'firefox'], labels: 5, accuracy: 0.65 });
