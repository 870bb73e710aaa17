import { readOrderDetail } from '../../../../dist/nodes/shared/orders/readOrderDetail.js';
import { buyerViewOrder, ORDER_ID } from './buyerViewOrder.mts';

const A = ORDER_ID;
const B = '2059624776425880795';

const answered = (httpStatus: number, body: string) =>
	({ kind: 'answered', httpStatus, body }) as const;
const found = (baseInfo: string, code: number | string = 200, httpStatus = 200) =>
	answered(httpStatus, `{"code":${code},"data":{"baseInfo":${baseInfo}}}`);
const isRead = (call: Parameters<typeof readOrderDetail>[1], orderId = A) =>
	readOrderDetail(orderId, call) !== undefined;

describe('readOrderDetail', () => {
	test('returns the whole order, IDs digit for digit', () => {
		const body = JSON.stringify({ code: 200, msg: 'ok', data: buyerViewOrder() }).replace(
			'"id":2059624776425880800',
			`"id":${A}`,
		);
		const order = buyerViewOrder();
		order.baseInfo.id = A;
		expect(readOrderDetail(A, answered(200, body))).toMatchObject({
			...order,
			productItems: [{ subItemIDString: '2059624776426880794' }],
		});
	});

	test('accepts the whole order with its number rounded', () => {
		expect(
			readOrderDetail(A, answered(200, JSON.stringify({ code: 200, data: buyerViewOrder() }))),
		).toBeDefined();
		expect(
			readOrderDetail(B, answered(200, JSON.stringify({ code: 200, data: buyerViewOrder() }))),
		).toBeUndefined();
	});

	test.each<[string, string]>([
		['the ID as text', `{"idOfStr":"${A}"}`],
		['the ID as a number', `{"id":${A}}`],
		['the ID as both', `{"id":${A},"idOfStr":"${A}"}`],
		[
			'the number rounded beside the text, as JavaScript writes it',
			`{"id":${String(Number(A))},"idOfStr":"${A}"}`,
		],
		[
			'the number rounded beside the text, as others write it',
			`{"id":${String(BigInt(Number(A)))},"idOfStr":"${A}"}`,
		],
		[
			'the number rounded, as text, beside the text',
			`{"id":"${String(Number(A))}","idOfStr":"${A}"}`,
		],
		['one ID null', `{"id":null,"idOfStr":"${A}"}`],
		['the other ID null', `{"id":${A},"idOfStr":null}`],
		['the order ID', `{"orderId":"${A}"}`],
		['the order ID as a number', `{"orderId":${A}}`],
	])('accepts %s', (_name, baseInfo) => {
		expect(isRead(found(baseInfo))).toBe(true);
	});

	test.each<[string, string]>([
		['no ID at all', '{"status":"success"}'],
		['no ID but null', '{"id":null,"idOfStr":null,"orderId":null}'],
		['another ID as text', `{"idOfStr":"${B}"}`],
		['another ID as a number', `{"id":${B}}`],
		['another ID as the order ID', `{"orderId":"${B}"}`],
		['a rounded number alone', `{"id":${String(Number(A))}}`],
		['a rounded number beside another text', `{"id":${String(Number(A))},"idOfStr":"${B}"}`],
		['a rounded order ID beside the text', `{"orderId":${String(Number(A))},"idOfStr":"${A}"}`],
		['two IDs, one of them another', `{"id":${B},"idOfStr":"${A}"}`],
		['two IDs, the other of them another', `{"id":${A},"idOfStr":"${B}"}`],
		['three IDs, the last of them another', `{"id":${A},"idOfStr":"${A}","orderId":"${B}"}`],
		['a small number as ID', '{"id":17}'],
		['an empty ID', '{"idOfStr":""}'],
		['an ID with a space', `{"idOfStr":"${A} "}`],
		['an ID inside a list', `{"idOfStr":["${A}"]}`],
		['an ID that is neither text nor number', '{"id":false}'],
		['baseInfo null', 'null'],
		['baseInfo as text', `"${A}"`],
		['baseInfo as a list', `[{"idOfStr":"${A}"}]`],
	])('%s: not this order', (_name, baseInfo) => {
		expect(isRead(found(baseInfo))).toBe(false);
	});

	test.each<[string, string, boolean]>([
		['', `{"idOfStr":"${A}"}`, true],
		[`"orderId":"${A}",`, `{"idOfStr":"${A}"}`, true],
		[`"orderId":"${A}",`, '{"status":"success"}', true],
		[`"id":${A},"idOfStr":null,`, `{"idOfStr":"${A}"}`, true],
		[`"id":${String(Number(A))},"idOfStr":"${A}",`, '{}', true],
		[`"id":${String(Number(A))},`, `{"idOfStr":"${A}"}`, false],
		[`"orderId":"${B}",`, `{"idOfStr":"${A}"}`, false],
		[`"id":${B},`, `{"idOfStr":"${A}"}`, false],
		[`"idOfStr":"${B}",`, `{"idOfStr":"${A}"}`, false],
	])('beside baseInfo %s, in it %s: fits %s', (beside, baseInfo, fits) => {
		expect(isRead(answered(200, `{"code":200,"data":{${beside}"baseInfo":${baseInfo}}}`))).toBe(
			fits,
		);
	});

	test('an order named only beside a baseInfo that is missing is none', () => {
		expect(isRead(answered(200, `{"code":200,"data":{"idOfStr":"${A}"}}`))).toBe(false);
	});

	test('an ID that JavaScript holds as a number fits too', () => {
		expect(isRead(found('{"id":17}'), '17')).toBe(true);
		expect(isRead(found('{"id":18}'), '17')).toBe(false);
	});

	test.each<[number, number | string, boolean]>([
		[200, 200, true],
		[200, '"200"', true],
		[201, 200, true],
		[203, 200, true],
		[199, 200, false],
		[204, 200, false],
		[206, 200, false],
		[299, 200, false],
		[300, 200, false],
		[404, 200, false],
		[500, 200, false],
		[200, 201, false],
		[200, 400, false],
		[200, 10012, false],
		[404, 404, false],
		[200, 'null', false],
	])('HTTP %s with code %s: read %s', (httpStatus, code, expected) => {
		expect(isRead(found(`{"idOfStr":"${A}"}`, code, httpStatus))).toBe(expected);
	});

	test.each<[string, Parameters<typeof readOrderDetail>[1]]>([
		['a call that was never sent', { kind: 'notSent', reason: 'Nothing listens' }],
		['a call without an answer', { kind: 'unclear', reason: 'The line was cut' }],
		['a page', answered(200, '<html>')],
		['nothing', answered(200, '')],
		['a list', answered(200, '[]')],
		['an answer without a code', answered(200, `{"data":{"baseInfo":{"idOfStr":"${A}"}}}`)],
		['no data', answered(200, '{"code":200}')],
		['data that is null', answered(200, '{"code":200,"data":null}')],
		['data that is text', answered(200, `{"code":200,"data":"${A}"}`)],
		['data that is a list', answered(200, `{"code":200,"data":[{"baseInfo":{"idOfStr":"${A}"}}]}`)],
		['data that is a number', answered(200, '{"code":200,"data":7}')],
	])('%s yields nothing', (_name, call) => {
		expect(readOrderDetail(A, call)).toBeUndefined();
	});
});
