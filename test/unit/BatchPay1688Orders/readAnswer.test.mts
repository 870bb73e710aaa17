import { advice } from '../../../dist/nodes/BatchPay1688Orders/advice.js';
import { isComplete, readAnswer } from '../../../dist/nodes/BatchPay1688Orders/readAnswer.js';
import { apiWords } from '../../../dist/nodes/shared/envelope.js';

const A = '2059624776425880794';
const B = '2059624776425880795';
const C = '2059624776425880796';

const answered = (httpStatus: number, body: unknown) =>
	({ kind: 'answered', httpStatus, body: typeof body === 'string' ? body : JSON.stringify(body) }) as const;
const success = (data: unknown) => answered(200, { code: 200, msg: 'ok', requestId: 'r-1', data });
const read = (...[call, orderIds = [A]]: [Parameters<typeof readAnswer>[1], string[]?]) => readAnswer(orderIds, call, 4);
const resultOf = (call: Parameters<typeof readAnswer>[1]) => read(call).results.get(A);

describe('calls without an answer', () => {
	test('not sent: safe, in the words of the transport', () => {
		expect(read({ kind: 'notSent', reason: 'Nobody listens' }, [A, B])).toEqual({
			results: new Map([A, B].map((orderId) => [orderId, { outcome: 'notSent', batch: 4, requestId: null, errorReason: 'Nobody listens', advice: advice.notSent }])),
			clear: false,
			strangers: [],
		});
	});

	test('unclear: money may have moved', () => {
		expect(read({ kind: 'unclear', reason: 'The line was cut' }, [A, B])).toEqual({
			results: new Map([A, B].map((orderId) => [orderId, { outcome: 'unknown', batch: 4, requestId: null, errorReason: 'The line was cut', advice: advice.unknown }])),
			clear: false,
			strangers: [],
		});
	});
});

describe('answers about the whole call', () => {
	const rejected = (status: number) => ({ outcome: 'rejected', advice: advice.refusedCall(status) });
	const notSent = { outcome: 'notSent', advice: advice.tooManyRequests };
	const unknown = { outcome: 'unknown', advice: advice.unknown };

	/** A code of unknown meaning in a whole answer: a look-up that gets it too can prove a refusal. */
	const unknownCode = (gatewayCode: number) => ({ ...unknown, gatewayCode });

	test.each<[number, number | undefined, object]>([
		// The code decides where HTTP says that the answer is whole.
		[200, 400, rejected(400)],
		[200, 401, rejected(401)],
		[200, 407, rejected(407)],
		[200, 409, rejected(409)],
		[200, 498, rejected(498)],
		[203, 403, rejected(403)],
		[200, 429, notSent],
		[203, 429, notSent],
		[200, 0, unknown],
		[200, 201, unknown],
		[200, 299, unknown],
		[200, 300, unknownCode(300)],
		[200, 399, unknownCode(399)],
		[200, 408, unknown],
		[200, 499, unknown],
		[200, 500, unknown],
		[200, 599, unknown],
		[200, 600, unknownCode(600)],
		[200, 10012, unknownCode(10012)],
		[203, 10012, unknownCode(10012)],
		[200, undefined, unknown],
		// Elsewhere HTTP decides, unless the code contradicts it.
		[400, undefined, rejected(400)],
		[400, 400, rejected(400)],
		[401, 10012, rejected(401)],
		[404, 499, rejected(404)],
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
		[499, undefined, unknown],
		// Everything else proves nothing, whatever the code says.
		...[199, 204, 205, 206, 299, 300, 307, 399, 500, 502].flatMap((httpStatus) =>
			[undefined, 200, 400, 429, 10012].map((code): [number, number | undefined, object] => [httpStatus, code, unknown]),
		),
	])('HTTP %s with code %s', (httpStatus, code, expected) => {
		const answer = (outcome: object) => ({
			results: new Map([A, B].map((orderId) => [orderId, { batch: 4, requestId: 'r-1', httpStatus, ...(code !== undefined && { code }), errorReason: 'so it is', ...outcome }])),
			clear: false,
			strangers: [],
		});
		const body = { code, msg: 'so it is', requestId: 'r-1' };
		for (const data of [undefined, null, '', false, [], {}]) expect(read(answered(httpStatus, { ...body, data }), [A, B])).toStrictEqual(answer(expected));
		// Whatever else an answer says that is no success: with results in it, it contradicts itself.
		for (const data of [{ successOrderIds: [A] }, { successOrderIds: [] }, [A], 'text', 0, true]) {
			expect(read(answered(httpStatus, { ...body, data }), [A, B])).toStrictEqual(answer(unknown));
		}
	});

	test.each<[string, object | undefined]>([
		['<html>', { requestId: null, errorReason: "The API's answer could not be read (HTTP 500)" }],
		['', { requestId: null, errorReason: "The API's answer could not be read (HTTP 500)" }],
		['{}', { requestId: null, errorReason: "The API's answer holds no code (HTTP 500)" }],
		['{"msg":"  ","requestId":"r-2"}', { requestId: 'r-2', errorReason: "The API's answer holds no code (HTTP 500)" }],
		['{"code":10012}', { requestId: null, code: 10012, errorReason: 'The API answered with code 10012 and no message (HTTP 500)' }],
		['{"msg":"账户额度不足"}', { requestId: null, errorReason: '账户额度不足' }],
		['{"code":500,"msg":"key 58c0201dfdf148eca63cbf6bb5e7cf03 is wrong"}', { requestId: null, code: 500, errorReason: 'key [hidden] is wrong' }],
	])('says why: %s', (body, expected) => {
		expect(resultOf(answered(500, body))).toEqual({ outcome: 'unknown', batch: 4, httpStatus: 500, advice: advice.unknown, ...expected });
	});

	test('a page with HTTP 200 says nothing', () => {
		expect(resultOf(answered(200, '<html>'))).toStrictEqual({
			outcome: 'unknown', batch: 4, requestId: null, httpStatus: 200, errorReason: "The API's answer could not be read (HTTP 200)", advice: advice.unknown,
		});
	});

	test('a page with HTTP 401 is a refusal', () => {
		expect(resultOf(answered(401, '<html>'))).toMatchObject({ outcome: 'rejected', advice: expect.stringContaining('save it to test it') });
	});
});

