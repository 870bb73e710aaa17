import { messageIdOf } from '../../../dist/nodes/PandaPonTrigger/messageIdOf.js';
import type { Message } from '../../../dist/nodes/PandaPonTrigger/readMessage.js';

const message: Message = {
	type: '1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY',
	platform: '1688',
	event: 'priceChanged',
	timestamp: '1764133200000',
	body: { orderId: '2059624776425880794', amount: 43.5, lines: [{ n: 1 }, null] },
};
const ID = messageIdOf(message);

test('32 hex digits, the same in every version, or an update would let repeated messages in', () => {
	// printf %s '["1688_ORDER_…",…]' | sha256sum
	expect(ID).toBe('64fa86cac747fa0ef1ef59a7a2fb3a18');
});

test('the push time does not matter', () => {
	for (const timestamp of [null, '', '1764135000000'])
		expect(messageIdOf({ ...message, timestamp })).toBe(ID);
});

test('everything else does', () => {
	const body = message.body as Record<string, unknown>;
	const others: Message[] = [
		{ ...message, type: null },
		{ ...message, type: 'null' },
		{ ...message, type: `${message.type} ` },
		{ ...message, type: '1688_ORDER_BUYER_VIEW_ORDER_PAY' },
		{ ...message, platform: 'taobao' },
		{ ...message, platform: null },
		{ ...message, body: JSON.stringify(body) },
		{ ...message, body: null },
		{ ...message, body: {} },
		{ ...message, body: [] },
		{ ...message, body: '' },
		{ ...message, body: [body] },
		{ ...message, body: { ...body, orderId: '2059624776425880795' } },
		{ ...message, body: { ...body, orderId: 2059624776425880 } },
		{ ...message, body: { ...body, amount: '43.5' } },
		{ ...message, body: { ...body, amount: 43.51 } },
		{ ...message, body: { ...body, lines: [{ n: 1 }] } },
		{ ...message, body: { ...body, lines: [null, { n: 1 }] } },
		{ ...message, body: { ...body, more: null } },
	];
	const ids = others.map(messageIdOf);
	expect(new Set([ID, ...ids]).size).toBe(others.length + 1);
	for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});

test('a message is no other for being read again', () => {
	expect(messageIdOf(JSON.parse(JSON.stringify(message)) as Message)).toBe(ID);
});
