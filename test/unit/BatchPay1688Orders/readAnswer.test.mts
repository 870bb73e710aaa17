import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { readAnswer } from '../../../dist/nodes/BatchPay1688Orders/readAnswer.js';
import { orderIds } from '../../support/orderIds.mts';

const [A, B, C] = orderIds(3);

const answered = (httpStatus: number, body: unknown) =>
	({
		kind: 'answered',
		httpStatus,
		body: typeof body === 'string' ? body : JSON.stringify(body),
	}) as const;
const success = (data: unknown) => answered(200, { code: 200, msg: 'ok', requestId: 'r-1', data });
const read = (call: Parameters<typeof readAnswer>[1], sent: string[] = [A]) =>
	readAnswer(sent, call, 4);
const resultOf = (call: Parameters<typeof readAnswer>[1]) => read(call).results.get(A);

describe('calls without an answer', () => {
	test("not sent: safe, with the transport's reason", () => {
		expect(read({ kind: 'notSent', reason: 'Nobody listens' }, [A, B])).toEqual({
			results: new Map(
				[A, B].map((orderId) => [
					orderId,
					{
						outcome: 'notSent',
						batch: 4,
						requestId: null,
						errorReason: 'Nobody listens',
						advice: advice.notSent,
					},
				]),
			),
			clear: false,
			unexpectedIds: [],
		});
	});

	test('unclear: money may have moved', () => {
		expect(read({ kind: 'unclear', reason: 'The line was cut' }, [A, B])).toEqual({
			results: new Map(
				[A, B].map((orderId) => [
					orderId,
					{
						outcome: 'unknown',
						batch: 4,
						requestId: null,
						errorReason: 'The line was cut',
						advice: advice.unknown(null),
					},
				]),
			),
			clear: false,
			unexpectedIds: [],
		});
	});
});