describe('answers order by order', () => {
	const base = { batch: 4, requestId: 'r-1', httpStatus: 200, code: 200 };
	const submitted = { outcome: 'submitted', batch: 4, requestId: 'r-1' };
	const rejected = (errorReason: string) => ({ ...base, outcome: 'rejected', errorReason, advice: advice.rejectedOrder(errorReason) });
	const unknown = (errorReason: string) => ({ ...base, outcome: 'unknown', errorReason, advice: advice.unknown });

	test('each order gets what the answer says about it', () => {
		const call = success({ successOrderIds: [A], payFailOrders: [{ orderId: B, errorReason: '账户额度不足' }] });
		expect(read(call, [A, B])).toEqual({ results: new Map<string, object>([[A, submitted], [B, rejected('账户额度不足')]]), clear: true, strangers: [] });
		expect(read(call, [A, B]).results.get(B)?.advice).toContain('the account limit is not sufficient');
	});

	test('one unclear order makes the batch unclear, the others keep their result', () => {
		expect(read(success({ successOrderIds: [A], payFailOrders: [] }), [A, B])).toEqual({
			results: new Map<string, object>([[A, submitted], [B, unknown('The answer does not name this order')]]),
			clear: false,
			strangers: [],
		});
	});

	test.each([200, 201, 202, 203])('HTTP %s counts as success', (httpStatus) => {
		expect(read(answered(httpStatus, { code: 200, data: { successOrderIds: [A] } }))).toMatchObject({ clear: true, results: new Map([[A, { outcome: 'submitted', batch: 4, requestId: null }]]) });
	});

	test.each<[string, unknown, object]>([
		['in the list of successes', { successOrderIds: [A] }, submitted],
		['in it as an unquoted number', `{"successOrderIds":[${A}]}`, submitted],
		['in it with spaces', { successOrderIds: [` ${A}\n`] }, submitted],
		['the list of failures is null', { successOrderIds: [A], payFailOrders: null }, submitted],
		['in the list of failures', { payFailOrders: [{ orderId: A, errorReason: ' closed ' }] }, rejected('closed')],
		['in it as an unquoted number', `{"payFailOrders":[{"orderId":${A},"errorReason":"closed"}]}`, rejected('closed')],
		['the list of successes is null', { successOrderIds: null, payFailOrders: [{ orderId: A, errorReason: 'closed' }] }, rejected('closed')],
		['in it without a reason', { payFailOrders: [{ orderId: A }] }, rejected('The API gave no reason')],
		['in it with an empty reason', { payFailOrders: [{ orderId: A, errorReason: ' ' }] }, rejected('The API gave no reason')],
		['in it with a reason that is no text', { payFailOrders: [{ orderId: A, errorReason: 7 }] }, rejected('The API gave no reason')],
		['in no list', {}, unknown('The answer does not name this order')],
		['in empty lists', { successOrderIds: [], payFailOrders: [] }, unknown('The answer does not name this order')],
		['in both lists', { successOrderIds: [A], payFailOrders: [{ orderId: A }] }, unknown('The answer names this order more than once')],
		['twice among the successes', { successOrderIds: [A, A] }, unknown('The answer names this order more than once')],
		['twice among the failures', { payFailOrders: [{ orderId: A }, { orderId: A }] }, unknown('The answer names this order more than once')],
		['as text and as a number', `{"successOrderIds":["${A}",${A}]}`, unknown('The answer names this order more than once')],
		['among the failures, but bare', { payFailOrders: [A] }, unknown('The answer names this order in another shape than documented')],
		// A success that can not be read could be this order's.
		...[null, '', 'x', {}, { orderId: B }, [A], 1.5, -5, true, `order ${B}`].map((unreadable): [string, unknown, object] => [
			`among the failures, beside ${JSON.stringify(unreadable)} as a success`,
			{ successOrderIds: [unreadable], payFailOrders: [{ orderId: A, errorReason: 'closed' }] },
			unknown('The answer names this order in another shape than documented'),
		]),
		['among the failures, beside a success too large to be read', `{"successOrderIds":[2.05962E+18],"payFailOrders":[{"orderId":"${A}"}]}`, unknown('The answer names this order in another shape than documented')],
		['among the successes, beside one that can not be read', { successOrderIds: [A, null] }, submitted],
		['among the successes, beside failures that can not be read', { successOrderIds: [A], payFailOrders: [null, 'x', {}, { orderId: null }] }, submitted],
		['among the failures, beside failures that can not be read', { payFailOrders: [null, 'x', {}, { orderId: A, errorReason: 'closed' }] }, rejected('closed')],
		['in text around it', { successOrderIds: [`order ${A}`] }, unknown('The answer does not name this order')],
		['in text after it', { successOrderIds: [`${A}!`] }, unknown('The answer does not name this order')],
		['inside a list in the list', { successOrderIds: [[A]] }, unknown('The answer does not name this order')],
		['in a failure whose ID is a list', { payFailOrders: [{ orderId: [A] }] }, unknown('The answer does not name this order')],
		...([
			['no data', null], ['data that is text', 'ok'], ['data that is a list', [A]],
			['successes that are text', { successOrderIds: A }], ['successes that are an object', { successOrderIds: { [A]: true }, payFailOrders: [] }],
			['failures that are text', { successOrderIds: [A], payFailOrders: A }], ['failures that are an object', { successOrderIds: [A], payFailOrders: {} }],
		] as const).map(([name, data]): [string, unknown, object] => [name, data, unknown('The answer says success, but its lists of orders are missing or of another shape than documented')]),
	])('%s', (_name, data, expected) => {
		const text = typeof data === 'string' && data.startsWith('{') ? data : JSON.stringify(data);
		const answer = read(answered(200, `{"code":200,"msg":"ok","requestId":"r-1","data":${text}}`));
		expect(answer.results).toEqual(new Map([[A, expected]]));
		expect(answer.clear).toBe('outcome' in expected && expected.outcome !== 'unknown');
		expect(answer.strangers).toEqual([]);
	});

	test('a number that JavaScript holds is an ID too', () => {
		expect(read(success({ successOrderIds: [17], payFailOrders: [{ orderId: 18 }] }), ['17', '18'])).toMatchObject({
			results: new Map<string, object>([['17', submitted], ['18', rejected('The API gave no reason')]]), clear: true, strangers: [],
		});
	});

	test('a success that can not be read makes every failure beside it unclear, and no other success', () => {
		const call = success({ successOrderIds: [A, null], payFailOrders: [{ orderId: B, errorReason: 'closed' }, { orderId: C, errorReason: 'closed' }] });
		const unclear = unknown('The answer names this order in another shape than documented');
		expect(read(call, [A, B, C])).toEqual({ results: new Map<string, object>([[A, submitted], [B, unclear], [C, unclear]]), clear: false, strangers: [] });
	});

	test('names the strangers, and only them', () => {
		expect(read(success({ successOrderIds: [A, C, '', 'x', null], payFailOrders: [{ orderId: B }, null, {}, 'x'] }), [A])).toMatchObject({ strangers: [C, B], clear: true });
	});
});

