import type { Fault } from '../../sandbox/faults.mts';
import { speedUp } from '../../support/engine/fastClock.mts';
import {
	answering,
	callsTo,
	documented,
	envelopeAround,
	make,
	sandboxFor,
	UNPAID,
	type LiteralCall,
} from '../../support/engine/literalCall.mts';
import { startSandbox } from '../../support/engine/sandboxWith.mts';
import { callOf, changes } from './calls/all.mts';

afterEach(() => jest.restoreAllMocks());

const refused = (code: number, msg: string): string =>
	JSON.stringify({ requestId: null, code, developId: null, msg, data: null });

interface Expected {
	outcome: string;
	errorReason: string;
	code: number | null;
	httpStatus: number | null;
	advice: unknown;
}

const FIX = 'Nothing was changed. Fix the cause, then run this row alone again.';
/** A plain "no" gives no cause to fix. */
const LOOK_ALL_THE_SAME: unknown = expect.stringMatching(/^Nothing was changed\. Look .+\.$/);
const LOOK: unknown = expect.stringMatching(/^It may have happened\. (Look|Do not pay) .+\.$/);

/** What goes wrong, and what becomes of the call. */
const failures: Array<[what: string, fault: Fault, expected: Expected]> = [
	[
		'HTTP 400 without an envelope',
		{ kind: 'status', status: 400, body: 'Bad Request' },
		{
			outcome: 'refused',
			errorReason: "The API's answer could not be read (HTTP 400)",
			code: null,
			httpStatus: 400,
			advice: FIX,
		},
	],
	[
		'HTTP 400 with an envelope',
		{ kind: 'status', status: 400, body: refused(400, '参数错误') },
		{ outcome: 'refused', errorReason: '参数错误', code: 400, httpStatus: 400, advice: FIX },
	],
	[
		'HTTP 401',
		{ kind: 'status', status: 401, body: refused(401, 'signature error') },
		{
			outcome: 'refused',
			errorReason: 'signature error',
			code: 401,
			httpStatus: 401,
			advice: 'Nothing was changed. Press Test in the credential: it says what is wrong.',
		},
	],
	[
		'HTTP 401 whose body breaks',
		{ kind: 'statusCut', status: 401, how: 'length' },
		{
			outcome: 'unclear',
			errorReason: 'The connection was cut before the answer was complete',
			code: null,
			httpStatus: null,
			advice: LOOK,
		},
	],
	[
		'HTTP 408',
		{ kind: 'status', status: 408, body: refused(408, 'no answer in time') },
		{
			outcome: 'unclear',
			errorReason: 'no answer in time',
			code: 408,
			httpStatus: 408,
			advice: LOOK,
		},
	],
	[
		'HTTP 500 with an envelope',
		{ kind: 'status', status: 500, body: refused(500, '系统繁忙') },
		{
			outcome: 'unclear',
			errorReason: '系统繁忙 (the system was busy or had trouble)',
			code: 500,
			httpStatus: 500,
			advice: LOOK,
		},
	],
	[
		'HTTP 502 without an envelope',
		{ kind: 'status', status: 502, body: '<html>Bad Gateway</html>' },
		{
			outcome: 'unclear',
			errorReason: "The API's answer could not be read (HTTP 502)",
			code: null,
			httpStatus: 502,
			advice: LOOK,
		},
	],
	[
		'code 400',
		answering(refused(400, 'ORDER_STATUS_ERROR')),
		{
			outcome: 'refused',
			errorReason: 'ORDER_STATUS_ERROR',
			code: 400,
			httpStatus: 200,
			advice: FIX,
		},
	],
	[
		'code 400 with words of somebody who does not know',
		answering(refused(400, '系统异常')),
		{
			outcome: 'unclear',
			errorReason: '系统异常 (the system was busy or had trouble)',
			code: 400,
			httpStatus: 200,
			advice: LOOK,
		},
	],
	[
		'code 500',
		answering(refused(500, 'failed')),
		{ outcome: 'unclear', errorReason: 'failed', code: 500, httpStatus: 200, advice: LOOK },
	],
	[
		'an HTML page',
		{ kind: 'html' },
		{
			outcome: 'unclear',
			errorReason: "The API's answer could not be read (HTTP 200)",
			code: null,
			httpStatus: 200,
			advice: LOOK,
		},
	],
	[
		'cut-off JSON',
		answering('{"requestId":"c0ffee","code":200,"developId":null,"msg":"成功","data":{'),
		{
			outcome: 'unclear',
			errorReason: "The API's answer could not be read (HTTP 200)",
			code: null,
			httpStatus: 200,
			advice: LOOK,
		},
	],
	[
		'a redirect',
		{ kind: 'redirect', status: 307 },
		{
			outcome: 'unclear',
			errorReason: "The API's answer could not be read (HTTP 307)",
			code: null,
			httpStatus: 307,
			advice: LOOK,
		},
	],
	[
		'a connection that is cut once the call was processed',
		{ kind: 'resetBeforeAnswer' },
		{
			outcome: 'unclear',
			errorReason: 'The connection was cut before the answer was complete',
			code: null,
			httpStatus: null,
			advice: LOOK,
		},
	],
	[
		'a connection that is cut inside the answer',
		{ kind: 'resetInsideAnswer' },
		{
			outcome: 'unclear',
			errorReason: 'The connection was cut before the answer was complete',
			code: null,
			httpStatus: null,
			advice: LOOK,
		},
	],
];

