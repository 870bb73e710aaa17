import type { IExecuteFunctions } from 'n8n-workflow';

import type { Outcome, Result } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import { recordCustomData } from '../../../dist/nodes/BatchPay1688Orders/recordCustomData.js';
import type { Mode } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { orderId } from '../../support/orderIds.mts';

type Short = Partial<Result> & { outcome: Outcome };

/** Numbers the orders from 1. */
const mapOf = (results: Short[]): Map<string, Result> =>
	new Map(
		results.map((result, index) => [
			orderId(index + 1),
			{ batch: null, requestId: null, ...result },
		]),
	);
const invalid = { item: 0, orderId: 'x', problem: { errorReason: 'no ID', advice: 'Correct it.' } };

interface Pass {
	mode?: Mode | null;
	/** Name of the node. */
	node?: string;
	runIndex?: number;
	/** How many entries are no order IDs. */
	problems?: number;
	/** What n8n hands out as its expression data. */
	proxy?: object | null;
}

/** What an execution keeps, and a way to pass its nodes. */
class Execution {
	/** As n8n's list of executions shows it. */
	readonly customData: Record<string, string> = {};
	readonly logged: string[] = [];
	private readonly flow = {};
	private readonly nodes: Record<string, object> = {};

	pass(
		results: Short[] | Map<string, Result>,
		{
			mode = 'pay',
			node = 'Pay',
			runIndex = 0,
			problems = 0,
			proxy = this.proxy(runIndex),
		}: Pass = {},
	): Record<string, string> {
		const context = {
			getContext: (type: string) => (type === 'flow' ? this.flow : (this.nodes[node] ??= {})),
			getWorkflowDataProxy: () => proxy,
			logger: { debug: (line: string) => this.logged.push(line) },
		};
		recordCustomData(
			context as unknown as IExecuteFunctions,
			mode,
			Array<typeof invalid>(problems).fill(invalid),
			Array.isArray(results) ? mapOf(results) : results,
		);
		return this.customData;
	}

	private proxy($runIndex: number): object {
		const setAll = (more: object): void => void Object.assign(this.customData, more);
		return { $runIndex, $execution: { customData: { setAll } } };
	}
}

const submitted = { outcome: 'submitted', batch: 1, amountFen: 1999 } as const;
const ready = { outcome: 'ready', amountFen: 10 } as const;
const held = { outcome: 'notSent', amountFen: 5 } as const;
const unclear = { outcome: 'unknown', batch: 1, amountFen: 7 } as const;

test('of a payment', () => {
	const paidByThisRun = { outcome: 'paid', batch: 2, amountFen: 1 } as const;
	const results = [
		submitted,
		paidByThisRun,
		{ outcome: 'paid', amountFen: 1_000_000 },
		unclear,
		{ outcome: 'alreadySubmitted' },
		...(['rejected', 'notSent', 'amountExceeded', 'notPayable', 'invalid'] as const).map(
			(outcome) => ({ outcome }),
		),
	] satisfies Short[];
	// What matters most comes first: n8n drops what is too much.
	expect(Object.entries(new Execution().pass(results, { problems: 2 }))).toEqual([
		['mode', 'pay'],
		['submitted', '2'],
		['amountSubmitted', '20.00'],
		['failed', '7'],
		['unclear', '2'],
	]);
});

test('of a check', () => {
	const results = [ready, { ...ready, amountFen: 123_456_780 }, held, unclear];
	expect(new Execution().pass(results, { mode: 'check' })).toEqual({
		mode: 'check',
		ready: '2',
		amountReady: '1234567.90',
		failed: '1',
		unclear: '1',
	});
});

test('of nothing', () => {
	expect(new Execution().pass([])).toEqual({
		mode: 'pay',
		submitted: '0',
		amountSubmitted: '0.00',
		failed: '0',
		unclear: '0',
	});
	expect(new Execution().pass([], { mode: 'check' })).toMatchObject({
		ready: '0',
		amountReady: '0.00',
	});
});

test('says when amounts are not known', () => {
	const unknownAmount = { outcome: 'submitted', batch: 1 } as const;
	expect(new Execution().pass([unknownAmount]).amountSubmitted).toBe('not known');
	expect(new Execution().pass([unknownAmount, submitted]).amountSubmitted).toBe('19.99 and more');
});

test('passes of a loop add up, exactly', () => {
	const execution = new Execution();
	for (let runIndex = 0; runIndex < 30; runIndex++) {
		const results = new Map([[orderId(runIndex), { ...submitted, requestId: null }]]);
		execution.pass(results, { runIndex, problems: 1 });
	}
	expect(execution.customData).toMatchObject({
		submitted: '30',
		amountSubmitted: '599.70',
		failed: '30',
	});
});

test('a pass that Retry On Fail repeats counts once, with its last results', () => {
	const execution = new Execution();
	execution.pass([submitted, unclear, held], { problems: 2 });
	execution.pass(
		[submitted, { outcome: 'paid', batch: 1, amountFen: 7 }, { ...submitted, amountFen: 5 }],
		{ problems: 2 },
	);
	expect(execution.customData).toEqual({
		mode: 'pay',
		submitted: '3',
		amountSubmitted: '20.11',
		failed: '2',
		unclear: '0',
	});
});

test('an order that was unclear and is then found paid without this execution counts nowhere', () => {
	const execution = new Execution();
	execution.pass([{ outcome: 'alreadySubmitted' }]);
	expect(execution.pass([{ outcome: 'paid' }], { runIndex: 1 })).toMatchObject({
		submitted: '0',
		failed: '0',
		unclear: '0',
	});
});

test('an order that a later pass brings again counts once', () => {
	const execution = new Execution();
	execution.pass([submitted, held]);
	execution.pass([submitted, held], { runIndex: 1 });
	expect(execution.customData).toMatchObject({
		submitted: '1',
		amountSubmitted: '19.99',
		failed: '1',
	});
});

test('nodes of a workflow add up', () => {
	const execution = new Execution();
	execution.pass([submitted, held]);
	execution.pass([submitted, unclear], { node: 'Pay from the other account' });
	expect(execution.customData).toEqual({
		mode: 'pay',
		submitted: '2',
		amountSubmitted: '39.98',
		failed: '1',
		unclear: '1',
	});
});

test('a check before the payment does not add to its failures, whichever comes last', () => {
	const execution = new Execution();
	const all = {
		mode: 'pay',
		ready: '1',
		amountReady: '0.10',
		submitted: '1',
		amountSubmitted: '19.99',
		failed: '1',
		unclear: '0',
	};
	execution.pass([ready, held, held], { mode: 'check', node: 'Check' });
	expect(execution.pass([submitted, held])).toEqual(all);
	expect(execution.pass([ready, held, held], { mode: 'check', node: 'Check' })).toEqual(all);
});

test('settings that could not be read leave the mode open', () => {
	const execution = new Execution();
	expect(execution.pass([held], { mode: null })).toEqual({
		submitted: '0',
		amountSubmitted: '0.00',
		failed: '1',
		unclear: '0',
	});
});

test.each([
	['no proxy', null],
	['no execution in it', { $runIndex: 0 }],
	['no custom data in it', { $runIndex: 0, $execution: {} }],
	[
		'a failure to set them',
		{
			$runIndex: 0,
			$execution: {
				customData: {
					setAll: () => {
						throw new Error('full');
					},
				},
			},
		},
	],
])('of %s only the log hears', (_name, proxy) => {
	const execution = new Execution();
	expect(execution.pass([submitted], { proxy })).toEqual({});
	expect(execution.logged).toEqual([
		expect.stringContaining("The execution's custom data was not written: "),
	]);
});
