import type { Fault } from '../../sandbox/faults.mts';
import { failsAfterCalling } from '../../support/engine/failsAfterCalling.mts';
import {
	answering,
	callsTo,
	envelopeAround,
	make,
	sandboxFor,
	UNPAID,
	type LiteralCall,
} from '../../support/engine/literalCall.mts';
import { loadCopy, type Change } from '../../support/engine/n8nPackages.mts';
import { startSandbox } from '../../support/engine/sandboxWith.mts';
import { callOf, changes } from './calls/all.mts';

const retry = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const cancel = callOf('order1688', 'cancel');
const OTHER = '2059624776425880795';
const twoOrders = {
	items: [{ id: UNPAID }, { id: OTHER }],
	parameters: { orderId: '={{ $json.id }}' },
};

describe('Retry On Fail', () => {
	test.each(changes)('does not repeat %s once it is done', async (_name, call) => {
		const sandbox = await sandboxFor(call);
		const { nodeType, runs } = failsAfterCalling();
		const result = await make(call, sandbox, { nodeType, node: retry });
		expect(runs()).toBe(2);
		expect(result.status).toBe('success');
		expect(result.items).toEqual(call.items);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	});

	test.each<[outcome: string, fault: Fault]>([
		['refused', answering('{"code":400,"msg":"ORDER_STATUS_ERROR","data":null}')],
		['unclear', { kind: 'resetBeforeAnswer' }],
		['unclear', { kind: 'html' }],
	])('does not repeat a call that is %s (%j)', async (outcome, fault) => {
		const sandbox = await sandboxFor(cancel, fault);
		const { nodeType, runs } = failsAfterCalling();
		const result = await make(cancel, sandbox, { nodeType, node: retry });
		expect(runs()).toBe(2);
		expect(result.items).toEqual([expect.objectContaining({ outcome })]);
		expect(callsTo(sandbox, cancel)).toHaveLength(1);
	});

	test('sends what was not sent', async () => {
		const tooMany: Fault = { kind: 'status', status: 429, headers: { 'Retry-After': '61' } };
		const sandbox = await sandboxFor(cancel, { ...tooMany, processed: false }, 1);
		const { nodeType } = failsAfterCalling();
		const result = await make(cancel, sandbox, { ...twoOrders, nodeType, node: retry });
		expect(sandbox.calls.map(({ orderIds }) => orderIds)).toEqual([[UNPAID], [OTHER], [UNPAID]]);
		expect(result.items).toEqual([
			expect.objectContaining({ orderId: UNPAID, outcome: 'done' }),
			expect.objectContaining({ orderId: OTHER, outcome: 'refused' }),
		]);
	});

	test('returns the known results though the credential can no longer be read', async () => {
		const sandbox = await sandboxFor(cancel);
		const { nodeType, runs } = failsAfterCalling({ losesCredential: true });
		const result = await make(cancel, sandbox, { nodeType, node: retry });
		expect(runs()).toBe(2);
		expect(result.items).toEqual(cancel.items);
		expect(callsTo(sandbox, cancel)).toHaveLength(1);
	});

	test('does not run the node again for a call that failed', async () => {
		const sandbox = await sandboxFor(cancel, { kind: 'status', status: 500 });
		const result = await make(cancel, sandbox, { node: retry });
		expect(result.status).toBe('success');
		expect(callsTo(sandbox, cancel)).toHaveLength(1);
	});
});

describe('HTTP 401 whose body breaks', () => {
	const n8nMayRepeat: Change = {
		file: 'nodes/shared/api/callOnce.js',
		from: 'preAuthenticationRetryStatusCode: []',
		to: '',
	};

	test.each(['length', 'chunks', 'encoding'] as const)(
		'is unclear and sent once, even where n8n may repeat it (%s)',
		async (how) => {
			const sandbox = await sandboxFor(cancel, { kind: 'statusCut', status: 401, how });
			const { PandaPon } = loadCopy([n8nMayRepeat]);
			const result = await make(cancel, sandbox, { nodeType: new PandaPon() });
			expect(result.items).toEqual([expect.objectContaining({ outcome: 'unclear' })]);
			expect(callsTo(sandbox, cancel)).toHaveLength(1);
		},
	);
});

