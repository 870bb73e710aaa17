// PandaPon Trigger on a real n8n: what it answers, what it starts, what gets lost and what comes twice, also when processes die.
import { describe } from 'node:test';

import { testAddresses } from './trigger/addresses.mts';
import { testBodies } from './trigger/bodies.mts';
import { testCrashes } from './trigger/crashes.mts';
import { useNormalMode } from './trigger/normalMode.mts';
import { testQueueMode } from './trigger/queueMode.mts';
import { testRepeats } from './trigger/repeats.mts';
import { testReplays } from './trigger/replays.mts';

describe('one process', () => {
	useNormalMode();
	testAddresses();
	testBodies();
	testReplays();
	testRepeats();
	testCrashes();
});

describe('queue mode', testQueueMode);
