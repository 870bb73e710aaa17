import { MemoryUnusable } from '../../../dist/nodes/BatchPay1688Orders/memory/memory.js';
import {
	batchFailed,
	EXECUTION_STOPPED,
	INTERRUPTED,
	isHeldBack,
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
		errorReason: "Held back: the run was interrupted (see n8n's log)",
		next: 'Run it again when you are ready.',
	});
});

test('a memory that fails is named with its own words, and says what to do', () => {
	const next = 'Save the workflow, then run it again.';
	expect(memoryFailed(new MemoryUnusable('the workflow has not been saved', next))).toEqual({
		errorReason: 'Memory of submitted orders: the workflow has not been saved',
		next,
	});
	expect(memoryFailed(new Error('nobody foresaw this'))).toEqual({
		errorReason: 'Memory of submitted orders: nobody foresaw this',
		next: 'Check that the database of n8n works, then run it again.',
	});
});

test('what waits for others is told from what is a cause', () => {
	for (const { errorReason } of [EXECUTION_STOPPED, INTERRUPTED, batchFailed(1), batchFailed(12)])
		expect([errorReason, isHeldBack(errorReason)]).toEqual([errorReason, true]);
	for (const errorReason of [
		'',
		'Closed on 1688',
		'Not Held back: x',
		memoryFailed(new Error('x')).errorReason,
	])
		expect([errorReason, isHeldBack(errorReason)]).toEqual([errorReason, false]);
});