describe.each(failures)('%s', (_what, fault, expected) => {
	test.each(changes)('%s is sent once, and its item says so', async (_name, call) => {
		const sandbox = await sandboxFor(call, fault);
		const result = await make(call, sandbox);
		expect(result.message).toBeUndefined();
		expect(result.items).toEqual([expect.objectContaining(expected)]);
		expect(result.linkedTo).toEqual([0]);
		expect(callsTo(sandbox, call)).toEqual([documented(call)]);
	});
});

/** Answers with code 200 that say in `data` that nothing was done. */
const failuresInside: Array<[what: string, data: string, errorReason: string]> = [
	['false', 'false', 'The API answered that it was not done, and not why'],
	[
		'a failure with a code and a text',
		'{"success":false,"errorCode":"5010","errorInfo":"refund status"}',
		'refund status',
	],
	[
		'a failure with errorMsg',
		'{"success":false,"errorCode":"500_004","errorMsg":"库存不足"}',
		'库存不足',
	],
	[
		'a failure with a code alone',
		'{"success":false,"errorCode":"ORDER_NOT_EXIST"}',
		'ORDER_NOT_EXIST (the order does not exist)',
	],
];

describe.each(failuresInside)('code 200 with %s', (_what, data, errorReason) => {
	const proofs = changes.filter(([, { effect }]) => effect === 'changes');
	test.each(proofs)('%s is refused', async (_name, call) => {
		const sandbox = await sandboxFor({ ...call, data });
		const { items } = await make(call, sandbox);
		expect(items).toEqual([
			expect.objectContaining({
				outcome: 'refused',
				errorReason,
				advice: data === 'false' ? LOOK_ALL_THE_SAME : FIX,
				code: 200,
				httpStatus: 200,
			}),
		]);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	});

	test('a payment link that is not given proves nothing', async () => {
		const call = callOf('order1688', 'getPaymentLink');
		const { items } = await make(call, await sandboxFor({ ...call, data }));
		expect(items).toEqual([expect.objectContaining({ outcome: 'unclear', advice: LOOK })]);
	});
});

test.each(changes)('%s with a failure that speaks of trouble is unclear', async (_name, call) => {
	const data = '{"success":false,"errorCode":"SYSTEM_ERROR","errorInfo":"处理超时，请稍后查询"}';
	const { items } = await make(call, await sandboxFor({ ...call, data }));
	expect(items).toEqual([
		expect.objectContaining({
			outcome: 'unclear',
			errorReason: expect.stringContaining('处理超时，请稍后查询'),
			advice: LOOK,
		}),
	]);
});

/** Refusals in words that leave open whether it was done, before or just now. */
test.each([
	['重复提交'],
	['订单已存在'],
	['操作成功，请勿重试'],
	['already cancelled'],
	['请求处理中'],
	['未知错误'],
	['Gateway error'],
	['5100'],
])('a refusal that says %j is unclear', async (words) => {
	const call = callOf('order1688', 'cancel');
	for (const fault of [
		answering(refused(400, words)),
		answering(envelopeAround(JSON.stringify({ success: false, errorInfo: words }))),
	]) {
		const { items } = await make(call, await sandboxFor(call, fault));
		expect(items).toEqual([
			expect.objectContaining({
				outcome: 'unclear',
				errorReason: expect.stringContaining(words),
				advice: LOOK,
			}),
		]);
	}
});

describe('an answer about another one', () => {
	const cancel = callOf('order1688', 'cancel');
	const parcel = callOf('refund1688', 'sendReturnParcel');
	test.each([
		['true', cancel, '{"success":true,"orderId":2059624776425880795}'],
		['false', cancel, '{"success":false,"orderId":"2059624776425880795"}'],
		['true', parcel, '{"success":true,"refundId":"TQ233104830183830795"}'],
	])('is unclear, whether it says yes or no (%s)', async (_says, call, data) => {
		const sandbox = await sandboxFor({ ...call, data });
		const { items } = await make(call, sandbox);
		expect(items).toEqual([
			expect.objectContaining({
				outcome: 'unclear',
				errorReason: 'The API answered about another order or refund',
				advice: LOOK,
			}),
		]);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	});

	test('is none where it names the same order as a number', async () => {
		const data = `{"success":true,"orderId":${UNPAID}}`;
		const { items } = await make(cancel, await sandboxFor({ ...cancel, data }));
		expect(items).toEqual([expect.objectContaining({ outcome: 'done' })]);
	});
});

