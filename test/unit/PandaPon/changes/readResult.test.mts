import { advice } from '../../../../dist/nodes/PandaPon/changes/advice.js';
import type { Outcome } from '../../../../dist/nodes/PandaPon/changes/outcome.js';
import { readResult } from '../../../../dist/nodes/PandaPon/changes/readResult.js';
import type { CallResult } from '../../../../dist/nodes/shared/api/callOnce.js';
import type { AnswerShape, Operation } from '../../../../dist/nodes/shared/catalog/endpoint.js';
import { orderIds } from '../../../support/orderIds.mts';

const [ORDER, OTHER_ORDER] = orderIds(2);
const REFUND = 'TQ233104830183830794';
const LOOK = 'Look at the order.';
/** The shapes that answers to changing calls have. */
const SHAPES: AnswerShape[] = ['boolean', 'verdict', 'created', 'paymentLink', 'accepted'];

const answered = (httpStatus: number, body: unknown): CallResult => ({
	kind: 'answered',
	httpStatus,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
const success = (data: unknown, msg = '成功') =>
	answered(200, { code: 200, msg, requestId: 'r-1', data });
/**
 * @param creates What the call creates; an order where nothing else is said.
 * @param asked What the call is about.
 * @param sent All that was sent.
 */
const read = (
	call: CallResult,
	shape: AnswerShape,
	creates: Operation['creates'] = shape === 'created' ? 'order' : undefined,
	asked: Record<string, string> = {},
	sent = '',
) =>
	readResult(
		call,
		{
			answer: shape,
			creates,
			effect: shape === 'paymentLink' ? 'pays' : 'changes',
			lookAfterwards: LOOK,
		},
		{ asked, sent },
	);
const outcomeOf = (call: CallResult, shape: AnswerShape): Outcome => read(call, shape).outcome;

describe('without an answer', () => {
	test.each(SHAPES)('%s: nothing was sent', (shape) => {
		expect(read({ kind: 'notSent', reason: 'Nobody listens' }, shape)).toStrictEqual({
			outcome: 'notSent',
			errorReason: 'Nobody listens',
			advice: advice.notSent,
			answer: null,
			requestId: null,
			code: null,
			httpStatus: null,
		});
	});

	test.each(SHAPES)('%s: it may have happened', (shape) => {
		expect(read({ kind: 'unclear', reason: 'The line was cut' }, shape)).toStrictEqual({
			outcome: 'unclear',
			errorReason: 'The line was cut',
			advice: 'It may have happened. Look at the order.',
			answer: null,
			requestId: null,
			code: null,
			httpStatus: null,
		});
	});

	test('without a sentence on where to look, nothing is missing but that', () => {
		const call: CallResult = { kind: 'unclear', reason: 'The line was cut' };
		expect(
			readResult(call, { answer: 'accepted', effect: 'changes' }, { asked: {}, sent: '' }).advice,
		).toBe('It may have happened. ');
	});
});

describe('an answer that fails as a whole', () => {
	test.each<[number, number | undefined, Outcome]>([
		// Where HTTP says that the answer is complete, the code decides.
		[200, 400, 'refused'],
		[203, 401, 'refused'],
		[200, 498, 'refused'],
		[200, 429, 'notSent'],
		[200, 408, 'unclear'],
		[200, 409, 'unclear'],
		[200, 460, 'unclear'],
		[200, 499, 'unclear'],
		[200, 0, 'unclear'],
		[200, 201, 'unclear'],
		[200, 399, 'unclear'],
		[200, 500, 'unclear'],
		[200, 10012, 'unclear'],
		[200, undefined, 'unclear'],
		// Elsewhere HTTP decides, unless the code contradicts it.
		[400, undefined, 'refused'],
		[401, 10012, 'refused'],
		[403, 403, 'refused'],
		[429, undefined, 'notSent'],
		[429, 200, 'unclear'],
		[400, 200, 'unclear'],
		[404, 500, 'unclear'],
		[404, 408, 'unclear'],
		[408, undefined, 'unclear'],
		[409, 400, 'unclear'],
		[499, 400, 'unclear'],
		// Everything else proves nothing.
		...[199, 204, 206, 301, 307, 500, 502, 504].flatMap((httpStatus) =>
			[undefined, 200, 400, 429].map((code): [number, number | undefined, Outcome] => [
				httpStatus,
				code,
				'unclear',
			]),
		),
	])('HTTP %s, code %s: %s', (httpStatus, code, outcome) => {
		for (const shape of SHAPES) {
			const call = answered(httpStatus, { code, msg: 'No', requestId: 'r-1' });
			expect(read(call, shape)).toMatchObject({
				outcome,
				errorReason: 'No',
				answer: null,
				requestId: 'r-1',
				code: code ?? null,
				httpStatus,
			});
		}
	});

	test('says what to do', () => {
		const next = (httpStatus: number) => read(answered(httpStatus, {}), 'boolean').advice;
		expect(next(401)).toMatch(/^Nothing was changed\. .*credential/);
		expect(next(403)).toBe(next(401));
		expect(next(400)).toMatch(/^Nothing was changed\. Fix/);
		expect(next(429)).toMatch(/^Nothing was changed\. Wait/);
		expect(next(500)).toBe('It may have happened. Look at the order.');
	});

	test.each(SHAPES)('%s: success that comes with another HTTP status or code is none', (shape) => {
		const data = { success: true, orderId: ORDER, payUrl: 'https://x', protocolPaySuccess: true };
		for (const [httpStatus, code] of [
			[200, 400],
			[400, 400],
			[400, 200],
			[500, 200],
			[204, 200],
			[302, 200],
			[200, 500],
			[200, undefined],
		])
			for (const given of [data, true, ORDER, [data]])
				expect(['unclear', 'refused']).toContain(
					outcomeOf(answered(httpStatus!, { code, data: given }), shape),
				);
	});

	test.each(SHAPES)('%s: a refusal that carries a result is none', (shape) => {
		for (const data of [{ success: true }, { orderId: ORDER }, true, [1], { orderList: [{}] }, 7])
			expect(outcomeOf(answered(400, { code: 400, msg: 'No', data }), shape)).toBe('unclear');
		for (const data of [undefined, null, '', [], {}, { orderId: null, list: [] }, false])
			expect(outcomeOf(answered(400, { code: 400, msg: 'No', data }), shape)).toBe('refused');
	});

	test.each(SHAPES)('%s: a page or cut-off JSON with HTTP 200 says nothing', (shape) => {
		for (const body of ['', '<html>', '{"code":200,"data":true', '[]', '"true"', 'true', 'null'])
			expect(read(answered(200, body), shape)).toMatchObject({
				outcome: 'unclear',
				errorReason: "The API's answer could not be read (HTTP 200)",
				answer: null,
			});
	});
});

/** Words of somebody who does not know, gave up waiting, or has seen the call before. */
const DOUBT = [
	'请求超时',
	'系统繁忙，请稍后再试',
	'系统异常',
	'网络错误',
	'网关错误',
	'订单处理中',
	'未知错误',
	'Read timed out',
	'System busy',
	'Internal error',
	'Unknown error',
	'Bad gateway',
	'Please try again later',
	'服务不可用',
	'内部错误',
	'连接失败',
	'service unavailable',
	'server error',
	'connection reset',
	'socket hang up',
];
/** Words that say the change was made, perhaps by this very call: something on the way may have repeated it. */
const MADE_BEFORE = [
	'请勿重复提交',
	'订单已提交',
	'操作成功',
	'duplicate request',
	'already submitted',
];

describe('words of doubt make no refusal', () => {
	test.each([...DOUBT, ...MADE_BEFORE])('beside code 400: %s', (msg) => {
		for (const shape of SHAPES)
			expect(outcomeOf(answered(200, { code: 400, msg }), shape)).toBe('unclear');
	});

	test.each([...DOUBT, ...MADE_BEFORE])('beside "success": false: %s', (words) => {
		for (const shape of ['verdict', 'created', 'accepted'] as const)
			expect(outcomeOf(success({ success: false, errorMsg: words }), shape)).toBe('unclear');
	});

	test.each(['处理中', 'Read timed out'])('in the data of a refusal: %s', (data) => {
		expect(outcomeOf(answered(400, { code: 400, msg: 'No', data }), 'boolean')).toBe('unclear');
	});

	test.each([
		'<p>Read timed out</p>',
		'{"code":400,"msg":"系统繁忙',
		'<p>重复提交</p>',
		'"data":"成功',
	])('in a refusal that is no JSON: %s', (body) => {
		expect(outcomeOf(answered(400, body), 'created')).toBe('unclear');
	});

	test.each(['', '<html><center>nginx server</center>', '<h1>Bad Request</h1>Gateway'])(
		'not the name of a server on a page: %j',
		(body) => {
			expect(outcomeOf(answered(400, body), 'created')).toBe('refused');
		},
	);

	test('in the message of the envelope, where the data only says no', () => {
		for (const [shape, data] of [
			['boolean', false],
			['verdict', { success: false }],
			['created', { success: false }],
		] as const)
			expect(outcomeOf(success(data, '系统繁忙，请稍后再试'), shape)).toBe('unclear');
	});

	test('in any of the fields that hold words', () => {
		for (const name of ['errorInfo', 'errorMsg', 'errorMessage', 'message', 'errorCode']) {
			const data = {
				success: false,
				errorInfo: '失败',
				errorMsg: '失败',
				errorCode: 'FAILED',
				[name]: 'SYSTEM_BUSY',
			};
			expect(outcomeOf(success(data), 'verdict')).toBe('unclear');
		}
	});

	test('far behind, where they are no longer shown', () => {
		const words = `${'x'.repeat(600)} timeout`;
		expect(outcomeOf(answered(200, { code: 400, msg: words }), 'boolean')).toBe('unclear');
		expect(outcomeOf(success({ success: false, errorInfo: words }), 'verdict')).toBe('unclear');
	});
});

describe('rate limiting', () => {
	const limited = (msg: string, data?: unknown): CallResult[] => [
		answered(429, { code: 429, msg, data }),
		answered(200, { code: 429, msg, data }),
		answered(429, { msg, data }),
	];

	test.each(SHAPES)('%s: with words that only tell of trouble, nothing was sent', (shape) => {
		for (const msg of ['请求过于频繁', '系统繁忙，请稍后再试', 'Too many requests', ''])
			for (const call of limited(msg))
				expect(read(call, shape)).toMatchObject({
					outcome: 'notSent',
					advice: advice.rateLimited,
				});
		expect(outcomeOf(answered(429, '<h1>Too Many Requests</h1>'), shape)).toBe('notSent');
	});

	test.each([...MADE_BEFORE, '订单处理中', 'Your request is queued', '受理'])(
		'with words of something made, it is unclear: %s',
		(words) => {
			for (const shape of SHAPES) {
				for (const call of [...limited(words), ...limited('', words)])
					expect(read(call, shape)).toMatchObject({
						outcome: 'unclear',
						advice: 'It may have happened. Look at the order.',
					});
				expect(outcomeOf(answered(429, `<p>${words}</p>`), shape)).toBe('unclear');
			}
		},
	);

	test.each([{ orderId: ORDER }, ORDER, REFUND, 305962477642588, true])(
		'with a result, it is unclear: %j',
		(data) => {
			for (const shape of SHAPES)
				for (const call of limited('No', data)) expect(outcomeOf(call, shape)).toBe('unclear');
		},
	);
});

describe('a long ID beside a refusal could be the name of what was created', () => {
	test.each([ORDER, REFUND, '1234567890', 'TQ1234567890'])('%s', (data) => {
		for (const shape of SHAPES)
			for (const [httpStatus, code] of [
				[400, 400],
				[200, 400],
				[403, undefined],
			] as const)
				expect(outcomeOf(answered(httpStatus, { code, msg: 'No', data }), shape)).toBe('unclear');
	});

	test.each(['123456789', 'TQ', '库存不足', 'ORDER_NOT_EXIST', 'a1b2c3d4e5f6'])(
		'not %s',
		(data) => {
			for (const shape of SHAPES)
				expect(outcomeOf(answered(400, { code: 400, msg: 'No', data }), shape)).toBe('refused');
		},
	);
});

describe('words of doubt anywhere in the answer', () => {
	const HIDDEN = [
		(words: string) => ({ reason: words }),
		(words: string) => ({ detail: { list: [{ hint: words }] } }),
		(words: string) => ({ errorInfo: '库存不足', errorMsg: words }),
		(words: string) => ({ list: [[words]] }),
	];

	test.each([...DOUBT, ...MADE_BEFORE])('beside "success": false: %s', (words) => {
		for (const hide of HIDDEN)
			for (const shape of ['boolean', 'verdict', 'created', 'accepted'] as const)
				expect(outcomeOf(success({ success: false, ...hide(words) }), shape)).toBe('unclear');
	});

	test('beside the data of a refusal', () => {
		for (const shape of SHAPES) {
			const body = { code: 400, msg: 'No', data: null, details: [{ text: 'Read timed out' }] };
			expect(outcomeOf(answered(400, body), shape)).toBe('unclear');
		}
	});

	test('names of the call or the developer mean nothing', () => {
		const body = { code: 400, msg: 'No', requestId: 'service-1', developId: 'timeout' };
		expect(outcomeOf(answered(400, body), 'boolean')).toBe('refused');
	});
});

describe('an answer about another order or refund proves nothing', () => {
	const ABOUT: Array<[Record<string, string>, object]> = [
		[{ orderId: ORDER }, { orderId: OTHER_ORDER }],
		[{ refundId: REFUND }, { refundId: 'TQ1' }],
		[
			{ orderId: ORDER, refundId: REFUND },
			{ orderId: ORDER, refundId: 'TQ1' },
		],
		[
			{ orderId: ORDER, refundId: REFUND },
			{ orderId: OTHER_ORDER, refundId: REFUND },
		],
		[{ orderId: '305962477642588' }, { orderId: 305962477642589 }],
		[{ orderId: ORDER }, { orderId: '' }],
	];
	const SAID = [
		...[{ success: true }, { success: false }, {}, { protocolPaySuccess: true }],
		...[{ payUrl: 'https://trade.1688.com/pay' }, { refundId: REFUND }],
	];

	test.each(ABOUT)('%j, of %j', (asked, named) => {
		for (const shape of SHAPES)
			for (const said of SAID)
				expect(read(success({ ...said, ...named }), shape, undefined, asked)).toMatchObject({
					outcome: 'unclear',
					errorReason: 'The API answered about another order or refund',
					advice: 'It may have happened. Look at the order.',
				});
	});

	test('whatever it names is given all the same', () => {
		const data = { success: true, orderId: OTHER_ORDER, refundId: REFUND };
		expect(read(success(data), 'created', 'refund', { orderId: ORDER })).toMatchObject({
			outcome: 'unclear',
			createdIds: [REFUND],
			answer: data,
		});
	});

	test.each<[Record<string, string>, unknown]>([
		[{ orderId: ORDER }, { success: true, orderId: ORDER }],
		[{ orderId: '305962477642588' }, { success: true, orderId: 305962477642588 }],
		[{ orderId: ORDER }, { success: true }],
		[{ orderId: ORDER }, { success: true, orderId: null }],
		[{ orderId: ORDER }, { success: true, refundId: 'TQ1' }],
		[{ orderId: ORDER }, true],
		[{}, { success: true, orderId: OTHER_ORDER }],
	])('asked about %j, %j is about it', (asked, data) => {
		for (const shape of ['boolean', 'verdict', 'accepted'] as const)
			expect(read(success(data), shape, undefined, asked).outcome).toBe('done');
	});
});

describe('a remark beside a yes', () => {
	test.each<[AnswerShape, unknown]>([
		['boolean', { success: true, message: 'Partly' }],
		['verdict', { success: 'true', errorInfo: 'Partly' }],
		['created', { success: true, orderId: ORDER, errorMsg: 'Partly' }],
		['accepted', { success: true, errorCode: 'Partly' }],
	])('%s, %j: done, and a person is to look', (shape, data) => {
		expect(read(success(data), shape)).toMatchObject({
			outcome: 'done',
			errorReason: 'Partly',
			advice: LOOK,
		});
	});

	test('in the message of the envelope', () => {
		expect(read(success(true, '订单不存在'), 'boolean')).toMatchObject({
			outcome: 'done',
			errorReason: '订单不存在 (the order does not exist)',
			advice: LOOK,
		});
	});
});

describe('an envelope that contradicts its code', () => {
	const SAYS_NO = '{"code":200,"msg":"成功","success":false,"data":';

	test.each<[AnswerShape, unknown]>([
		['boolean', true],
		['verdict', { success: true }],
		['created', { orderId: ORDER }],
		['accepted', null],
		['accepted', { id: 7 }],
	])('%s, %j: unclear', (shape, data) => {
		const call = { ...success(data), body: `${SAYS_NO}${JSON.stringify(data)}}` };
		expect(read(call, shape).outcome).toBe('unclear');
		for (const msg of ['取消失败', 'Cancel failed', '系统错误 error'])
			expect(read(success(data, msg), shape).outcome).toBe('unclear');
	});

	test('a no stays a no', () => {
		const call = { ...success(false), body: `${SAYS_NO}false}` };
		expect(read(call, 'boolean').outcome).toBe('refused');
		expect(read(success(false, '取消失败'), 'boolean').outcome).toBe('refused');
	});
});

describe('boolean and verdict: only a plain yes or no counts', () => {
	const OTHERS = [null, undefined, 1, 0, '1', '0', 'yes', 'not true', '', [], [true], {}, 'ok'];

	test.each<AnswerShape>(['boolean', 'verdict'])('%s', (shape) => {
		for (const yes of [true, 'true', 'TRUE', 'True', ' true ']) {
			expect(outcomeOf(success(yes), shape)).toBe('done');
			expect(outcomeOf(success({ success: yes }), shape)).toBe('done');
		}
		for (const no of [false, 'false', 'FALSE', 'False', ' false ']) {
			expect(outcomeOf(success(no), shape)).toBe('refused');
			expect(outcomeOf(success({ success: no, errorInfo: '状况不允许' }), shape)).toBe('refused');
		}
		for (const other of OTHERS) {
			expect(outcomeOf(success(other), shape)).toBe('unclear');
			expect(outcomeOf(success({ success: other }), shape)).toBe('unclear');
		}
	});

	test('a success has all its fields, and no reason', () => {
		expect(read(success(true), 'boolean')).toStrictEqual({
			outcome: 'done',
			errorReason: null,
			advice: null,
			answer: true,
			requestId: 'r-1',
			code: 200,
			httpStatus: 200,
		});
	});

	test('a refusal gives the words of the API, with their meaning beside them', () => {
		const refused = (data: object) => read(success({ success: false, ...data }), 'verdict');
		expect(refused({ errorInfo: 'Wrong state', errorCode: 'X' }).errorReason).toBe('Wrong state');
		expect(refused({ errorCode: 'ORDER_NOT_EXIST' }).errorReason).toContain('ORDER_NOT_EXIST');
		expect(refused({ errorInfo: '订单不存在' }).errorReason).toBe(
			'订单不存在 (the order does not exist)',
		);
		expect(refused({}).errorReason).toBe('The API answered that it was not done, and not why');
		expect(refused({ errorInfo: 'Wrong state' }).advice).toBe(advice.refused);
		// Nobody can fix a cause that nobody knows.
		expect(refused({}).advice).toBe(advice.noWords(LOOK));
	});

	test('where the words stand in the envelope, they are given, too', () => {
		expect(read(success(false, 'ORDER_STATUS_ERROR'), 'boolean')).toMatchObject({
			outcome: 'refused',
			errorReason: 'ORDER_STATUS_ERROR',
		});
	});

	test.each([200, 201, 202, 203])('HTTP %s is a complete answer', (httpStatus) => {
		expect(outcomeOf(answered(httpStatus, { code: 200, data: true }), 'boolean')).toBe('done');
	});
});

describe('created: only what is named was created', () => {
	test.each<[string, unknown, string[]]>([
		['an order', { orderId: ORDER }, [ORDER]],
		['one with "success"', { success: true, orderId: ORDER }, [ORDER]],
		['nothing but its ID', ORDER, [ORDER]],
		[
			'two',
			{ success: true, orderList: [{ orderId: ORDER }, { orderId: OTHER_ORDER }] },
			[ORDER, OTHER_ORDER],
		],
	])('%s', (_name, data, createdIds) => {
		expect(read(success(data), 'created')).toMatchObject({
			outcome: 'done',
			createdIds,
			errorReason: null,
			advice: null,
		});
	});

	test('a refund', () => {
		const call = success({ refundId: REFUND, orderId: ORDER });
		expect(read(call, 'created', 'refund')).toMatchObject({
			outcome: 'done',
			createdIds: [REFUND],
			errorReason: null,
		});
		expect(read(success({ orderId: ORDER }), 'created', 'refund')).toMatchObject({
			outcome: 'unclear',
			createdIds: [],
		});
	});

	test.each<[string, unknown]>([
		['nothing', null],
		['nothing but "success"', { success: true }],
		['true', true],
		['an empty ID', { orderId: '', success: true }],
		['no ID', { orderId: null }],
		['empty lists', { orderList: [] }],
		['success within a failure', { success: false, orderId: ORDER }],
		['an unreadable flag', { success: 'maybe' }],
	])('%s is unclear', (_name, data) => {
		expect(outcomeOf(success(data), 'created')).toBe('unclear');
	});

	test('a plain no without any ID is a refusal, with an empty list of IDs', () => {
		expect(
			read(success({ success: false, errorMsg: '库存不足', orderId: null }), 'created'),
		).toMatchObject({ outcome: 'refused', errorReason: '库存不足', createdIds: [] });
		expect(outcomeOf(success(false), 'created')).toBe('refused');
	});

	test('a failure has the list of IDs, too', () => {
		expect(read(answered(500, {}), 'created').createdIds).toEqual([]);
		expect(read(answered(500, {}), 'boolean')).not.toHaveProperty('createdIds');
	});

	// 1688 documents these fields: a part of the lines, or of the sellers, can fail.
	test.each<[string, object, string[]]>([
		[
			'one that was made and one that was not',
			{
				orderList: [
					{ orderId: ORDER, success: true },
					{ orderId: null, success: false, message: 'out of stock' },
				],
			},
			[ORDER],
		],
		[
			'one that was made and one that was not, but is named',
			{ orderList: [{ orderId: ORDER }, { orderId: OTHER_ORDER, success: false }] },
			[ORDER],
		],
		[
			'lines that failed',
			{
				orderId: ORDER,
				failedOfferList: [{ offerId: '7', errorCode: '500_004', errorMessage: 'x' }],
			},
			[ORDER],
		],
	])('%s: done, but not all of it', (_name, data, createdIds) => {
		expect(read(success({ success: true, ...data }), 'created')).toMatchObject({
			outcome: 'done',
			createdIds,
			errorReason: 'A part was not created',
			advice: advice.part,
		});
	});

	test.each([...DOUBT, ...MADE_BEFORE])(
		'where a part failed with words of doubt, it is unclear: %s',
		(words) => {
			for (const part of [
				{ orderList: [{ orderId: ORDER }, { success: false, message: words }] },
				{ orderList: [{ orderId: ORDER }, { success: false, detail: { hint: [words] } }] },
				{ orderId: ORDER, failedOfferList: [{ offerId: '7', errorMessage: words }] },
				{ orderId: ORDER, failedOfferList: [words] },
			])
				expect(read(success({ success: true, ...part }), 'created')).toMatchObject({
					outcome: 'unclear',
					errorReason: 'It is not certain whether a part was created',
					advice: 'It may have happened. Look at the order.',
					createdIds: [ORDER],
				});
		},
	);

	test('where nothing says "success", signs of a failure beside an ID make it unclear', () => {
		for (const data of [
			{ orderId: ORDER, errorCode: '5001' },
			{ orderId: ORDER, message: '库存不足' },
			{ orderList: [{ orderId: ORDER }, { orderId: OTHER_ORDER, success: false }] },
			{ orderId: ORDER, result: 'no' },
		])
			expect(outcomeOf(success(data), 'created')).toBe('unclear');
	});

	test('where each part failed, it is unclear whether anything was created', () => {
		const data = { success: true, orderList: [{ orderId: ORDER, success: false }] };
		expect(read(success(data), 'created')).toMatchObject({ outcome: 'unclear', createdIds: [] });
	});

	test('a failed answer creates nothing, whatever it names', () => {
		expect(read(answered(500, { code: 200, data: ORDER }), 'created')).toMatchObject({
			outcome: 'unclear',
			createdIds: [],
			answer: ORDER,
		});
	});
});

describe('payment link', () => {
	test.each<[object | null | string, Outcome]>([
		[{ payUrl: 'https://trade.1688.com/pay' }, 'done'],
		[{ protocolPaySuccess: true }, 'done'],
		[{ protocolPaySuccess: 'true', payUrl: null }, 'done'],
		[{ payUrl: 'https://trade.1688.com/pay', protocolPaySuccess: false }, 'done'],
		// 1688 gives false after a time-out, too.
		[{ protocolPaySuccess: false }, 'unclear'],
		[{ protocolPaySuccess: 'false', payUrl: '' }, 'unclear'],
		[{ payUrl: ' ' }, 'unclear'],
		[{ payUrl: 7 }, 'unclear'],
		[{ success: true }, 'unclear'],
		[{ success: false }, 'unclear'],
		[{ orderId: ORDER, cantPayOrderList: [ORDER] }, 'unclear'],
		[{}, 'unclear'],
		[null, 'unclear'],
		['https://trade.1688.com/pay', 'unclear'],
	])('%j: %s', (data, outcome) => {
		expect(outcomeOf(success(data), 'paymentLink')).toBe(outcome);
	});

	test.each<[object, Outcome]>([
		[{ cantPayOrderList: [ORDER] }, 'unclear'],
		[{ cantPayOrderList: [OTHER_ORDER, ORDER] }, 'unclear'],
		[{ cantPayOrderList: [ORDER], protocolPaySuccess: false }, 'unclear'],
		[{ cantPayOrderList: [ORDER], protocolPaySuccess: true }, 'done'],
		[{ cantPayOrderList: [] }, 'done'],
		[{ cantPayOrderList: null }, 'done'],
		[{ orderId: ORDER }, 'done'],
		[{ orderId: OTHER_ORDER }, 'unclear'],
		[{ orderId: OTHER_ORDER, protocolPaySuccess: true }, 'unclear'],
	])('beside a link, %j: %s', (data, outcome) => {
		const call = success({ payUrl: 'https://trade.1688.com/pay', ...data });
		expect(read(call, 'paymentLink', undefined, { orderId: ORDER }).outcome).toBe(outcome);
	});

	test('an ID that came as a number is found in the list, too', () => {
		const call = answered(
			200,
			`{"code":200,"data":{"payUrl":"https://x","cantPayOrderList":[${ORDER}]}}`,
		);
		expect(read(call, 'paymentLink', undefined, { orderId: ORDER }).outcome).toBe('unclear');
	});

	test('what is left to do: nothing where it was paid, else the payment itself', () => {
		const next = (data: object) => read(success(data), 'paymentLink').advice;
		const payUrl = 'https://trade.1688.com/pay';
		expect(next({ payUrl })).toBe(advice.openLink);
		expect(next({ payUrl, protocolPaySuccess: false })).toBe(advice.openLink);
		for (const protocolPaySuccess of [true, 'true'])
			expect(next({ payUrl, protocolPaySuccess })).toBe(advice.paidByAgreement);
	});
});

describe('accepted: code 200 says it all, unless the data says otherwise', () => {
	test.each([
		...[undefined, null, {}, [], [7], { id: 7 }, true, 'true', { success: true }, 1234567890],
		...['', '成功', ' OK ', ORDER, REFUND, { message: 'success', id: 7 }],
	])('%j is done', (data) => {
		expect(outcomeOf(success(data), 'accepted')).toBe('done');
	});

	test.each([false, 'false', 'FALSE', { success: false }, { success: 'False', errorInfo: 'No' }])(
		'%j is a refusal',
		(data) => {
			expect(outcomeOf(success(data), 'accepted')).toBe('refused');
		},
	);

	test.each([
		// Short numbers could be error codes.
		7,
		'5001',
		{ success: null, errorCode: '4001', errorInfo: 'No such carrier' },
		{ errorCode: '4001', errorInfo: 'No such carrier' },
		{ success: 0 },
		{ success: 1 },
		{ success: {} },
		{ message: '库存不足' },
		'库存不足',
		'失败',
		'error',
		'wrong state',
		'7 failed',
		'7：失败',
		'失败7',
	])('%j proves nothing', (data) => {
		expect(outcomeOf(success(data), 'accepted')).toBe('unclear');
	});
});

test.each<[AnswerShape, unknown]>([
	['boolean', null],
	['verdict', {}],
	['created', { success: true }],
	['created', { success: false, orderId: ORDER }],
	['paymentLink', {}],
	['accepted', { success: null }],
])('%s: of %j, it is said why it is unclear', (shape, data) => {
	expect(read(success(data), shape)).toMatchObject({
		outcome: 'unclear',
		errorReason: 'The API answered with success, but not that it was done',
		advice: 'It may have happened. Look at the order.',
	});
});

test('no shape takes silence for a refusal, nor words for a success', () => {
	for (const shape of SHAPES)
		for (const data of [null, undefined, {}, [], '', 'ok', 0, 1]) {
			expect(outcomeOf(success(data), shape)).not.toBe('refused');
			if (shape !== 'accepted') expect(outcomeOf(success(data), shape)).toBe('unclear');
		}
});

test('what the API quotes of the keys is not shown', () => {
	const result = read(answered(400, { code: 400, msg: `bad ${'A1'.repeat(16)}` }), 'boolean');
	expect(result.errorReason).toBe('bad [hidden]');
});

test('all digits of the answer are kept', () => {
	const body = `{"code":200,"data":{"success":true,"orderId":${ORDER}}}`;
	expect(read(answered(200, body), 'created')).toMatchObject({
		outcome: 'done',
		createdIds: [ORDER],
		answer: { orderId: ORDER },
	});
});
