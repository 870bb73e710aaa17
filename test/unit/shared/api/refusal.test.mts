import type { Envelope } from '../../../../dist/nodes/shared/api/envelope.js';
import { readEnvelope } from '../../../../dist/nodes/shared/api/envelope.js';
import {
	reasonOfCall,
	refusedWith,
	saysNothing,
} from '../../../../dist/nodes/shared/api/refusal.js';

const envelope = (fields: Partial<Envelope> = {}): Envelope => ({
	code: undefined,
	hasOddCode: false,
	msg: '',
	requestId: null,
	data: undefined,
	...fields,
});

describe('saysNothing', () => {
	test.each([...[undefined, null, false, '', 'text', {}, { list: [] }, { a: null, b: '', c: [] }]])(
		'%j holds no result',
		(data) => {
			expect(saysNothing(data)).toBe(true);
		},
	);
	test('an empty list holds none, a list of anything may hold one', () => {
		expect(saysNothing([])).toBe(true);
		for (const list of [[null], [''], [[]], [{}], [0]]) expect(saysNothing(list)).toBe(false);
	});

	test.each([
		...[
			true,
			0,
			1,
			{ a: 0 },
			{ a: false },
			{ a: 'text' },
			{ a: [null] },
			{ a: {} },
			{ a: null, b: 1 },
		],
	])('%j may hold one', (data) => {
		expect(saysNothing(data)).toBe(false);
	});
});

describe('refusedWith', () => {
	const NO_REFUSAL = [408, 409, 460, 499];
	const refusals = Array.from({ length: 100 }, (_, index) => 400 + index).filter(
		(status) => !NO_REFUSAL.includes(status),
	);

	test('where HTTP says that the answer is complete, the code decides', () => {
		for (const httpStatus of [200, 201, 202, 203]) {
			for (const code of refusals) expect(refusedWith(httpStatus, envelope({ code }))).toBe(code);
			for (const code of [...NO_REFUSAL, undefined, 0, 200, 399, 500, 599, 600, 4000])
				expect(refusedWith(httpStatus, envelope({ code }))).toBeUndefined();
			expect(refusedWith(httpStatus, undefined)).toBeUndefined();
		}
	});

	test('elsewhere HTTP decides, unless the code contradicts it', () => {
		for (const httpStatus of refusals) {
			expect(refusedWith(httpStatus, undefined)).toBe(httpStatus);
			for (const code of [undefined, 300, 400, 429, 498, 600, 10012])
				expect(refusedWith(httpStatus, envelope({ code }))).toBe(httpStatus);
			for (const code of [...NO_REFUSAL, 0, 200, 299, 500, 599])
				expect(refusedWith(httpStatus, envelope({ code }))).toBeUndefined();
			expect(refusedWith(httpStatus, envelope({ hasOddCode: true }))).toBeUndefined();
		}
	});

	test('no other HTTP status is a refusal, whatever the code says', () => {
		for (const httpStatus of [...NO_REFUSAL, 100, 204, 206, 299, 300, 307, 399, 500, 502, 599, 600])
			for (const code of [undefined, 200, 400, 429])
				expect(refusedWith(httpStatus, envelope({ code }))).toBeUndefined();
	});
});

describe('reasonOfCall', () => {
	test.each<[string, number, string]>([
		['', 502, "The API's answer could not be read (HTTP 502)"],
		['<html>busy</html>', 200, "The API's answer could not be read (HTTP 200)"],
		['{}', 200, "The API's answer holds no code (HTTP 200)"],
		['{"code":"x"}', 200, "The API's answer holds no code (HTTP 200)"],
		['{"code":400}', 200, 'The API answered with code 400 and no message (HTTP 200)'],
		['{"code":400,"msg":" "}', 400, 'The API answered with code 400 and no message (HTTP 400)'],
		['{"code":400,"msg":" Bad "}', 400, 'Bad'],
		['{"msg":"Bad"}', 400, 'Bad'],
		['{"code":400,"msg":"订单不存在"}', 400, '订单不存在 (the order does not exist)'],
		// Of one order's payment; of a whole call, they would be misread.
		['{"code":500,"msg":"支付处理中"}', 200, '支付处理中'],
		[`{"code":401,"msg":"bad ${'0A'.repeat(16)}"}`, 401, 'bad [hidden]'],
	])('%s with HTTP %s', (body, httpStatus, reason) => {
		expect(reasonOfCall(httpStatus, readEnvelope(body))).toBe(reason);
	});

	test('long words are shortened', () => {
		expect(reasonOfCall(400, envelope({ code: 400, msg: 'x'.repeat(900) }))).toHaveLength(500);
	});
});