test.each(['重复提交', '订单已提交，请勿重复提交', 'duplicate request'])(
	'a 429 that says %j after the work was done is unclear, and not repeated',
	async (words) => {
		const call = callOf('order1688', 'create');
		for (const status of [200, 429]) {
			const sandbox = await sandboxFor(call, {
				kind: 'status',
				status,
				body: refused(429, words),
				headers: { 'Retry-After': '1' },
			});
			const { items } = await make(call, sandbox);
			expect(items).toEqual([
				expect.objectContaining({
					outcome: 'unclear',
					errorReason: expect.stringContaining(words),
					advice: LOOK,
				}),
			]);
			expect(callsTo(sandbox, call)).toHaveLength(1);
			expect([...sandbox.account.changes.values()]).toEqual([1]);
		}
	},
);

describe('orders that were created in part', () => {
	const failed = '"success":false,"message":"库存不足"';
	test.each([
		[
			'create',
			'{"success":true,"orderId":"2059624776425880794","failedOfferList":[{"offerId":"1","errorCode":"500_004","errorMessage":"库存不足"}]}',
		],
		[
			'createForSeveralSellers',
			`{"success":true,"orderList":[{"orderId":"2059624776425880794","success":true},{"orderId":"2059624776425880795",${failed}}]}`,
		],
	])('%s, answered with %s, says that a part is missing', async (operation, data) => {
		const call = callOf('order1688', operation);
		const { items } = await make(call, await sandboxFor({ ...call, data }));
		expect(items).toEqual([
			expect.objectContaining({
				outcome: 'done',
				errorReason: 'A part was not created',
				advice: 'See "answer" for what is missing; order only that again.',
				createdIds: ['2059624776425880794'],
			}),
		]);
	});
});

test('several orders of which one failed, without a "yes" for all, are unclear', async () => {
	const call = callOf('order1688', 'createForSeveralSellers');
	const data =
		'[{"baseInfo":{"idOfStr":"2059624776425880794"}},{"success":false,"message":"库存不足"}]';
	const { items } = await make(call, await sandboxFor({ ...call, data }));
	expect(items).toEqual([
		expect.objectContaining({ outcome: 'unclear', createdIds: [UNPAID], advice: LOOK }),
	]);
});

describe('an answer that does not say what became of it', () => {
	test('a refund that is not named is not created, though its order is', async () => {
		const call = callOf('refund1688', 'create');
		const data = '{"refundId":null,"orderId":2059624776425880794}';
		const { items } = await make(call, await sandboxFor({ ...call, data }));
		expect(items).toEqual([
			expect.objectContaining({ outcome: 'unclear', createdIds: [], advice: LOOK }),
		]);
	});

	test.each([
		['{"errorCode":"4001","errorInfo":"no such refund"}', 'no such refund'],
		['{"success":null,"errorCode":"4001"}', '4001'],
		['"失败"', '失败'],
		['4001', '4001'],
		['"400_3"', '400_3'],
		['{"result":false}', 'The API answered with success, but not that it was done'],
		['{"result":{"success":false}}', 'The API answered with success, but not that it was done'],
		['{"code":"4001"}', 'The API answered with success, but not that it was done'],
	])('a parcel that is answered with %s is unclear', async (data, says) => {
		const call = callOf('refund1688', 'sendReturnParcel');
		const { items } = await make(call, await sandboxFor({ ...call, data }));
		expect(items).toEqual([
			expect.objectContaining({ outcome: 'unclear', errorReason: says, advice: LOOK }),
		]);
	});

	const told = changes.filter(
		([name]) => !/addOrUpdate|sendReturnParcel|taobaoRefund|taobaoCart: add/.test(name),
	);
	test.each(told)('%s is unclear', async (_name, call) => {
		const { items } = await make(call, await sandboxFor({ ...call, data: 'null' }));
		expect(items).toEqual([
			expect.objectContaining({
				outcome: 'unclear',
				errorReason: 'The API answered with success, but not that it was done',
				advice: LOOK,
			}),
		]);
	});
});

test.each(changes)('%s that gets no answer in time is unclear', async (_name, call) => {
	const sandbox = await sandboxFor(call, { kind: 'hang' });
	const { items } = await make(call, sandbox, { parameters: { options: { timeoutMs: 200 } } });
	expect(items).toEqual([
		expect.objectContaining({
			outcome: 'unclear',
			errorReason: 'No complete answer came within the timeout of 200 ms',
			advice: LOOK,
		}),
	]);
	expect(callsTo(sandbox, call)).toHaveLength(1);
});

