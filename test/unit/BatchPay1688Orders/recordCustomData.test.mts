import type { IExecuteFunctions } from 'n8n-workflow';

import type { Outcome } from '../../../dist/nodes/BatchPay1688Orders/outcome.js';
import { recordCustomData } from '../../../dist/nodes/BatchPay1688Orders/recordCustomData.js';
import { Results } from '../../../dist/nodes/BatchPay1688Orders/results.js';
import type { Mode } from '../../../dist/nodes/BatchPay1688Orders/settings.js';
import { summarize } from '../../../dist/nodes/BatchPay1688Orders/summary.js';
import { orderId } from '../../support/orderIds.mts';

/** An order by its number, what becomes of it, and its amount in fen. */
type Order = [number: number, outcome: Outcome, fen?: number, batch?: number | null];

interface Pass {
	mode?: Mode | null;
	/** Name of the node. */
	node?: string;
	runIndex?: number;
}

/** What an execution keeps, and a way to pass its nodes. */
class Execution {
	/** As n8n stores it with the execution. */
	customData: Record<string, string> = {};
	readonly logged: string[] = [];
	private readonly flow = {};
	private readonly nodes: Record<string, object> = {};

	pass(orders: Order[], { mode = 'pay', node = 'Pay', runIndex = 0 }: Pass = {}) {
		const setAll = (data: object) => Object.assign(this.customData, data);
		const context = {
			getContext: (type: string) => (type === 'flow' ? this.flow : (this.nodes[node] ??= {})),
			getNode: () => ({ name: node }),
			getWorkflowDataProxy: () => ({ $execution: { customData: { setAll } }, $runIndex: runIndex }),
		} as unknown as IExecuteFunctions;
		const results = new Results(context);
		const evidence = { payment: 'unpaid', status: 'waitbuyerpay', why: 'it waits' } as const;
		for (const [number, outcome, fen, batch = outcome === 'submitted' ? 1 : null] of orders) {
			const id = orderId(number);
			if (fen !== undefined) results.learn(id, { amountFen: fen, supplier: null, evidence });
			results.set(id, { outcome, batch, requestId: null });
			if (outcome === 'ready') results.take([id], 'check');
		}
		const summary = summarize(mode, [], results.all());
		recordCustomData(context, summary, results);
		return this.customData;
	}
}

const payment = (submitted: string, amountSubmitted: string, failed = '0', unclear = '0') => ({
	mode: 'pay',
	submitted,
	amountSubmitted,
	failed,
	unclear,
	ready: '0',
	amountReady: '0.00',
});

describe('of a payment', () => {
	test('each outcome counts where it belongs', () => {
		expect(
			new Execution().pass([
				[1, 'submitted', 10],
				[2, 'submitted', 20],
				// Unclear at first, then found paid: this execution sent it.
				[3, 'paid', 1, 2],
				[4, 'paid', 1_000_000],
				[5, 'rejected', 5],
				[6, 'notSent', 5],
				[7, 'amountExceeded', 5],
				[8, 'notPayable', 5],
				[9, 'invalid'],
				[10, 'unknown', 7],
				[11, 'alreadySubmitted', 7],
			]),
		).toEqual(payment('3', '0.31', '5', '2'));
	});

	test.each<[Order[], string]>([
		[[], '0.00'],
		[[[1, 'submitted', 123_456_789]], '1234567.89'],
		[[[1, 'submitted']], 'not known'],
		[
			[
				[1, 'submitted'],
				[2, 'submitted', 5],
			],
			'0.05 and more',
		],
	])('amounts of %j', (orders, amount) => {
		expect(new Execution().pass(orders)).toEqual(payment(String(orders.length), amount));
	});
});

test('of a check', () => {
	expect(
		new Execution().pass(
			[
				[1, 'ready', 1050],
				[2, 'ready', 5],
				[3, 'notPayable', 5],
				[4, 'alreadySubmitted', 5],
			],
			{ mode: 'check' },
		),
	).toEqual({
		mode: 'check',
		submitted: '0',
		amountSubmitted: '0.00',
		failed: '1',
		unclear: '1',
		ready: '2',
		amountReady: '10.55',
	});
});

