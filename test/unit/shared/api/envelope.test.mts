import { apiWords, isRecord, readEnvelope } from '../../../../dist/nodes/shared/api/envelope.js';

describe('isRecord', () => {
	test.each<[string, unknown, boolean]>([
		['an object', { a: 1 }, true],
		['an empty object', {}, true],
		['a list', [{}], false],
		['null', null, false],
		['undefined', undefined, false],
		['text', 'text', false],
		['a number', 7, false],
		['true', true, false],
	])('%s', (_name, value, expected) => {
		expect(isRecord(value)).toBe(expected);
	});
});

const SIGNATURE = '58C0201DFDF148ECA63CBF6BB5E7CF03';

describe('readEnvelope', () => {
	test('reads all four fields, large numbers digit for digit', () => {
		expect(
			readEnvelope(
				'{"code":200,"msg":"ok","requestId":"r-1","data":{"id":2059624776425880794},"extra":1}',
			),
		).toEqual({
			code: 200,
			hasOddCode: false,
			msg: 'ok',
			requestId: 'r-1',
			data: { id: '2059624776425880794' },
		});
	});

	test('an empty object is an envelope with nothing in it', () => {
		expect(readEnvelope('{}')).toEqual({
			code: undefined,
			hasOddCode: false,
			msg: '',
			requestId: null,
			data: undefined,
		});
	});

	test.each(['', '<html>', '{"code":200', '[]', '[{"code":200}]', 'null', '"text"', '200', 'true'])(
		'%j is no envelope',
		(body) => {
			expect(readEnvelope(body)).toBeUndefined();
		},
	);

	test.each<[string, number | undefined]>([
		['0', 0],
		['200', 200],
		['10012', 10012],
		['"200"', 200],
		['"0"', 0],
		['999999999', 999999999],
		['1000000000', undefined],
		['2059624776425880794', undefined],
		['1e30', undefined],
		['"0200"', undefined],
		['"00"', undefined],
		['" 200"', undefined],
		['"200 "', undefined],
		['[200]', undefined],
		['["200"]', undefined],
		['"200 OK"', undefined],
		['"E200"', undefined],
		['"OK"', undefined],
		['""', undefined],
		['-1', undefined],
		['200.5', undefined],
		['null', undefined],
		['true', undefined],
		['{}', undefined],
	])('code %s is read as %s', (code, expected) => {
		const envelope = readEnvelope(`{"code":${code}}`);
		expect(envelope?.code).toBe(expected);
		expect(envelope?.hasOddCode).toBe(expected === undefined && code !== 'null');
	});

	test.each<[string, string]>([
		['" slow down\\n"', 'slow down'],
		['"账户额度不足"', '账户额度不足'],
		['"  "', ''],
		['7', ''],
		['null', ''],
		['["slow"]', ''],
	])('msg %s is read as %j', (msg, expected) => {
		expect(readEnvelope(`{"msg":${msg}}`)?.msg).toBe(expected);
	});

	test.each<[string, string | null]>([
		['"r-1"', 'r-1'],
		['17', '17'],
		['2059624776425880794', '2059624776425880794'],
		['1.5', '1.5'],
		['"a_b.c:d-e"', 'a_b.c:d-e'],
		['"x"', 'x'],
		[`"${'x'.repeat(128)}"`, 'x'.repeat(128)],
		[`"${'x'.repeat(129)}"`, null],
		['""', null],
		['" r-1"', null],
		['"r-1 "', null],
		['"r-1\\n"', null],
		['"r 1"', null],
		['"<b>"', null],
		['"订单"', null],
		// A signature is 32 upper-case hex digits.
		[`"${SIGNATURE}"`, null],
		[`"r-${SIGNATURE}-1"`, null],
		[`"${SIGNATURE}0"`, null],
		[`"${SIGNATURE.slice(1)}"`, SIGNATURE.slice(1)],
		[`"${SIGNATURE.toLowerCase()}"`, SIGNATURE.toLowerCase()],
		[`"${'7'.repeat(32)}"`, '7'.repeat(32)],
		['null', null],
		['true', null],
		['["r-1"]', null],
		['{"id":1}', null],
	])('requestId %s is read as %j', (requestId, expected) => {
		expect(readEnvelope(`{"requestId":${requestId}}`)?.requestId).toBe(expected);
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