const [paying, others] = [true, false].map((pays) =>
	changes.filter(([, { effect }]) => (effect === 'pays') === pays),
);

test.each(paying)(
	'%s is not sent again where the API rate limits: the order may be paid by then',
	async (_name, call) => {
		const sandbox = await rateLimiting(call, '1');
		const { items } = await make(call, sandbox);
		expect(items).toEqual([expect.objectContaining({ outcome: 'notSent', code: 429 })]);
		expect(callsTo(sandbox, call)).toHaveLength(1);
	},
);

test.each(others)('%s is sent again where the API rate limits', async (_name, call) => {
	const sandbox = await rateLimiting(call, '1');
	speedUp(100);
	const { items } = await make(call, sandbox);
	expect(items).toEqual(call.items);
	expect(callsTo(sandbox, call)).toEqual([documented(call), documented(call)]);
});

test.each(changes)('%s waits no more than a minute', async (_name, call) => {
	const sandbox = await rateLimiting(call, '61');
	const { items } = await make(call, sandbox);
	expect(items).toEqual([
		expect.objectContaining({
			outcome: 'notSent',
			errorReason: 'too many requests',
			advice: 'Nothing was changed. Wait a little, then run this row alone again.',
		}),
	]);
	expect(callsTo(sandbox, call)).toHaveLength(1);
});

async function rateLimiting(call: LiteralCall, retryAfter: string) {
	const fault: Fault = {
		kind: 'status',
		status: 429,
		body: refused(429, 'too many requests'),
		headers: { 'Retry-After': retryAfter },
	};
	const sandbox = await sandboxFor(call, fault, 1);
	sandbox.fault('every', answering(envelopeAround(call.data)), call.path);
	return sandbox;
}

test.each(changes)('%s without a connection was not sent', async (_name, call) => {
	const sandbox = await sandboxFor(call);
	await sandbox.close();
	speedUp(100);
	const result = await make(call, sandbox);
	expect(result.status).toBe('success');
	expect(result.items).toEqual([
		expect.objectContaining({
			outcome: 'notSent',
			errorReason: 'No connection to the API could be made (ECONNREFUSED)',
		}),
	]);
});

describe('where the API rate limits on and on', () => {
	const call = callOf('order1688', 'cancel');

	test.each<[what: string, fault: Fault]>([
		['HTTP 429', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
		['code 429', answering(refused(429, 'too many requests'))],
	])('a call is given up after two repetitions (%s)', async (_what, fault) => {
		const sandbox = await sandboxFor(call, fault);
		speedUp(100);
		const { items } = await make(call, sandbox);
		expect(items).toEqual([expect.objectContaining({ outcome: 'notSent' })]);
		expect(callsTo(sandbox, call)).toHaveLength(3);
	});
});

test.each(changes)('%s keeps keys and signatures out of its item', async (_name, call) => {
	const sandbox = await sandboxFor(call, { kind: 'echo', status: 400 });
	const result = await make(call, sandbox);
	// The quoted headers hold the word "connection", which could speak of one that was lost.
	expect(result.items).toEqual([
		expect.objectContaining({
			outcome: 'unclear',
			errorReason: expect.stringContaining('"signature":"[hidden]"'),
		}),
	]);
	const shown = JSON.stringify(result.run.data.resultData);
	for (const secret of [...sandbox.signatures, sandbox.keys.accessSecret, sandbox.keys.accessKey])
		expect(shown).not.toContain(secret);
});

test.each([
	['says that it was done', true, 'done'],
	['says that it was not', false, 'refused'],
])(
	'a signature that an answer quotes is blotted out of the item (%s)',
	async (_what, success, outcome) => {
		const call = callOf('order1688', 'confirmReceipt');
		const sandbox = await startSandbox({
			handlers: {
				[`${call.method} ${call.path}`]: () => ({
					data: {
						success,
						errorCode: null,
						errorInfo: `signed ${sandbox.signatures[0]?.toLowerCase()}`,
						request: [sandbox.signatures[0]],
					},
				}),
			},
		});
		const result = await make(call, sandbox);
		expect(sandbox.signatures[0]).toMatch(/^[0-9A-F]{32}$/);
		expect(result.items).toEqual([
			expect.objectContaining({
				outcome,
				answer: {
					success,
					errorCode: null,
					errorInfo: 'signed [hidden]',
					request: ['[hidden]'],
				},
			}),
		]);
		expect(JSON.stringify(result.run.data.resultData).toUpperCase()).not.toContain(
			sandbox.signatures[0],
		);
	},
);