test('passes of a loop add up; an order that comes in again is counted once', () => {
	const execution = new Execution();
	execution.pass([
		[1, 'submitted', 10],
		[2, 'rejected', 10],
	]);
	execution.pass(
		[
			[1, 'submitted', 10],
			[3, 'submitted', 20],
			[4, 'rejected', 10],
		],
		{ runIndex: 1 },
	);
	expect(execution.customData).toEqual(payment('2', '0.30', '2'));
});

test('a second try of a pass replaces what failed in the first', () => {
	const execution = new Execution();
	execution.pass([[1, 'notSent', 10]]);
	execution.pass([[1, 'notSent', 10]]);
	expect(execution.customData).toEqual(payment('0', '0.00', '1'));
});

test('the nodes of a workflow add up; what failed in a check before does not', () => {
	const execution = new Execution();
	execution.pass(
		[
			[1, 'ready', 10],
			[2, 'notPayable', 10],
		],
		{ mode: 'check', node: 'Check' },
	);
	execution.pass([
		[1, 'submitted', 10],
		[2, 'notPayable', 10],
	]);
	execution.pass([[3, 'submitted', 10]], { node: 'Pay Too' });
	expect(execution.customData).toEqual({
		...payment('2', '0.20', '1'),
		ready: '1',
		amountReady: '0.10',
	});
});

test('one node that checks first and then pays: what was paid is no longer ready, what failed counts once', () => {
	const execution = new Execution();
	execution.pass(
		[
			[1, 'ready', 10],
			[2, 'notPayable', 10],
			[3, 'ready', 10],
		],
		{ mode: 'check' },
	);
	execution.pass(
		[
			[1, 'submitted', 10],
			[2, 'notPayable', 10],
			[3, 'rejected', 10],
		],
		{ runIndex: 1 },
	);
	expect(execution.customData).toEqual({
		...payment('1', '0.10', '2'),
		ready: '1',
		amountReady: '0.10',
	});
});

test('a payment stays one, whatever comes afterwards', () => {
	for (const later of ['check', null] as const) {
		const execution = new Execution();
		execution.pass([[1, 'submitted', 10]]);
		expect(execution.pass([], { mode: later, runIndex: 1 }).mode).toBe('pay');
	}
	const execution = new Execution();
	execution.pass([[1, 'submitted', 10]]);
	// The second try of the same pass cannot read its settings.
	expect(execution.pass([[1, 'submitted', 10]], { mode: null })).toEqual(payment('1', '0.10'));
});

test('settings that could not be read', () => {
	expect(new Execution().pass([[1, 'notSent']], { mode: null })).toMatchObject({
		mode: 'not known',
		failed: '1',
	});
});

test.each([null, undefined, 'gone', Object.create(null)])(
	'throws nothing, whatever is thrown: %#',
	(thrown) => {
		const execution = {
			getContext: () => ({}),
			getWorkflowDataProxy: () => {
				throw thrown;
			},
			logger: { debug: () => undefined },
		} as unknown as IExecuteFunctions;
		const results = new Results(execution);
		expect(() =>
			recordCustomData(execution, summarize('pay', [], results.all()), results),
		).not.toThrow();
	},
);

test('what n8n does not offer only reaches the log', () => {
	const logged: string[] = [];
	const context = {
		getContext: () => ({}),
		getWorkflowDataProxy: () => ({}),
		getNode: () => ({ name: 'Pay' }),
		logger: { debug: (line: string) => logged.push(line) },
	} as unknown as IExecuteFunctions;
	const results = new Results(context);
	recordCustomData(context, summarize('pay', [], results.all()), results);
	expect(logged).toEqual([expect.stringMatching(/^The execution's custom data was not written: /)]);
});
