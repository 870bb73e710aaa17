import { readMessage } from '../../../dist/nodes/PandaPonTrigger/readMessage.js';

const ID = '2059624776425880794';
const read = (text: string) => readMessage(Buffer.from(text));

describe('the messages that are known', () => {
	const price = { baseInfo: { idOfStr: ID }, tradeTerms: [] };
	const taobaoPrice = { salesOrderId: ID, subOrders: [], purchaseOrderPriceDTO: {} };
	const tradeStatus = { purchase_id: ID, status: 'WAIT', sku_list: [{ item_id: '7' }] };
	const sister = { orderId: ID, orderStatus: 'success', payStatus: 2 };
	const refund = { orderId: ID, refundId: 'TQ233104830183830794' };

	test.each([
		['1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY', 1, '1688', 'priceChanged', price],
		['TAOBAO_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY', 0, 'taobao', 'priceChanged', taobaoPrice],
		['1688_ORDER_BUYER_VIEW_ORDER_PAY', 1, '1688', 'statusChanged', sister],
		['ORDER_PAY_SUCCESS', 1, '1688', 'statusChanged', sister],
		['ORDER_BUYER_VIEW_ORDER_BUYER_REFUND', 1, '1688', 'refund', refund],
		['3', 0, 'taobao', 'other', tradeStatus],
	])('%s of platform %j', (type, messagePlatform, platform, event, body) => {
		const expected = { type, platform, event, timestamp: '1764133200000', body };
		const envelope = { messageType: type, messagePlatform, timestamp: '1764133200000' };
		expect(read(JSON.stringify({ ...envelope, messageBody: body }))).toStrictEqual(expected);
		expect(read(JSON.stringify({ ...envelope, messageBody: JSON.stringify(body) }))).toStrictEqual(
			expected,
		);
		// Indented, as a person writes it.
		expect(
			read(
				` ${JSON.stringify({ ...envelope, messageBody: ` ${JSON.stringify(body, null, 2)}` })}\n`,
			),
		).toStrictEqual(expected);
	});
});

describe('what names the platform', () => {
	test.each([
		[0, 'X', 'taobao'],
		[1, 'X', '1688'],
		['0', 'X', 'taobao'],
		['1', 'X', '1688'],
		[' 1 ', 'X', '1688'],
		// The number counts before the name.
		[0, '1688_X', 'taobao'],
		[1, 'TAOBAO_X', '1688'],
		[undefined, '1688_X', '1688'],
		[undefined, 'TAOBAO_X', 'taobao'],
		[undefined, 'taobao_x', 'taobao'],
		[null, '1688_X', '1688'],
		['', '1688_X', '1688'],
		[2, '1688_X', '1688'],
		[true, 'TAOBAO_X', 'taobao'],
		[[1], 'TAOBAO_X', 'taobao'],
		[undefined, 'X_1688_', null],
		[undefined, 'MY_TAOBAO_X', null],
		[undefined, '1688', null],
		[undefined, undefined, null],
		[2, 'X', null],
		['00', 'X', null],
		[{}, undefined, null],
	])('messagePlatform %j of %j: %j', (messagePlatform, messageType, platform) => {
		const message = read(JSON.stringify({ messagePlatform, messageType, messageBody: {} }));
		expect(message.platform).toBe(platform);
	});
});

test.each([
	[' X ', 'X'],
	[3, '3'],
	['', null],
	['  ', null],
	[null, null],
	[true, null],
	[['X'], null],
	[{}, null],
])('messageType and timestamp %j: %j', (given, text) => {
	const message = read(JSON.stringify({ messageType: given, timestamp: given, messageBody: 1 }));
	expect(message).toStrictEqual({
		type: text,
		platform: null,
		event: 'other',
		timestamp: text,
		body: 1,
	});
});

test('a push time given as number', () => {
	expect(read('{"timestamp":1764133200000}').timestamp).toBe('1764133200000');
});

describe('digits', () => {
	test.each([
		['bare', `{"orderId":${ID}}`, { orderId: ID }],
		['negative', `{"orderId":-${ID}}`, { orderId: `-${ID}` }],
		['in a list', `{"ids":[${ID},7]}`, { ids: [ID, 7] }],
		['in lists in lists', `[[${ID}],[[${ID}]]]`, [[ID], [[ID]]]],
		['in objects in lists', `[{"a":{"b":${ID}}}]`, [{ a: { b: ID } }]],
		['20 digits and more', '{"a":18446744073709551616}', { a: '18446744073709551616' }],
		['small enough', '{"a":9007199254740991,"b":1.5}', { a: 9007199254740991, b: 1.5 }],
		['as text', `{"orderId":"${ID}"}`, { orderId: ID }],
	])('%s: none is lost, in an object or in JSON text', (_, body, expected) => {
		expect(read(`{"messageBody":${body}}`).body).toStrictEqual(expected);
		expect(read(`{"messageBody":${JSON.stringify(body)}}`).body).toStrictEqual(expected);
	});

	test('a bare number for a body, and JSON text within JSON text', () => {
		expect(read(`{"messageBody":${ID}}`).body).toBe(ID);
		// Text within the body stays text, and so do its digits.
		const inner = `{"orderId":${ID}}`;
		expect(read(JSON.stringify({ messageBody: JSON.stringify({ inner }) })).body).toStrictEqual({
			inner,
		});
	});

	test('a type or push time of 19 digits', () => {
		expect(read(`{"messageType":${ID},"timestamp":${ID}}`)).toMatchObject({
			type: ID,
			timestamp: ID,
		});
	});
});