describe('a server that dies', () => {
	const create = callOf('order1688', 'create');
	const rows = Array.from({ length: 6 }, (_, row) => ({ note: `PO-${row}` }));
	const run = {
		items: rows,
		parameters: { additionalFields: { message: '={{ $json.note }}' } },
	};

	test('leaves three calls unclear, and no more', async () => {
		const sandbox = await sandboxFor(create, { kind: 'resetBeforeAnswer' });
		const result = await make(create, sandbox, run);
		expect(result.items.map(({ outcome }) => outcome)).toEqual([
			...Array<string>(3).fill('unclear'),
			...Array<string>(3).fill('notSent'),
		]);
		expect(result.items.at(-1)).toMatchObject({
			errorReason: 'Held back: three calls in a row have failed',
			advice: 'Nothing was changed. Read the advice on the rows before, then run this row again.',
		});
		expect(result.linkedTo).toEqual([0, 1, 2, 3, 4, 5]);
		expect(callsTo(sandbox, create)).toHaveLength(3);
	});

	test('and comes back: a clear answer in between lets the rest go', async () => {
		const sandbox = await sandboxFor(create, { kind: 'html' }, 1);
		sandbox.fault(2, { kind: 'html' }, create.path);
		sandbox.fault(4, { kind: 'html' }, create.path);
		sandbox.fault('every', answering(envelopeAround(create.data)), create.path);
		const result = await make(create, sandbox, run);
		expect(result.items.map(({ outcome }) => outcome)).toEqual([
			'unclear',
			'unclear',
			'done',
			'unclear',
			'done',
			'done',
		]);
		expect(callsTo(sandbox, create)).toHaveLength(6);
	});
});

describe('a later pass of a loop', () => {
	const create = callOf('order1688', 'create');

	test.each(changes.filter(([, { effect }]) => effect === 'changes'))(
		'sends %s of the same content again',
		async (_name, call) => {
			const sandbox = await sandboxFor(call);
			const result = await make(call, sandbox, { passes: 2 });
			expect(result.passes).toHaveLength(2);
			expect(result.items).toEqual(call.items);
			expect(callsTo(sandbox, call)).toHaveLength(2);
		},
	);

	test.each(changes)('does not send %s while its twin is unclear', async (_name, call) => {
		const sandbox = await sandboxFor(call, { kind: 'resetBeforeAnswer' });
		const result = await make(call, sandbox, { passes: 2 });
		expect(result.passes).toHaveLength(2);
		expect(result.items).toEqual([
			expect.objectContaining({
				outcome: 'notSent',
				errorReason: 'The same as a call of this execution',
				advice:
					call.effect === 'pays'
						? 'Not asked for again, since that could pay again: see the other row.'
						: 'An equal call of this execution is unclear. Look at that one first.',
			}),
		]);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	});

	test('sends what differs from a call that is unclear', async () => {
		const sandbox = await sandboxFor(create, { kind: 'html' }, 1);
		sandbox.fault('every', answering(envelopeAround(create.data)), create.path);
		const result = await make(create, sandbox, {
			items: [{ note: 'PO-17' }, { note: 'PO-18' }, { note: 'PO-17' }],
			parameters: { additionalFields: { message: '={{ $json.note }}' } },
		});
		expect(result.items.map(({ outcome }) => outcome)).toEqual(['unclear', 'done', 'notSent']);
		expect(callsTo(sandbox, create)).toHaveLength(2);
	});
});