describe('answers about the whole call', () => {
	const rejected = (status: number) => ({
		outcome: 'rejected',
		advice: advice.refusedCall(status),
	});
	const notSent = { outcome: 'notSent', advice: advice.tooManyRequests };
	const unknown = { outcome: 'unknown', advice: advice.unknown('r-1') };

	test.each<[number, number | undefined, object]>([
		// Where HTTP says that the answer is complete, the code decides.
		[200, 400, rejected(400)],
		[200, 401, rejected(401)],
		[200, 407, rejected(407)],
		[200, 409, unknown],
		[200, 410, rejected(410)],
		[200, 498, rejected(498)],
		[203, 403, rejected(403)],
		[200, 429, notSent],
		[203, 429, notSent],
		[200, 0, unknown],
		[200, 201, unknown],
		[200, 299, unknown],
		[200, 300, unknown],
		[200, 399, unknown],
		[200, 408, unknown],
		[200, 499, unknown],
		[200, 500, unknown],
		[200, 599, unknown],
		[200, 600, unknown],
		[200, 10012, unknown],
		[203, 10012, unknown],
		[200, undefined, unknown],
		// Elsewhere HTTP decides, unless the code contradicts it.
		[400, undefined, rejected(400)],
		[400, 400, rejected(400)],
		[401, 10012, rejected(401)],
		[404, 408, unknown],
		[404, 409, unknown],
		[404, 499, unknown],
		[404, 498, rejected(404)],
		[404, 299, unknown],
		[404, 300, rejected(404)],
		[403, 600, rejected(403)],
		[498, undefined, rejected(498)],
		[429, undefined, notSent],
		[429, 400, notSent],
		[400, 200, unknown],
		[429, 200, unknown],
		[400, 500, unknown],
		[400, 599, unknown],
		[408, undefined, unknown],
		[408, 10012, unknown],
		[409, undefined, unknown],
		[409, 400, unknown],
		[499, undefined, unknown],
		[460, undefined, unknown],
		[200, 460, unknown],
		[404, 460, unknown],
		// Everything else proves nothing, whatever the code says.
		...[199, 204, 205, 206, 299, 300, 307, 399, 500, 502].flatMap((httpStatus) =>
			[undefined, 200, 400, 429, 10012].map((code): [number, number | undefined, object] => [
				httpStatus,
				code,
				unknown,
			]),
		),
	])('HTTP %s with code %s', (httpStatus, code, expected) => {
		const answer = (outcome: object) => ({
			results: new Map(
				[A, B].map((orderId) => [
					orderId,
					{
						batch: 4,
						requestId: 'r-1',
						httpStatus,
						...(code !== undefined && { code }),
						errorReason: 'so it is',
						...outcome,
					},
				]),
			),
			clear: false,
			unexpectedIds: [],
		});
		const body = { code, msg: 'so it is', requestId: 'r-1' };
		const nothing = [
			undefined,
			null,
			'',
			false,
			[],
			{},
			{ successOrderIds: [] },
			{ successOrderIds: [], payFailOrders: null, note: '' },
			'bad request',
			'系统繁忙',
			`about ${C}`,
		];
		for (const data of nothing)
			expect(read(answered(httpStatus, { ...body, data }), [A, B])).toStrictEqual(answer(expected));
		// An answer that is no success but carries results contradicts itself.
		const something = [
			{ successOrderIds: [A] },
			{ successOrderIds: [C] },
			{ successOrderIds: [], payFailOrders: [{ orderId: B }] },
			{ note: 'paid' },
			{ paid: false },
			{ count: 0 },
			{ lists: {} },
			[A],
			[null],
			`${A}`,
			`about ${B}`,
			'order is paid',
			'支付处理中',
			0,
			true,
		];
		for (const data of something) {
			expect(read(answered(httpStatus, { ...body, data }), [A, B])).toStrictEqual(answer(unknown));
		}
	});

	test.each<[string, number, string]>([
		['the message names one of the orders', 400, `{"code":400,"msg":"order ${B} is locked"}`],
		['another field names one', 400, `{"code":400,"orderId":${A}}`],
		['a page names one', 404, `<p>${A}</p>`],
		['the message mentions a payment', 400, '{"code":400,"msg":"order already paid"}'],
		['so it does in a complete answer', 200, '{"code":400,"msg":"支付处理中"}'],
		['and with 429', 429, '{"code":429,"msg":"payment pending"}'],
		['the code is no whole number', 400, '{"code":"E400"}'],
		['the code is a fraction', 400, '{"code":400.5}'],
	])('no refusal: %s', (_name, httpStatus, body) => {
		expect(read(answered(httpStatus, body), [A, B])).toMatchObject({
			results: new Map(
				[A, B].map((orderId) => [
					orderId,
					expect.objectContaining({ ...unknown, advice: advice.unknown(null) }),
				]),
			),
			clear: false,
		});
	});

	test.each<[string, number, string]>([
		['the message names another order', 400, `{"code":400,"msg":"order ${C}"}`],
		['the message is vague', 400, '{"code":400,"msg":"system busy"}'],
		['message and data mention nothing', 400, '{"code":400,"msg":"no","data":"bad"}'],
		['the code is null', 400, '{"code":null}'],
		['the answer is a page', 400, '<p>Forbidden</p>'],
	])('a refusal: %s', (_name, httpStatus, body) => {
		expect(read(answered(httpStatus, body), [A, B]).results.get(A)).toMatchObject(
			rejected(httpStatus),
		);
	});

	test.each(['<p>paid</p>', 'Read timed out', '{"code":400,"msg":"already submitted'])(
		'no refusal: %s under HTTP 400 mentions a payment',
		(body) => {
			expect(read(answered(400, body), [A, B]).results.get(A)).toMatchObject({
				outcome: 'unknown',
			});
		},
	);

	test.each<[string, { requestId: string | null; errorReason: string; code?: number }]>([
		['<html>', { requestId: null, errorReason: "The API's answer could not be read (HTTP 500)" }],
		['', { requestId: null, errorReason: "The API's answer could not be read (HTTP 500)" }],
		['{}', { requestId: null, errorReason: "The API's answer holds no code (HTTP 500)" }],
		[
			'{"msg":"  ","requestId":"r-2"}',
			{ requestId: 'r-2', errorReason: "The API's answer holds no code (HTTP 500)" },
		],
		[
			'{"code":10012}',
			{
				requestId: null,
				code: 10012,
				errorReason: 'The API answered with code 10012 and no message (HTTP 500)',
			},
		],
		[
			'{"msg":"账户额度不足"}',
			{ requestId: null, errorReason: '账户额度不足 (the account limit is not sufficient)' },
		],
		['{"msg":"库存不足"}', { requestId: null, errorReason: '库存不足' }],
		['{"msg":"system busy"}', { requestId: null, errorReason: 'system busy' }],
		[
			'{"code":500,"msg":"key 58c0201dfdf148eca63cbf6bb5e7cf03 is wrong"}',
			{ requestId: null, code: 500, errorReason: 'key [hidden] is wrong' },
		],
	])('says why: %s', (body, expected) => {
		expect(resultOf(answered(500, body))).toEqual({
			outcome: 'unknown',
			batch: 4,
			httpStatus: 500,
			advice: advice.unknown(expected.requestId),
			...expected,
		});
	});

	test('a page with HTTP 200 says nothing', () => {
		expect(resultOf(answered(200, '<html>'))).toStrictEqual({
			outcome: 'unknown',
			batch: 4,
			requestId: null,
			httpStatus: 200,
			errorReason: "The API's answer could not be read (HTTP 200)",
			advice: advice.unknown(null),
		});
	});

	test('a page with HTTP 401 is a refusal', () => {
		expect(resultOf(answered(401, '<html>'))).toMatchObject({
			outcome: 'rejected',
			advice: expect.stringContaining('save it to test it'),
		});
	});
});

