import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Account } from './account.mts';
import {
	priceMessage1688,
	priceMessageTaobao,
	refundMessage1688,
	statusMessage1688,
	testMessage,
	textOfMessage,
	withBodyAsText,
	type SandboxMessage,
} from './messages.mts';
import { Messenger } from './messenger.mts';
import { isOnThisMachine } from './pushByHand.mts';
import { signMessage } from './signMessage.mts';

const KEYS = {
	accessKey: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
	accessSecret: 'c0ffee00c0ffee00c0ffee00c0ffee00',
};
const START_MS = 1_732_411_800_000;
const HALF_AN_HOUR_MS = 1_800_000;
/** What `textOfMessage` writes for the test message at `START_MS`. */
const TEST_TEXT =
	'{"messageType":"TEST","messagePlatform":1,"timestamp":"1732411800000","messageBody":{"message":"test message"}}';
// Made by: printf '%s%s' "$ACCESS_KEY" "$TEST_TEXT" | openssl dgst -sha256 -hmac "$ACCESS_SECRET"
const OVER_KEY_AND_BODY = '7d203a17f7784627967acc86e4115e10ea9e9bf5e8ddbc3a1502c5ff84373626';
const OVER_BODY = '3916083eb17ebfe0bf52f26f99c69cef70798fb6cf3fbe31fc213fc8999b211b';
const BY_ANOTHER_SECRET = 'f0a71912fd618fa84de602e9beae10c0f3284633387a0f148b7f0767bec8a697';

/** An order that was ¥7.55 with freight. */
function pricedOrder(id: string, change = {}) {
	const account = new Account();
	account.addOrders([id], { price: 755, ...change });
	return account.orders.get(id)!;
}

describe('signatures', () => {
	test('are those that openssl makes, over the key and the body or over the body alone', () => {
		expect(signMessage(TEST_TEXT, KEYS)).toBe(OVER_KEY_AND_BODY);
		expect(signMessage(TEST_TEXT, KEYS, 'body')).toBe(OVER_BODY);
	});

	test('are made over UTF-8 bytes', () => {
		const keys = { accessKey: 'k', accessSecret: 's' };
		const body = '{"name":"台灯"}';
		expect(signMessage(body, keys)).toBe(
			'0413ab02edcdf2791ef947778a82dc32fdf70dcbf00899e4be1293cdb6f9e06b',
		);
		expect(signMessage(Buffer.from(body), keys, 'body')).toBe(
			'c29a265e24803a9a9d51c3fd0a084dea963c44ffeeb07f125e5d0c943c5d68fa',
		);
	});
});