describe('a later pass of a loop whose credential has gone', () => {
	test.each(changes)('does not stop the execution once %s has left', async (_name, call) => {
		const sandbox = await sandboxFor(call);
		const result = await make(call, sandbox, {
			passes: 2,
			credentialIsGone: () => callsTo(sandbox, call).length > 0,
		});
		expect(result.status).toBe('success');
		expect(result.passes).toHaveLength(2);
		expect(result.passes[0]?.data?.main[0]?.map(({ json }) => json)).toEqual(call.items);
		expect(result.items).toEqual([
			expect.objectContaining({
				outcome: 'notSent',
				advice: 'Nothing was changed. Correct the credential, then run it again.',
			}),
		]);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	});

	test('stops it where nothing has left', async () => {
		const sandbox = await sandboxFor(cancel);
		const result = await make(cancel, sandbox, {
			passes: 2,
			credentialIsGone: () => true,
		});
		expect(result.status).toBe('error');
		expect(sandbox.calls).toEqual([]);
	});
});

describe('rows that differ', () => {
	test('each has its own result, and none loses that of another', async () => {
		const sandbox = await startSandbox();
		sandbox.account.addOrders([UNPAID]);
		sandbox.account.addOrders([OTHER], { status: 'waitsellersend' });
		const ids = [UNPAID, OTHER, '2059624776425880799', 2059624776425880795, undefined];
		const result = await make(cancel, sandbox, {
			items: ids.map((id) => ({ id })),
			parameters: twoOrders.parameters,
		});
		expect(result.status).toBe('success');
		expect(result.items.map(({ outcome }) => outcome)).toEqual([
			'done',
			'refused',
			'refused',
			'notSent',
			'notSent',
		]);
		expect(result.linkedTo).toEqual([0, 1, 2, 3, 4]);
		expect(result.hints).toEqual([
			'5 calls: 1 done, 2 refused, 2 not sent. Run only the other rows again: what is done would be done again.',
		]);
		expect(sandbox.account.orders.get(OTHER)?.status).toBe('waitsellersend');
		expect(new Set(result.items.map((item) => Object.keys(item).join())).size).toBe(1);
	});
});

describe.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'On Error: %s',
	(onError) => {
		test('no item passes as done that was not', async () => {
			const sandbox = await sandboxFor(cancel, { kind: 'html' });
			const result = await make(cancel, sandbox, {
				items: [{ id: UNPAID }, { id: 2059624776425880795 }],
				parameters: twoOrders.parameters,
				node: { onError },
			});
			expect(result.items.map(({ outcome }) => outcome)).toEqual(['unclear', 'notSent']);
		});

		test.each<[what: string, call: LiteralCall, says: unknown]>([
			[
				'operation',
				{ ...cancel, operation: 'nonsense' },
				'There is no operation "nonsense" of "order1688": choose another one',
			],
			['resource', { ...cancel, resource: 'nonsense' }, expect.any(String)],
		])('no item passes where there is no such %s', async (_what, call, errorReason) => {
			const sandbox = await sandboxFor(cancel);
			const result = await make(call, sandbox, { ...twoOrders, node: { onError } });
			const expected: unknown = expect.objectContaining({ outcome: 'notSent', errorReason });
			expect(result.items).toEqual([expected, expected]);
			expect(sandbox.calls).toEqual([]);
		});

		test('without a credential, each item says that it was not sent', async () => {
			const sandbox = await sandboxFor(cancel);
			const result = await make(cancel, sandbox, {
				...twoOrders,
				credential: undefined,
				node: { onError },
			});
			expect(result.items).toEqual(
				[UNPAID, OTHER].map((orderId): unknown =>
					expect.objectContaining({
						orderId,
						outcome: 'notSent',
						advice: 'Nothing was changed. Correct the credential, then run it again.',
					}),
				),
			);
			expect(sandbox.calls).toEqual([]);
		});
	},
);

test.each(changes)('%s: a stopped execution sends nothing more', async (_name, call) => {
	const sandbox = await sandboxFor(call, { kind: 'hang' });
	await make(call, sandbox, {
		items: [{}, {}, {}],
		whileRunning: (cancelRun) => {
			const watch = setInterval(() => {
				if (callsTo(sandbox, call).length === 0) return;
				clearInterval(watch);
				cancelRun();
			}, 5);
		},
	}).catch(() => {});
	await sandbox.close();
	expect(callsTo(sandbox, call)).toHaveLength(1);
});
