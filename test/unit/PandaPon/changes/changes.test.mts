import type { IExecuteFunctions } from 'n8n-workflow';

import { Changes } from '../../../../dist/nodes/PandaPon/changes/changes.js';
import {
	withoutAnswer,
	type Outcome,
	type Result,
} from '../../../../dist/nodes/PandaPon/changes/outcome.js';
import type { Request } from '../../../../dist/nodes/PandaPon/request.js';

/** An execution; each call is a try of the node in that run. */
function execution() {
	const kept = {};
	return (run = 0) =>
		new Changes({
			getContext: (type: string) => {
				expect(type).toBe('node');
				return kept;
			},
			getWorkflowDataProxy: () => ({ $runIndex: run }),
		} as unknown as IExecuteFunctions);
}
const resultOf = (outcome: Outcome): Result => withoutAnswer(outcome, outcome, '');
const REQUEST: Request = { endpoint: { method: 'POST', path: '/a' }, body: '{"id":1}' };
const OUTCOMES: Outcome[] = ['done', 'refused', 'unclear', 'notSent'];

describe('an earlier try of the same run', () => {
	test.each<[Outcome, boolean]>([
		['done', true],
		['refused', true],
		['unclear', true],
		// It may be made again.
		['notSent', false],
	])('is remembered where the call left: %s', (outcome, isRemembered) => {
		const tryIn = execution();
		const first = tryIn();
		expect(first.hasMade()).toBe(false);
		expect(first.recall(0)).toBeUndefined();
		first.set(0, REQUEST, resultOf(outcome), false);
		for (const each of [first, tryIn()]) {
			expect(each.hasMade()).toBe(isRemembered);
			expect(each.recall(0)).toEqual(isRemembered ? resultOf(outcome) : undefined);
			expect(each.recall(1)).toBeUndefined();
		}
	});

	test('is none of another run, such as the next pass of a loop, but the execution has made it', () => {
		const tryIn = execution();
		tryIn(1).set(0, REQUEST, resultOf('done'), false);
		for (const run of [0, 2, 10, 11]) {
			expect(tryIn(run).hasMade()).toBe(true);
			expect(tryIn(run).recall(0)).toBeUndefined();
		}
	});

	test('nor of another execution', () => {
		execution()().set(0, REQUEST, resultOf('unclear'), true);
		const other = execution()();
		expect(other.hasMade()).toBe(false);
		expect(other.isHeldBack(REQUEST)).toBe(false);
	});

	test('the last word counts', () => {
		const changes = execution()();
		changes.set(0, REQUEST, resultOf('unclear'), false);
		changes.set(0, REQUEST, resultOf('done'), false);
		expect(changes.recall(0)).toEqual(resultOf('done'));
		changes.set(0, REQUEST, resultOf('notSent'), false);
		expect(changes.recall(0)).toBeUndefined();
		expect(changes.hasMade()).toBe(false);
	});
});

describe('an equal call of the execution', () => {
	test.each<[Outcome, boolean, boolean]>([
		['unclear', false, true],
		['unclear', true, true],
		// Two equal orders may be wanted, but never two payments of one.
		['done', false, false],
		['done', true, true],
		['refused', false, false],
		['refused', true, false],
		['notSent', false, false],
		['notSent', true, false],
	])('that is %s (pays: %s) holds it back: %s', (outcome, pays, isHeld) => {
		const tryIn = execution();
		tryIn().set(0, REQUEST, resultOf(outcome), pays);
		// In any later run, too.
		for (const run of [0, 1]) expect(tryIn(run).isHeldBack({ ...REQUEST })).toBe(isHeld);
	});

	test.each<[string, Request]>([
		['method', { ...REQUEST, endpoint: { method: 'GET', path: '/a' } }],
		['path', { ...REQUEST, endpoint: { method: 'POST', path: '/b' } }],
		['body', { ...REQUEST, body: '{"id":2}' }],
		['missing body', { endpoint: REQUEST.endpoint }],
		['query', { ...REQUEST, query: { id: '1' } }],
	])('is none with another %s', (_name, other) => {
		const changes = execution()();
		changes.set(0, REQUEST, resultOf('unclear'), false);
		expect(changes.isHeldBack(REQUEST)).toBe(true);
		expect(changes.isHeldBack(other)).toBe(false);
	});

	test('holds it back until each such call is clear', () => {
		const changes = execution()();
		changes.set(0, REQUEST, resultOf('unclear'), false);
		changes.set(1, REQUEST, resultOf('unclear'), false);
		// Said twice, it still is one call.
		changes.set(1, REQUEST, resultOf('unclear'), false);
		changes.set(0, REQUEST, resultOf('done'), false);
		expect(changes.isHeldBack(REQUEST)).toBe(true);
		changes.set(1, REQUEST, resultOf('refused'), false);
		expect(changes.isHeldBack(REQUEST)).toBe(false);
	});

	test.each(OUTCOMES)('once it is known to be %s, nothing is left of the doubt', (outcome) => {
		for (const pays of [true, false]) {
			const changes = execution()();
			changes.set(0, REQUEST, resultOf('unclear'), pays);
			changes.set(0, REQUEST, resultOf(outcome), pays);
			const isHeld = outcome === 'unclear' || (pays && outcome === 'done');
			expect(changes.isHeldBack(REQUEST)).toBe(isHeld);
			// One that pays holds back its like only as long as it is not withdrawn.
			changes.set(0, REQUEST, resultOf('notSent'), pays);
			expect(changes.isHeldBack(REQUEST)).toBe(false);
		}
	});

	test('no content of a call is kept in the execution, which people can read', () => {
		const kept = {};
		const context = {
			getContext: () => kept,
			getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		} as unknown as IExecuteFunctions;
		const secret: Request = { ...REQUEST, body: '{"mobile":"13800138000"}' };
		new Changes(context).set(0, secret, resultOf('unclear'), false);
		expect(JSON.stringify(kept)).not.toContain('13800138000');
	});
});