describe('messages', () => {
	const ID = '2059624776425000001';

	test('the test message is written as PandaPon documents the envelope', () => {
		expect(textOfMessage(testMessage(), START_MS)).toBe(TEST_TEXT);
	});

	test('a 1688 price message holds the whole order, with the rounded ID beside the exact one', () => {
		const text = textOfMessage(priceMessage1688(ID, pricedOrder(ID)), START_MS);
		expect(text).toMatch(
			/^\{"messageType":"1688_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":1,/,
		);
		expect(text).toContain('"id":2059624776425000000,"idOfStr":"2059624776425000001"');
		expect(text).toContain('"status":"waitbuyerpay","totalAmount":7.55');
	});

	test.each([
		['waitbuyerpay', '1688_ORDER_BUYER_VIEW_BUYER_MAKE'],
		['waitsellersend', '1688_ORDER_BUYER_VIEW_ORDER_PAY'],
		['waitbuyerreceive', '1688_ORDER_BUYER_VIEW_ANNOUNCE_SENDGOODS'],
		['success', '1688_ORDER_BUYER_VIEW_ORDER_SUCCESS'],
		['cancel', '1688_ORDER_BUYER_VIEW_ORDER_BUYER_CLOSE'],
	])('a 1688 order that has become %s', (status, type) => {
		const text = textOfMessage(statusMessage1688(ID, pricedOrder(ID, { status })), START_MS);
		expect(text).toContain(`{"messageType":"${type}","messagePlatform":1,`);
		expect(text).toContain(`{"orderId":2059624776425000001,"currentStatus":"${status}",`);
	});

	test('a refund', () => {
		const refund = { id: 'TQ233104830183830794', status: 'waitselleragree' };
		const order = pricedOrder(ID, { status: 'waitsellersend', refund });
		const text = textOfMessage(refundMessage1688(ID, order), START_MS);
		expect(text).toContain('"1688_ORDER_BUYER_VIEW_ORDER_BUYER_REFUND_IN_SALES"');
		expect(text).toContain(
			'"orderId":2059624776425000001,"currentStatus":"waitsellersend","refundId":"TQ233104830183830794"',
		);
	});

	const taobao = priceMessageTaobao({
		salesOrderId: '3682557363260579405',
		purchaseOrderId: '1000200033789040117',
		lineId: '1000200033789041119',
		productFen: 2500,
		shippingFen: 300,
	});

	test('a Taobao price message has IDs of 19 digits as bare numbers', () => {
		const text = textOfMessage(taobao, START_MS);
		expect(text).toMatch(
			/^\{"messageType":"TAOBAO_ORDER_BUYER_VIEW_ORDER_PRICE_MODIFY","messagePlatform":0,/,
		);
		expect(text).toContain(
			'"messageBody":{"salesOrderId":3682557363260579405,"purchaseOrderId":1000200033789040117,',
		);
		expect(text).toContain('"purchase_order_line_outer_id":1000200033789041119');
		expect(text).toContain('"purchaseTotalFee":2800');
	});

	test('a body can be JSON text, digits included', () => {
		const text = textOfMessage(withBodyAsText(taobao), START_MS);
		expect(text).toContain('"messageBody":"{\\"salesOrderId\\":3682557363260579405,');
		expect((JSON.parse(text) as SandboxMessage).messageBody).toMatch(
			/^\{"salesOrderId":3682557363260579405,.*"purchaseShippingFee":300\}\}$/,
		);
	});
});

describe('pushing', () => {
	interface Received {
		method: string;
		headers: IncomingHttpHeaders;
		/** As far as it came. */
		body: string;
	}

	let server: Server;
	let received: Received[];
	/** HTTP status for each request, the last one for all that follow; `null` for no answer. */
	let statuses: Array<number | null>;
	let answer: string;

	beforeEach(async () => {
		received = [];
		statuses = [200];
		answer = '';
		server = createServer((request, response) => {
			const status = statuses.length > 1 ? statuses.shift()! : statuses[0];
			const { method = '', headers } = request;
			const seen: Received = { method, headers, body: '' };
			received.push(seen);
			request.setEncoding('utf8').on('data', (piece: string) => (seen.body += piece));
			request.on('error', () => {});
			request.on('end', () => status !== null && response.writeHead(status).end(answer));
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	});

	afterEach(async () => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	});

	const PATIENT = { startMs: START_MS, answerWithinMs: 30_000 };
	const messengerWith = (options: ConstructorParameters<typeof Messenger>[2] = PATIENT) =>
		new Messenger(
			`http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
			KEYS,
			options,
		);
	const numbered = (n: number): SandboxMessage => ({ ...testMessage(), messageType: `TEST_${n}` });
	const typesReceived = () =>
		received.map(({ body }) => (JSON.parse(body) as SandboxMessage).messageType);

	test('a message is posted as JSON, signed, and delivered by a 200', async () => {
		const messenger = messengerWith();
		const [delivery] = await messenger.push(testMessage());
		expect(received).toMatchObject([
			{
				method: 'POST',
				headers: {
					authorization: OVER_KEY_AND_BODY,
					'content-type': 'application/json',
					'content-length': '111',
				},
				body: TEST_TEXT,
			},
		]);
		const { ms, ...rest } = delivery;
		expect(ms).toBeGreaterThanOrEqual(0);
		expect(rest).toEqual({
			message: testMessage(),
			attempt: 1,
			sentAtMs: START_MS,
			body: TEST_TEXT,
			status: 200,
			answer: '',
		});
		expect(messenger.delivered()).toEqual([testMessage()]);
		await messenger.letHalfAnHourPass();
		expect(received).toHaveLength(1);
	});

	test('what is not answered with 200 is sent again every half hour, five times, then given up', async () => {
		statuses = [500, 401, 404, 201, 302, 503];
		const messenger = messengerWith();
		await messenger.push(testMessage());
		for (let halfHours = 0; halfHours < 5; halfHours++) {
			expect(messenger.waiting()).toHaveLength(1);
			expect(messenger.givenUp()).toHaveLength(0);
			await messenger.letHalfAnHourPass();
		}
		expect(messenger.waiting()).toHaveLength(0);
		expect(messenger.delivered()).toHaveLength(0);
		expect(messenger.givenUp()).toEqual([testMessage()]);
		await messenger.letHalfAnHourPass();

		expect(received.map(({ body }) => body)).toEqual(Array(6).fill(TEST_TEXT));
		expect(
			messenger.deliveries.map(({ attempt, status, sentAtMs }) => [
				attempt,
				status,
				(sentAtMs - START_MS) / HALF_AN_HOUR_MS,
			]),
		).toEqual([
			[1, 500, 0],
			[2, 401, 1],
			[3, 404, 2],
			[4, 201, 3],
			[5, 302, 4],
			[6, 503, 5],
		]);
	});

	test('a message is not sent again once it is delivered; others are', async () => {
		statuses = [503, 503, 200, 503, 200];
		const messenger = messengerWith();
		await messenger.push(numbered(1));
		await messenger.push(numbered(2));
		await messenger.letHalfAnHourPass();
		expect(messenger.delivered()).toEqual([numbered(1)]);
		expect(messenger.waiting()).toEqual([numbered(2)]);
		await messenger.letHalfAnHourPass();
		expect(typesReceived()).toEqual(['TEST_1', 'TEST_2', 'TEST_1', 'TEST_2', 'TEST_2']);
		expect(messenger.delivered()).toEqual([numbered(1), numbered(2)]);
	});

	test('an answer that does not come within 1,000 ms is none', async () => {
		statuses = [null, 200];
		const messenger = messengerWith({ startMs: START_MS });
		const [delivery] = await messenger.push(testMessage());
		expect(delivery).toMatchObject({ status: null, error: 'no answer within 1000 ms' });
		expect(messenger.waiting()).toEqual([testMessage()]);
	});

	test('nor is a refused connection', async () => {
		const messenger = messengerWith();
		await new Promise((closed) => server.close(closed));
		const [delivery] = await messenger.push(testMessage());
		expect(delivery.status).toBeNull();
		expect(delivery.error).toContain('ECONNREFUSED');
		expect(messenger.waiting()).toEqual([testMessage()]);
	});

	test('the push time is kept when a message is sent again, or renewed with its signature', async () => {
		statuses = [503];
		const messenger = messengerWith();
		await messenger.push(numbered(1));
		await messenger.push(numbered(2), { renewsTimestamp: true });
		await messenger.letHalfAnHourPass();
		const [, , kept, renewed] = received;
		expect(JSON.parse(kept.body)).toMatchObject({ timestamp: '1732411800000' });
		expect(JSON.parse(renewed.body)).toMatchObject({ timestamp: '1732413600000' });
		for (const { headers, body } of received)
			expect(headers.authorization).toBe(signMessage(body, KEYS));
	});

	test.each([
		['upperCase', OVER_KEY_AND_BODY.toUpperCase()],
		['overBodyAlone', OVER_BODY],
		['wrong', BY_ANOTHER_SECRET],
		['none', undefined],
	] as const)('signed otherwise: %s', async (signature, authorization) => {
		await messengerWith().push(testMessage(), { signature });
		expect(received[0].headers.authorization).toBe(authorization);
		expect(received[0].body).toBe(TEST_TEXT);
	});

	test('copies leave together, and one that is delivered is enough', async () => {
		statuses = [503, 200, 503];
		const messenger = messengerWith();
		const deliveries = await messenger.push(testMessage(), { copies: 3 });
		expect(deliveries.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
		expect(received.map(({ body }) => body)).toEqual([TEST_TEXT, TEST_TEXT, TEST_TEXT]);
		expect(messenger.delivered()).toEqual([testMessage()]);
	});

	test('a late message is overtaken', async () => {
		const messenger = messengerWith();
		expect(await messenger.push(numbered(1), { isLate: true })).toEqual([]);
		await messenger.push(numbered(2));
		expect(messenger.waiting()).toEqual([numbered(1)]);
		await messenger.letHalfAnHourPass();
		expect(typesReceived()).toEqual(['TEST_2', 'TEST_1']);
		expect(messenger.deliveries.map(({ attempt }) => attempt)).toEqual([1, 1]);
	});

	test('a body that trickles arrives whole', async () => {
		const message = { ...testMessage(), messageBody: { name: '台灯'.repeat(20) } };
		const [{ body, status }] = await messengerWith().push(message, {
			trickle: { bytes: 7, everyMs: 1 },
		});
		expect(status).toBe(200);
		expect(received[0].body).toBe(body);
	});

	test('one that trickles for too long does not', async () => {
		const messenger = messengerWith({ answerWithinMs: 300 });
		const [{ status, error }] = await messenger.push(testMessage(), {
			trickle: { bytes: 1, everyMs: 1000 },
		});
		expect({ status, error }).toEqual({ status: null, error: 'no answer within 300 ms' });
		expect(received.map(({ body }) => body.length < TEST_TEXT.length)).not.toContain(false);
	});

	test('an answer is read whole, however late', async () => {
		answer = 'x'.repeat(5_000_000);
		const [delivery] = await messengerWith().push(testMessage(), { readsAfterMs: 50 });
		expect(delivery.status).toBe(200);
		expect(delivery.answer).toHaveLength(5_000_000);
	});

	test('the address is asked without a signature, and that counts for no message', async () => {
		answer = 'ready';
		const messenger = messengerWith();
		expect(await messenger.askAddress()).toMatchObject({ status: 200, answer: 'ready' });
		expect(received).toMatchObject([{ method: 'GET', body: '' }]);
		expect(received[0].headers).not.toHaveProperty('authorization');
		expect(messenger.deliveries).toEqual([]);
	});
});

test.each([
	['http://localhost:5678/webhook/a/webhook', true],
	['http://127.0.0.1:5678/webhook/a/webhook', true],
	['https://[::1]:5678/webhook/a/webhook', true],
	['http://127.0.0.1.example.com/webhook', false],
	['http://127.0.0.1@example.com/webhook', false],
	['https://example.com/webhook', false],
	['ftp://localhost/webhook', false],
	['localhost', false],
])('messages are pushed by hand to this machine only: %s %s', (url, isHere) => {
	expect(isOnThisMachine(url)).toBe(isHere);
});