describe('isComplete', () => {
	test.each<[number, boolean]>([[199, false], [200, true], [201, true], [203, true], [204, false], [206, false], [299, false], [400, false]])('%s: %s', (httpStatus, expected) => {
		expect(isComplete(httpStatus)).toBe(expected);
	});
});

describe('apiWords', () => {
	const key = '58c0201dfdf148eca63cbf6bb5e7cf03';
	test.each<[string, unknown, string]>([
		['words', ' slow down\n', 'slow down'],
		['a key', `bad key ${key}, sorry`, 'bad key [hidden], sorry'],
		['a signature in capitals', key.toUpperCase(), '[hidden]'],
		['two secrets', `${key} and ${key}`, '[hidden] and [hidden]'],
		['a longer run of hex digits', `<${key}${key}>`, '<[hidden]>'],
		['a shorter run of hex digits', key.slice(1), key.slice(1)],
		['500 characters', 'x'.repeat(500), 'x'.repeat(500)],
		['501 characters', 'x'.repeat(501), 'x'.repeat(500)],
		['spaces before many words', ` ${'x'.repeat(501)}`, 'x'.repeat(500)],
		['a secret at the cut', 'x'.repeat(490) + key, `${'x'.repeat(490)}[hidden]`],
		['nothing', undefined, ''],
		['null', null, ''],
		['a number', 7, ''],
		['an object', { msg: 'x' }, ''],
	])('%s', (_name, words, expected) => {
		expect(apiWords(words)).toBe(expected);
	});
});

test('a code of 300 does not contradict HTTP 404', () => {
	const { results } = readAnswer(['1'], { kind: 'answered', httpStatus: 404, body: '{"code":300}' }, 1);
	expect(results.get('1')).toMatchObject({ outcome: 'rejected' });
});