describe('answers order by order', () => {
	const base = { batch: 4, requestId: 'r-1', httpStatus: 200, code: 200 };
	const submitted = { outcome: 'submitted', batch: 4, requestId: 'r-1' };
	const rejected = (errorReason: string, next: string) => ({
		...base,
		outcome: 'rejected',
		errorReason,
		advice: `Not paid. ${next}`,
	});
	const unknown = (errorReason: string) => ({
		...base,
		outcome: 'unknown',
		errorReason,
		advice: advice.unknown('r-1'),
	});
	const open = (errorReason: string) => ({ ...unknown(errorReason), rejectedIfUnpaid: true });
	const closed = rejected('order closed', 'Take it off the list.');
	const noReason = open('The API gave no reason');

	test('each order gets what the answer says about it', () => {
		const call = success({
			successOrderIds: [A],
			payFailOrders: [{ orderId: B, errorReason: '账户额度不足' }],
		});
		expect(read(call, [A, B])).toEqual({
			results: new Map<string, object>([
				[A, submitted],
				[
					B,
					rejected(
						'账户额度不足 (the account limit is not sufficient)',
						'Top up the PandaPon account, then run it again.',
					),
				],
			]),
			clear: true,
			unexpectedIds: [],
		});
	});

	test('a doubtful reason leaves the order unknown, and the batch unclear', () => {
		const call = success({
			successOrderIds: [A],
			payFailOrders: [{ orderId: B, errorReason: '订单支付处理中' }],
		});
		expect(read(call, [A, B])).toStrictEqual({
			results: new Map<string, object>([
				[A, submitted],
				[B, unknown('订单支付处理中 (the payment is in progress)')],
			]),
			clear: false,
			unexpectedIds: [],
		});
	});

	test('an open reason leaves the order to a look-up, and the batch clear', () => {
		const call = success({
			successOrderIds: [A],
			payFailOrders: [
				{ orderId: B, errorReason: '库存不足' },
				{ orderId: C, errorReason: '订单金额不一致' },
			],
		});
		expect(read(call, [A, B, C])).toStrictEqual({
			results: new Map<string, object>([
				[A, submitted],
				[B, open('库存不足')],
				[C, open('订单金额不一致 (the amount has changed)')],
			]),
			clear: true,
			unexpectedIds: [],
		});
		// Beside a doubtful one it is not.
		const both = success({
			payFailOrders: [
				{ orderId: A, errorReason: 'PAYING TIMED OUT' },
				{ orderId: B, errorReason: '库存不足' },
			],
		});
		expect(read(both, [A, B]).clear).toBe(false);
	});

	test('a vague reason leaves the order unknown too', () => {
		expect(
			read(success({ payFailOrders: [{ orderId: A, errorReason: '系统繁忙' }] })),
		).toStrictEqual({
			results: new Map([[A, unknown('系统繁忙 (the system was busy or had trouble)')]]),
			clear: false,
			unexpectedIds: [],
		});
	});

	test('a reason is read whole, but shown shortened', () => {
		const errorReason = `${'库'.repeat(600)}已支付`;
		expect(resultOf(success({ payFailOrders: [{ orderId: A, errorReason }] }))).toStrictEqual(
			unknown(`${'库'.repeat(500)} (the order may be paid already)`),
		);
	});

	test('submitted orders of a batch share one result', () => {
		const { results } = read(success({ successOrderIds: [A, B] }), [A, B]);
		expect(results.get(A)).toBe(results.get(B));
	});

	test('one unclear order makes the batch unclear, the others keep their result', () => {
		expect(read(success({ successOrderIds: [A], payFailOrders: [] }), [A, B])).toEqual({
			results: new Map<string, object>([
				[A, submitted],
				[B, unknown('The answer does not name this order')],
			]),
			clear: false,
			unexpectedIds: [],
		});
	});

	test.each([200, 201, 202, 203])('HTTP %s counts as success', (httpStatus) => {
		expect(read(answered(httpStatus, { code: 200, data: { successOrderIds: [A] } }))).toMatchObject(
			{ clear: true, results: new Map([[A, { outcome: 'submitted', batch: 4, requestId: null }]]) },
		);
	});

	test.each<[string, unknown, object]>([
		['in the list of successes', { successOrderIds: [A] }, submitted],
		['in it as an unquoted number', `{"successOrderIds":[${A}]}`, submitted],
		['in it with spaces', { successOrderIds: [` ${A}\n`] }, submitted],
		['the list of failures is null', { successOrderIds: [A], payFailOrders: null }, submitted],
		[
			'in the list of failures',
			{ payFailOrders: [{ orderId: A, errorReason: ' order closed ' }] },
			closed,
		],
		[
			'in it as an unquoted number',
			`{"payFailOrders":[{"orderId":${A},"errorReason":"order closed"}]}`,
			closed,
		],
		[
			'the list of successes is null',
			{ successOrderIds: null, payFailOrders: [{ orderId: A, errorReason: 'order closed' }] },
			closed,
		],
		['in it without a reason', { payFailOrders: [{ orderId: A }] }, noReason],
		['in it with an empty reason', { payFailOrders: [{ orderId: A, errorReason: ' ' }] }, noReason],
		[
			'in it with a reason that is no text',
			{ payFailOrders: [{ orderId: A, errorReason: 7 }] },
			noReason,
		],
		['in no list', {}, unknown('The answer does not name this order')],
		[
			'in empty lists',
			{ successOrderIds: [], payFailOrders: [] },
			unknown('The answer does not name this order'),
		],
		[
			'in both lists',
			{ successOrderIds: [A], payFailOrders: [{ orderId: A }] },
			unknown('The answer names this order more than once'),
		],
		[
			'twice among the successes',
			{ successOrderIds: [A, A] },
			unknown('The answer names this order more than once'),
		],
		[
			'twice among the failures',
			{ payFailOrders: [{ orderId: A }, { orderId: A }] },
			unknown('The answer names this order more than once'),
		],
		[
			'as text and as a number',
			`{"successOrderIds":["${A}",${A}]}`,
			unknown('The answer names this order more than once'),
		],
		[
			'among the failures, but bare',
			{ payFailOrders: [A] },
			unknown('What the answer says of this order cannot be read'),
		],
		// A success that cannot be read could be this order's.
		...[null, '', 'x', {}, { orderId: B }, [A], 1.5, -5, true, `order ${B}`].map(
			(unreadable): [string, unknown, object] => [
				`among the failures, beside ${JSON.stringify(unreadable)} as a success`,
				{
					successOrderIds: [unreadable],
					payFailOrders: [{ orderId: A, errorReason: 'order closed' }],
				},
				unknown('What the answer says of this order cannot be read'),
			],
		),
		[
			'among the failures, beside a success too large to be read',
			`{"successOrderIds":[2.05962E+18],"payFailOrders":[{"orderId":"${A}"}]}`,
			unknown('What the answer says of this order cannot be read'),
		],
		[
			'among the successes, beside one that cannot be read',
			{ successOrderIds: [A, null] },
			submitted,
		],
		[
			'among the successes, beside failures that cannot be read',
			{ successOrderIds: [A], payFailOrders: [null, 'x', {}, { orderId: null }] },
			submitted,
		],
		[
			'among the failures, beside failures that cannot be read',
			{ payFailOrders: [null, 'x', {}, { orderId: A, errorReason: 'order closed' }] },
			closed,
		],
		[
			'in text around it',
			{ successOrderIds: [`order ${A}`] },
			unknown('The answer does not name this order'),
		],
		[
			'in text after it',
			{ successOrderIds: [`${A}!`] },
			unknown('The answer does not name this order'),
		],
		[
			'inside a list in the list',
			{ successOrderIds: [[A]] },
			unknown('The answer does not name this order'),
		],
		[
			'in a failure whose ID is a list',
			{ payFailOrders: [{ orderId: [A] }] },
			unknown('The answer does not name this order'),
		],
		...(
			[
				['no data', null],
				['data that is text', 'ok'],
				['data that is a list', [A]],
				['successes that are text', { successOrderIds: A }],
				['successes that are an object', { successOrderIds: { [A]: true }, payFailOrders: [] }],
				['failures that are text', { successOrderIds: [A], payFailOrders: A }],
				['failures that are an object', { successOrderIds: [A], payFailOrders: {} }],
			] as const
		).map(([name, data]): [string, unknown, object] => [
			name,
			data,
			unknown('The answer says success, but its lists of orders cannot be read'),
		]),
	])('%s', (_name, data, expected) => {
		const text = typeof data === 'string' && data.startsWith('{') ? data : JSON.stringify(data);
		const answer = read(answered(200, `{"code":200,"msg":"ok","requestId":"r-1","data":${text}}`));
		expect(answer.results).toEqual(new Map([[A, expected]]));
		expect(answer.results.get(A)).toStrictEqual(expected);
		expect(answer.clear).toBe(
			'outcome' in expected && (expected.outcome !== 'unknown' || 'rejectedIfUnpaid' in expected),
		);
		expect(answer.unexpectedIds).toEqual([]);
	});

	test('a number that JavaScript can hold is an ID, too', () => {
		expect(
			read(success({ successOrderIds: [17], payFailOrders: [{ orderId: 18 }] }), ['17', '18']),
		).toMatchObject({
			results: new Map<string, object>([
				['17', submitted],
				['18', noReason],
			]),
			clear: true,
			unexpectedIds: [],
		});
	});

	test('a success that cannot be read makes every failure beside it unclear, and no other success', () => {
		const call = success({
			successOrderIds: [A, null],
			payFailOrders: [
				{ orderId: B, errorReason: 'order closed' },
				{ orderId: C, errorReason: 'order closed' },
			],
		});
		const unclear = unknown('What the answer says of this order cannot be read');
		expect(read(call, [A, B, C])).toEqual({
			results: new Map<string, object>([
				[A, submitted],
				[B, unclear],
				[C, unclear],
			]),
			clear: false,
			unexpectedIds: [],
		});
	});

	test('reports the IDs that were not sent, and only them', () => {
		expect(
			read(
				success({
					successOrderIds: [A, C, '', 'x', null],
					payFailOrders: [{ orderId: B }, null, {}, 'x'],
				}),
				[A],
			),
		).toMatchObject({ unexpectedIds: [C, B], clear: true });
	});

	test('a requestId is spoken of only where there is one', () => {
		const data = { payFailOrders: [{ orderId: A, errorReason: '处理中' }] };
		for (const [requestId, speaks] of [
			['r-1', true],
			[undefined, false],
		] as const) {
			const result = resultOf(answered(200, { code: 200, requestId, data }));
			expect(result).toMatchObject({ outcome: 'unknown', requestId: requestId ?? null });
			expect(result?.advice?.includes('requestId')).toBe(speaks);
		}
	});
});