describe('without an envelope', () => {
	const nothing = { type: null, platform: null, event: 'other', timestamp: null };

	test.each([
		['nothing', '', ''],
		['spaces', ' \n', ' \n'],
		['text', 'Verify', 'Verify'],
		['a number', ID, ID],
		['a text of JSON', '"x"', '"x"'],
		['null', 'null', 'null'],
		['cut JSON', '{"messageType":"1688_X","messageB', '{"messageType":"1688_X","messageB'],
		['no JSON', '{messageType: 1}', '{messageType: 1}'],
		['a form', 'messageType=1688_X', 'messageType=1688_X'],
		['XML', '<a/>', '<a/>'],
	])('%s is handed on as text', (_, text, body) => {
		expect(read(text)).toStrictEqual({ ...nothing, body });
	});

	test('a list is handed on as list', () => {
		expect(read(`[{"orderId":${ID}}]`)).toStrictEqual({ ...nothing, body: [{ orderId: ID }] });
		expect(read('[]')).toStrictEqual({ ...nothing, body: [] });
	});

	test('without messageBody, the other fields are the body', () => {
		expect(read(`{"orderId":${ID},"messageType":"1688_ORDER_CREATE","timestamp":"7"}`)).toEqual({
			type: '1688_ORDER_CREATE',
			platform: '1688',
			event: 'statusChanged',
			timestamp: '7',
			body: { orderId: ID },
		});
		expect(read('{}')).toStrictEqual({ ...nothing, body: {} });
	});
});

test.each([
	['null', null],
	['false', false],
	['17', 17],
	['""', ''],
	['"hello"', 'hello'],
	['"17"', '17'],
	['"{cut"', '{cut'],
	['[1]', [1]],
	['"[1]"', [1]],
])('messageBody %s', (json, body) => {
	expect(read(`{"messageType":"X","messageBody":${json}}`).body).toStrictEqual(body);
});

describe('bytes', () => {
	test('a byte order mark is skipped', () => {
		expect(read('\uFEFF{"messageType":"X"}').type).toBe('X');
		expect(read('\uFEFF').body).toBe('');
	});

	test('what is no UTF-8 becomes a sign that says so', () => {
		const bytes = Buffer.concat([
			Buffer.from('{"messageBody":{"a":"'),
			Buffer.from([0xff, 0xc3]),
			Buffer.from('"}}'),
		]);
		expect(readMessage(bytes).body).toStrictEqual({ a: '\uFFFD\uFFFD' });
		expect(readMessage(Buffer.from([0x00, 0xff])).body).toBe('\0\uFFFD');
	});

	test('text outside the basic plane, halves of it, and NUL', () => {
		expect(read('{"messageBody":{"a":"价格🐼","b":"\\ud83d","c":"\\u0000"}}').body).toStrictEqual({
			a: '价格🐼',
			b: '\ud83d',
			c: '\0',
		});
	});
});

describe('depth', () => {
	const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
	const objects = (levels: number) => '{"a":'.repeat(levels) + '7' + '}'.repeat(levels);

	test.each([lists, objects])('100 levels are read', (nested) => {
		expect(read(`{"messageBody":${nested(99)}}`).body).toStrictEqual(JSON.parse(nested(99)));
		expect(read(`{"messageBody":${JSON.stringify(nested(100))}}`).body).toStrictEqual(
			JSON.parse(nested(100)),
		);
	});

	test.each([lists, objects])('what is deeper stays text', (nested) => {
		for (const levels of [101, 1_000, 100_000]) {
			expect(read(nested(levels)).body).toBe(nested(levels));
			expect(read(`{"messageType":"X","messageBody":${JSON.stringify(nested(levels))}}`)).toEqual({
				type: 'X',
				platform: null,
				event: 'other',
				timestamp: null,
				body: nested(levels),
			});
		}
		const envelope = `{"messageBody":${nested(100)}}`;
		expect(read(envelope).body).toBe(envelope);
	});

	test('so does what is deep and cut', () => {
		expect(read('['.repeat(100_000)).body).toBe('['.repeat(100_000));
		expect(read('{"a":'.repeat(100_000)).body).toBe('{"a":'.repeat(100_000));
	});
});

describe('keys', () => {
	test('of two with the same name, the last counts', () => {
		expect(
			read('{"messageType":"A","messageType":"B","messageBody":{"a":1},"messageBody":{"a":2}}'),
		).toMatchObject({ type: 'B', body: { a: 2 } });
	});

	test('those with a meaning in JavaScript are fields like any other', () => {
		const json = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
		for (const text of [
			json,
			`{"messageBody":${json}}`,
			`{"messageBody":${JSON.stringify(json)}}`,
		]) {
			const body = read(text).body as object;
			expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
			expect(JSON.stringify(body)).toBe(json);
		}
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
		expect(read('{"__proto__":{"messageType":"X"}}').type).toBeNull();
	});
});
