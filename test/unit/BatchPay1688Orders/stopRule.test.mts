import {
	batchFailed,
	INTERRUPTED,
	memoryFailed,
	StopRule,
} from '../../../dist/nodes/BatchPay1688Orders/stopRule.js';

const STOPPED = { errorReason: 'Held back: the execution was stopped' };

test('nothing is held back while all is well', () => {
	expect(new StopRule(undefined).reasonToHold()).toBeUndefined();
	expect(new StopRule(new AbortController().signal).reasonToHold()).toBeUndefined();
});

test('the first reason stands: it is the one to look into', () => {
	const rule = new StopRule(undefined);
	rule.stop(batchFailed(3));
	rule.stop(INTERRUPTED);
	rule.stop(batchFailed(4));
	expect(rule.reasonToHold()).toEqual({
		errorReason: 'Held back: batch 3 failed or is unclear',
		next: expect.stringContaining('batch 3'),
	});
});

test('Stop holds back at once, whatever else there is', () => {
	const execution = new AbortController();
	const rule = new StopRule(execution.signal);
	execution.abort();
	expect(rule.reasonToHold()).toMatchObject(STOPPED);
	rule.stop(INTERRUPTED);
	expect(rule.reasonToHold()).toMatchObject(STOPPED);
});

test('an interruption sends the person to the log', () => {
	expect(INTERRUPTED).toEqual({
		errorReason: "Held back: the run was interrupted; the reason is in n8n's log",
		next: 'Run it again when you are ready.',
	});
});

test('a memory that fails is named with its own words', () => {
	expect(memoryFailed(new Error('the execution was stopped'))).toMatchObject({
		errorReason: 'The memory of submitted orders could not be used: the execution was stopped',
	});
});
